"""TOML and YAML of others, read within bounds, and settings written back."""
