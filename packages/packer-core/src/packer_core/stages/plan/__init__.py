"""The stage ``plan``: every name, size and text of a release, before a byte is written. Pure."""
