"""The stage ``inspect``: who reads the sources of a request, and what they say of themselves."""
