"""The page where a session starts."""
