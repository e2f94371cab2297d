"""Numbers and their nouns."""

_MEGABYTE = 1_000_000
_GIGABYTE = 1_000_000_000


def counted(count: int, singular: str, plural: str | None = None) -> str:
    """Return ``count`` with its noun: 1 take, 2 takes."""
    return f"{count} {singular if count == 1 else plural or singular + 's'}"


def amount(size: int) -> str:
    """Return a number of bytes as a person reads it."""
    if size >= _GIGABYTE:
        return f"{size / _GIGABYTE:.1f} GB"
    if size >= _MEGABYTE:
        return f"{size / _MEGABYTE:.0f} MB"
    return f"{max(1, round(size / 1000))} kB"


SKIPPED = "You skipped this question."
"""Stands where an answer would, or what is said of it."""
