"""Tools for readers of strangers' files: one answer to one text, whichever reader asks."""
