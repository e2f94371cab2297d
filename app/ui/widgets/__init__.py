"""Widgets that know nothing of interviews."""
