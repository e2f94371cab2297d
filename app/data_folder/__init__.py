"""The data folder: every file and folder that the program keeps, and how they are kept safe."""
