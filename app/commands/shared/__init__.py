"""What several commands use: libraries, models, progress, and text on a terminal."""
