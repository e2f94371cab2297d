"""Threads to and from the GUI, shortcuts, and dialogs."""
