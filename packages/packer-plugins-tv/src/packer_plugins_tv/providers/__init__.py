"""Providers of metadata on series: each a module that asks, and one of what it is answered."""
