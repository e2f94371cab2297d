"""Counts, sizes, lists, durations, and dates as English text."""

from collections.abc import Sequence
from datetime import datetime, timedelta

_TWO = 2


_MEGABYTE = 1_000_000


_GIGABYTE = 1_000_000_000


def counted(count: int, singular: str, plural: str | None = None) -> str:
    """Return ``count`` with a noun: 1 take, 2 takes."""
    return f"{count} {singular if count == 1 else plural or singular + 's'}"


def shortened(text: str, length: int = 60) -> str:
    """Return a line of text, cut to at most ``length`` printable characters."""
    seen = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )
    return seen if len(seen) <= length else f"{seen[: length - 1]}…"


def listed(parts: Sequence[str]) -> str:
    """Return the parts as a list in a sentence: one, two, and three."""
    if len(parts) <= _TWO:
        return " and ".join(parts)
    return f"{', '.join(parts[:-1])}, and {parts[-1]}"


def byte_size(size: int) -> str:
    """Return a number of bytes for people: 12 kB, 34 MB, 5.6 GB."""
    if size >= _GIGABYTE:
        return f"{size / _GIGABYTE:.1f} GB"
    if size >= _MEGABYTE:
        return f"{size / _MEGABYTE:.0f} MB"
    return f"{max(1, round(size / 1000))} kB"


SKIPPED = "You skipped this question."
"""Shown in place of an answer or of feedback on it."""


LONGEST_PLAYABLE = 3 * 3600.0
"""The longest recording, in seconds, that the window plays: an hour takes 230 MB of memory."""


def clock_time(seconds: float) -> str:
    """Return a position in a recording: 0:07, 12:30, or 1:02:03."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def clock_length(seconds: float) -> str:
    """Return the length of a recording in the style of ``clock_time``, rounded to a second."""
    return clock_time(round(seconds))


def clock_place(seconds: float, length: float) -> str:
    """Return a position in a recording of ``length`` seconds; its end equals ``clock_length``."""
    return clock_length(length) if seconds >= length else clock_time(seconds)


def rough_duration(length: timedelta) -> str:
    """Return a duration of at least hours: 4 hours, 9 days, 3 weeks, 5 months, or 2 years."""
    days = round(length / timedelta(days=1))
    if length < timedelta(hours=22):
        return counted(max(1, round(length / timedelta(hours=1))), "hour")
    for most, unit, name in ((14, 1, "day"), (60, 7, "week"), (700, 30, "month")):
        if days < most:
            return counted(round(days / unit), name)
    return counted(round(days / 365), "year")


def spoken_length(seconds: float) -> str:
    """Return a length for people: 24 s, 1 min 24 s, or 1 h 2 min."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minute} min"
    return f"{minute} min {second} s" if minute else f"{second} s"


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def long_date(moment: datetime) -> str:
    """Return the local date of ``moment``: 27 May 2024."""
    local = moment.astimezone()
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"
