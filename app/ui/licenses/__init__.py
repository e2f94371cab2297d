"""The page of third-party licenses."""
