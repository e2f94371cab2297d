"""Recognition of spoken commands in short utterances, without Qt or sound."""
