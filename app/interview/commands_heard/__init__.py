"""Recognition of spoken commands in what was heard."""
