"""Packer's EBOOK plugin."""
