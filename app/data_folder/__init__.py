"""The data folder: every file and folder that the program keeps, and their safety."""
