"""Study sheets of a question bank."""
