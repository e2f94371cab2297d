"""The page of progress over time."""
