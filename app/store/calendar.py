"""The stretches of time that a chart counts by, on a person's own calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from mock_interviewer.app.store import rows

_DAY = timedelta(days=1)
_WEEK = 7
_MOST_DAYS = 35
_MOST_WEEKS = 60
_MOST_MONTHS = 60
_MONTHS = 12


class Step(StrEnum):
    """How long one stretch is. Weeks begin on Mondays."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    def start(self, day: date) -> date:
        """Return the first day of the stretch that ``day`` is in."""
        if self is Step.WEEK:
            return day - day.weekday() * _DAY
        if self is Step.MONTH:
            return day.replace(day=1)
        return day.replace(month=1, day=1) if self is Step.YEAR else day

    def following(self, start: date) -> date:
        """Return the first day of the stretch after the one that begins with ``start``."""
        if self is Step.MONTH:
            years, month = divmod(start.month, _MONTHS)
            return date(start.year + years, month + 1, 1)
        if self is Step.YEAR:
            return date(start.year + 1, 1, 1)
        return start + (_WEEK if self is Step.WEEK else 1) * _DAY


@dataclass(frozen=True)
class Stretches:
    """The first days of stretches that follow each other, and the day ``end`` after the last."""

    step: Step
    starts: tuple[date, ...]
    end: date

    def times(self, zone: tzinfo | None) -> tuple[str, ...]:
        """Return when each of them begins, and when the last is over, as times are stored.

        ``zone`` is whose midnight counts, None for this computer's.
        """
        return tuple(rows.as_text(_midnight(day, zone)) for day in (*self.starts, self.end))


def stretches(first: date, last: date) -> Stretches:
    """Return whole stretches from ``first`` to ``last``, as short as leaves few enough to draw."""
    step = _step_for(first, last)
    starts = tuple(_starts(step, first, last))
    return Stretches(step, starts, last + _DAY)


def local_day(moment: datetime, zone: tzinfo | None) -> date:
    """Return the day of an aware time in ``zone``, None for this computer's."""
    return moment.astimezone(zone).date()


def _step_for(first: date, last: date) -> Step:
    days = (last - first).days
    if days < _MOST_DAYS:
        return Step.DAY
    if days < _MOST_WEEKS * _WEEK:
        return Step.WEEK
    months = (last.year - first.year) * _MONTHS + last.month - first.month
    return Step.MONTH if months < _MOST_MONTHS else Step.YEAR


def _starts(step: Step, first: date, last: date) -> Iterator[date]:
    start = step.start(first)
    while start <= last:
        yield start
        start = step.following(start)


def _midnight(day: date, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
