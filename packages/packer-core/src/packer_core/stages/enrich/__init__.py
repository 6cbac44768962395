"""The stage ``enrich``: the providers of metadata, and what they add to a description."""
