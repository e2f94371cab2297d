"""Download and import of speech models."""
