"""What the window shows of two takes beside each other."""
