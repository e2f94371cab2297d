"""What the interviewer says around the questions."""
