"""The window's frame: start, navigation, controllers, and shutdown."""
