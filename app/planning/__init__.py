"""What a session will ask: plans, styles, follow-ups, and questions that are due."""
