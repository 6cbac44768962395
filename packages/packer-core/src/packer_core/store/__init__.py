"""The database of an installation: one module a family of rows, below the stages."""
