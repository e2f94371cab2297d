"""The application: what a person sees, and what it remembers."""
