"""Recordings and other sound files."""
