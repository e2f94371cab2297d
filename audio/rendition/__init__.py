"""A recording as one wants to hear it: at another speed, a passage over and over, no silences."""
