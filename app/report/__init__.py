"""A session with its feedback as one page. No Qt, no database."""
