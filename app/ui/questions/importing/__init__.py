"""Import of questions with a preview: pasting or choosing, matching columns, and keeping."""
