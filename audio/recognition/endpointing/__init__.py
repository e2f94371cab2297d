"""Voice activity, and when an utterance is over."""
