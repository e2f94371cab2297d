"""Whether an answer tells a story: situation, task, action, and result."""
