"""Texts: plain, Markdown and HTML."""
