"""The practice schedule and progress over time."""
