"""Worker processes of ours: keeping one at work, and what its client and it say to each other."""
