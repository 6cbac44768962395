"""The one history of the tables."""

#: The revision of the tables as they are now; known without loading the history.
HEAD = "0002"
