"""DOC, XLS and PPT of 1997 to 2003: compound files."""
