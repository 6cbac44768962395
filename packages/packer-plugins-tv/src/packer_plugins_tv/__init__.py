"""Packer's TV plugin."""
