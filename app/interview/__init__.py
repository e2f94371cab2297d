"""A session as it happens."""
