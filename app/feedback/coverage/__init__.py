"""Which key points an answer makes."""
