"""What will be asked: plans, styles, and what is due."""
