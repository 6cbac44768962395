"""Holds what Packer makes of every file of the corpus and the examples against a record of it.

The record is ``tests/data/record/behaviour.json``: of each case what is described, planned,
written and found, as short values and sums. ``expected.toml`` beside it lists what may differ.
"""
