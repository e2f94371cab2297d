"""How something is said: pitch, loudness, and where in a sound somebody speaks."""
