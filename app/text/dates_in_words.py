"""Dates, lengths, and counts in words."""

from datetime import date, datetime

from mock_interviewer.app.text.formatting import DAYS, MONTHS, spoken_length

LOADING = "Loading…"
"""The placeholder for content that is still being loaded."""


_ABBREVIATED = 3


_MINUTE = 60


_TO_THE_SECOND = 5 * _MINUTE


_WEEK = 7


def local_now() -> datetime:
    """Return the current local time, with its zone."""
    return datetime.now().astimezone()


def about_length(seconds: float) -> str:
    """Return a length, in minutes from five minutes on: 48 s, 1 min 24 s, 9 min, 1 h 12 min."""
    if seconds < _TO_THE_SECOND:
        return spoken_length(seconds)
    hours, minutes = divmod(round(seconds / _MINUTE), _MINUTE)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def date_in_words(moment: datetime, now: datetime) -> str:
    """Return the day and time of ``moment`` relative to ``now``; both must have a time zone.

    The result is in the zone of ``now``: Today at 14:05, Yesterday at 9:30, Tuesday at 18:00,
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
        return f"{DAYS[local.weekday()]} at {at}"
    day = f"{local.day} {MONTHS[local.month - 1]}"
    return f"{day} at {at}" if local.year == now.year else f"{day} {local.year} at {at}"


def day_in_words(moment: datetime, now: datetime) -> str:
    """Return the day of a future ``moment`` relative to ``now``; both must have a time zone.

    The result is in the zone of ``now``: 14:05, tomorrow, Thursday, 27 May, 27 May 2024.
    """
    local = moment.astimezone(now.tzinfo)
    days = (local.date() - now.date()).days
    if days <= 0:
        return f"{local.hour}:{local.minute:02d}"
    if days == 1:
        return "tomorrow"
    if days < _WEEK:
        return DAYS[local.weekday()]
    day = f"{local.day} {MONTHS[local.month - 1]}"
    return day if local.year == now.year else f"{day} {local.year}"


def in_a_sentence(when: str) -> str:
    """Return a date for the middle of a sentence: today at 14:05, on Tuesday at 18:00."""
    first = when.split(maxsplit=1)[0]
    return when[0].lower() + when[1:] if first in {"Today", "Yesterday"} else f"on {when}"


def days_in_words(first: date | None, last: date | None) -> str:
    """Return the days from ``first`` to ``last``, either of which may be None; "" if both are.

    3 Mar to 14 May 2026, 3 Mar 2026, From 3 Mar 2026, Until 14 May 2026.
    """
    if first is None:
        return "" if last is None else f"Until {_short(last)}"
    if last is None:
        return f"From {_short(first)}"
    if first == last:
        return _short(first)
    begins = _short(first) if first.year != last.year else _in_a_year(first)
    return f"{begins} to {_short(last)}"


def _short(day: date) -> str:
    return f"{_in_a_year(day)} {day.year}"


def _in_a_year(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:_ABBREVIATED]}"
