"""The settings: their declarations, values, and file."""
