"""Packer's DOCS plugin."""
