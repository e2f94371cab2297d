"""Deletion, the trash, and undo."""
