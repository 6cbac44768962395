"""One provider of metadata as its plugin asks it: its address, its rate, its answers."""
