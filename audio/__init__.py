"""Speech out and speech in: devices, recording, playback, voices and recognition."""
