"""Exports of answers as files that other programs open."""
