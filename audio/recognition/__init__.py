"""Turning speech into text, in a worker process of its own."""
