"""Feedback on an answer: what was said, and how."""
