"""Microphones and speakers, through PortAudio."""
