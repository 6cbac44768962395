"""Providers of metadata on books: each a module that asks, and one of what it is answered."""
