"""The core's own plugins: thin adapters from the hooks to the rooms."""
