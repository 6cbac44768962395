"""The stages: each a function from values to values, in the order of the data."""
