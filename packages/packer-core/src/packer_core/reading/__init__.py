"""Tools for readers of strangers' files."""
