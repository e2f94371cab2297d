"""Lengths of time as people read them."""

from datetime import timedelta

from mock_interviewer.app.wording import counted

MOST_PLAYED = 3 * 3600.0
"""Seconds of the longest recording that the window plays: an hour takes 230 MB of memory."""


def clock_time(seconds: float) -> str:
    """Return a place in a recording: 0:07, 12:30 or 1:02:03."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def clock_length(seconds: float) -> str:
    """Return the length of a recording beside places in it, rounded as ``spoken_length`` is."""
    return clock_time(round(seconds))


def clock_place(seconds: float, length: float) -> str:
    """Return a place in a recording of ``length`` seconds, whose end is where its length says."""
    return clock_length(length) if seconds >= length else clock_time(seconds)


def long_time(length: timedelta) -> str:
    """Return a time of hours or more for people: 4 hours, 9 days, 3 weeks, 5 months or 2 years."""
    days = round(length / timedelta(days=1))
    if length < timedelta(hours=22):
        return counted(max(1, round(length / timedelta(hours=1))), "hour")
    for most, unit, name in ((14, 1, "day"), (60, 7, "week"), (700, 30, "month")):
        if days < most:
            return counted(round(days / unit), name)
    return counted(round(days / 365), "year")


def spoken_length(seconds: float) -> str:
    """Return a length for people: 24 s, 1 min 24 s or 1 h 2 min."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minute} min"
    return f"{minute} min {second} s" if minute else f"{second} s"
