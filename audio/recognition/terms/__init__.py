"""Technical terms in a transcript, and words that sound like them."""
