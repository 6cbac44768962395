"""ZIP files: writing stored ones that hold a volume, and reading any."""
