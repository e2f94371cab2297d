"""Prosody: loudness, pitch, and where in a sound somebody speaks."""
