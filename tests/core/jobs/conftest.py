"""Installations on both databases."""

from tests.support.jobs import place, store_settings

__all__ = ["place", "store_settings"]
