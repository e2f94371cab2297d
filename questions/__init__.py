"""Question banks: reading, validating, editing, scheduling, and choosing from them."""
