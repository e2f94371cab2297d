"""How an answer was delivered: pace, pauses, fillers, pitch, and length."""
