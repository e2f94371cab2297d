"""The library page: sessions, takes, search, and filters."""
