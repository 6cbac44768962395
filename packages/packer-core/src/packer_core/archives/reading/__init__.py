"""Reading a release directory once: what lies in it, what its archives and lists tell."""
