"""The editor of a question."""
