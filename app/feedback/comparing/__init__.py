"""Two answers to one question beside each other: what changed from the earlier to the later."""
