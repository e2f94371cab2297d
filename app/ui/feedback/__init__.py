"""The views of feedback, shown by several pages."""
