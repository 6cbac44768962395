"""Jobs that survive: their database, how they are run, and what is remembered beside them."""
