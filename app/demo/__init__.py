"""A complete interview with a synthetic candidate."""
