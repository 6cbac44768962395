"""Checks of the files of a release and of its archives."""
