"""Comparison of two takes of a question."""
