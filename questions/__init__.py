"""What may be asked: banks of questions, and choosing among them."""
