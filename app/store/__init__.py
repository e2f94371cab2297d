"""The library: takes, sessions, and practice, in SQLite and in recordings on disk."""
