"""Backup, restore, and moving of the data folder."""
