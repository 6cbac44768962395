"""The stage ``pack``: from a plan to a published release."""
