"""The client of the recognition worker."""
