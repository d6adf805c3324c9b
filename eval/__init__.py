"""Evaluation: gold questions, metrics, runs, comparison and report."""
