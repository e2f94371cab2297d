"""A whole library in one file, and back from it; no Qt."""
