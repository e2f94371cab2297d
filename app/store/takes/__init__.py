"""Takes: recordings, transcripts, feedback, notes, and marks."""
