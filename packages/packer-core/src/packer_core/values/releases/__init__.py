"""A release: planned, written, read back, mended."""
