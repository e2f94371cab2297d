"""Takes, a session or everything as files that other programs open. No Qt."""
