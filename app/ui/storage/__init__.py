"""The page of disk space, backups, and the data folder."""
