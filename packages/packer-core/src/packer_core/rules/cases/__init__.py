"""Trying a rule set on the cases beside it."""
