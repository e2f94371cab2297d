"""The page of question banks and their questions."""
