"""Speech models: which there are, which are installed, and which suits this machine."""
