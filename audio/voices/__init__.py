"""Turning text into speech, by whichever voice this machine has."""
