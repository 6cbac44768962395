"""Samples of Matroska files, cut without decoding."""
