"""Checks of the dirname."""
