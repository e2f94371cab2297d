"""The page of all takes of a question."""
