"""Reviews by a language model that the person runs."""
