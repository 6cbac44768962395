"""Packer's web front end."""
