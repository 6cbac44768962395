"""Checks of NFO and DIZ."""
