"""The process that computes feedback, and its client."""
