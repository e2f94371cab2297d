"""A session as it happens: its plan, its states and the parts it moves."""
