"""Text to speech, by the voices that this machine has."""
