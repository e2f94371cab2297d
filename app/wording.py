"""Numbers and their nouns."""


def counted(count: int, singular: str, plural: str | None = None) -> str:
    """Return ``count`` with its noun: 1 take, 2 takes."""
    return f"{count} {singular if count == 1 else plural or singular + 's'}"


SKIPPED = "You skipped this question."
"""Stands where an answer would, or what is said of it."""
