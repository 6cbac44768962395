"""Providers of metadata on documents: each a module that asks, and one of what it is answered."""
