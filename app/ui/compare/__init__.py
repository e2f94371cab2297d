"""The page that compares two takes of a question."""
