"""Installations on both databases."""

from tests.support.jobs import installation, store_settings

__all__ = ["installation", "store_settings"]
