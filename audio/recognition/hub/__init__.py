"""Speech models beyond those that come with the program: downloaded, or imported from a file."""
