"""Full-text search and lists of takes and sessions."""
