"""Recognition of speech with Whisper, in a process of its own."""
