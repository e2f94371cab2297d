"""The view of feedback, which several pages show."""
