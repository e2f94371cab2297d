"""A review of an answer by a language model on this computer, for whoever wants one. No Qt."""
