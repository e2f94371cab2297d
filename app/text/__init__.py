"""Text for people: numbers, dates, lengths, and sentences."""
