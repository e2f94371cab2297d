"""The application: the window, the command line, and everything that they store."""
