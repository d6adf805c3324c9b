"""Rebuilds the shipped lexicon and embedding model.

`python -m index.training`. Needs the extras of training (torch, jamdict-data).
"""
