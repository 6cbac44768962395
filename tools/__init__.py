"""What keeps this checkout working; nothing here is shipped."""
