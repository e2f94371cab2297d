"""What the interviewer says, and saying it."""
