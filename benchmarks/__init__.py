"""Packer against its peers: ratios measured in one run, never bare seconds."""
