"""Work on takes after they are saved: transcripts, feedback, smaller files, retention."""
