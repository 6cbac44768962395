"""Rendering the templates of users in a process of their own, within limits."""
