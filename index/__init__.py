"""Passages and how they are found."""
