"""What a question is written with."""
