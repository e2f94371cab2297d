"""What an answer was like: how it was said, and which key points it made. No Qt, no database."""
