"""Playback of sounds: on a speaker, at another speed, in a loop, without silences."""
