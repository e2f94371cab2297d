"""Numbers and their nouns, and lists in sentences."""

from collections.abc import Sequence

_TWO = 2
_MEGABYTE = 1_000_000
_GIGABYTE = 1_000_000_000


def counted(count: int, singular: str, plural: str | None = None) -> str:
    """Return ``count`` with its noun: 1 take, 2 takes."""
    return f"{count} {singular if count == 1 else plural or singular + 's'}"


def shortened(text: str, length: int = 60) -> str:
    """Return a text of one line, cut to at most ``length`` characters that can be seen."""
    seen = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )
    return seen if len(seen) <= length else f"{seen[: length - 1]}…"


def listed(parts: Sequence[str]) -> str:
    """Return the parts as a list in a sentence: one, two, and three."""
    if len(parts) <= _TWO:
        return " and ".join(parts)
    return f"{', '.join(parts[:-1])}, and {parts[-1]}"


def amount(size: int) -> str:
    """Return a number of bytes as a person reads it."""
    if size >= _GIGABYTE:
        return f"{size / _GIGABYTE:.1f} GB"
    if size >= _MEGABYTE:
        return f"{size / _MEGABYTE:.0f} MB"
    return f"{max(1, round(size / 1000))} kB"


SKIPPED = "You skipped this question."
"""Stands where an answer would, or what is said of it."""
