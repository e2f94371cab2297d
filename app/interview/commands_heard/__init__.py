"""What a person says to the interviewer, as against what is said in an answer. No Qt, no sound."""
