"""The recognition worker: the process that holds the Whisper model."""
