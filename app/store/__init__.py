"""What is remembered: sessions, takes, transcripts and recordings on disk."""
