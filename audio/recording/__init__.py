"""Recording of takes, from a microphone to a file."""
