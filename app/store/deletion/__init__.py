"""Deleting, the trash, and undoing."""
