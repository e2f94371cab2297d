"""The page of a session as it happens."""
