"""A whole interview with no microphone and no screen."""
