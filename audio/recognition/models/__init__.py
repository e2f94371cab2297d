"""Speech models: the catalog, those that are installed, and the one that suits this machine."""
