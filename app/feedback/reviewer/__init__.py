"""Reviews of answers by a language model that the person runs."""
