"""Coverage: which key points an answer makes."""
