"""Child processes and worker processes: starting, supervising, and talking to them."""
