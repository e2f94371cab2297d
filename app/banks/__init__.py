"""The person's own question banks, and their edits to any bank."""
