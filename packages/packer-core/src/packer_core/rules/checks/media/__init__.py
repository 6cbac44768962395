"""Checks of pictures, sound and samples."""
