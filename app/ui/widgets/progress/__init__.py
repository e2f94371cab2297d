"""The charts of the progress page, and their numbers."""
