"""Times, lengths and counts as a person says them."""

from datetime import datetime

_MINUTE = 60
_HOUR = 3600
_WEEK = 7

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
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


def local_now() -> datetime:
    """Return the time of day where the person is."""
    return datetime.now().astimezone()


def clock(seconds: float) -> str:
    """Return ``seconds`` as a player shows them: 0:37, 12:05, 1:02:03."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, _HOUR)
    minutes, left = divmod(rest, _MINUTE)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"


def spoken_length(seconds: float) -> str:
    """Return ``seconds`` as a rough length: 48 s, 1 min 24 s, 9 min, 1 h 12 min."""
    whole = max(0, round(seconds))
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < 5 * _MINUTE:
        minutes, left = divmod(whole, _MINUTE)
        return f"{minutes} min {left} s" if left else f"{minutes} min"
    minutes = round(whole / _MINUTE)
    if minutes < _MINUTE:
        return f"{minutes} min"
    hours, left = divmod(minutes, _MINUTE)
    return f"{hours} h {left} min" if left else f"{hours} h"


def date_in_words(moment: datetime, now: datetime) -> str:
    """Return the day and time of ``moment`` as seen from ``now``; both must know their zone.

    The words are in the zone of ``now``: Today at 14:05, Yesterday at 9:30, Tuesday at 18:00,
    27 May at 18:00, 27 May 2024 at 18:00.
    """
    local = moment.astimezone(now.tzinfo)
    days = (now.date() - local.date()).days
    at = f"{local.hour}:{local.minute:02d}"
    if days == 0:
        return f"Today at {at}"
    if days == 1:
        return f"Yesterday at {at}"
    if 0 < days < _WEEK:
        return f"{_DAYS[local.weekday()]} at {at}"
    day = f"{local.day} {_MONTHS[local.month - 1]}"
    return f"{day} at {at}" if local.year == now.year else f"{day} {local.year} at {at}"


def counted(count: int, singular: str, plural: str | None = None) -> str:
    """Return ``count`` with its noun: 1 take, 2 takes."""
    return f"{count} {singular if count == 1 else plural or singular + 's'}"
