"""Progress over time: questions answered, time practiced, and delivery, by day, week, or month.

Demo sessions, which a synthetic candidate answers, are not counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise

from mock_interviewer.app.store.database import rows
from mock_interviewer.app.store.database.access import DatabaseAccess
from mock_interviewer.app.store.database.records import DEMO_STYLE
from mock_interviewer.app.store.database.row_checks import moment_of

_DAY = timedelta(days=1)
_WEEK = 7
_MOST_DAYS = 35
_MOST_WEEKS = 60
_MOST_MONTHS = 60
_MONTHS = 12


class ChartStep(StrEnum):
    """The length of one period. Weeks start on Mondays."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    def start(self, day: date) -> date:
        """Return the first day of the period that ``day`` is in."""
        if self is ChartStep.WEEK:
            return day - day.weekday() * _DAY
        if self is ChartStep.MONTH:
            return day.replace(day=1)
        return day.replace(month=1, day=1) if self is ChartStep.YEAR else day

    def following(self, start: date) -> date:
        """Return the first day of the period after the one that starts on ``start``."""
        if self is ChartStep.MONTH:
            years, month = divmod(start.month, _MONTHS)
            return date(start.year + years, month + 1, 1)
        if self is ChartStep.YEAR:
            return date(start.year + 1, 1, 1)
        return start + (_WEEK if self is ChartStep.WEEK else 1) * _DAY


@dataclass(frozen=True)
class ChartPeriods:
    """The first days of consecutive periods, and the day ``end`` after the last one."""

    step: ChartStep
    starts: tuple[date, ...]
    end: date

    def times(self, zone: tzinfo | None) -> tuple[str, ...]:
        """Return the start of each period and the end of the last one, as times are stored.

        Days start at midnight in ``zone``, None for the local time zone.
        """
        return tuple(rows.as_text(_midnight(day, zone)) for day in (*self.starts, self.end))


def chart_periods(first: date, last: date) -> ChartPeriods:
    """Return the periods from ``first`` to ``last``, as short as a chart can show them."""
    step = _step_for(first, last)
    starts = tuple(_period_starts(step, first, last))
    return ChartPeriods(step, starts, last + _DAY)


def local_day(moment: datetime, zone: tzinfo | None) -> date:
    """Return the day of an aware time in ``zone``, None for the local time zone."""
    return moment.astimezone(zone).date()


def _step_for(first: date, last: date) -> ChartStep:
    days = (last - first).days
    if days < _MOST_DAYS:
        return ChartStep.DAY
    if days < _MOST_WEEKS * _WEEK:
        return ChartStep.WEEK
    months = (last.year - first.year) * _MONTHS + last.month - first.month
    return ChartStep.MONTH if months < _MOST_MONTHS else ChartStep.YEAR


def _period_starts(step: ChartStep, first: date, last: date) -> Iterator[date]:
    start = step.start(first)
    while start <= last:
        yield start
        start = step.following(start)


def _midnight(day: date, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


DELIVERY_FIGURES = ("pace", "filler_rate", "longest_pause", "first_word", "pitch_variation")
"""The figures of a take whose medians are charted, by their column names."""


_SINCE = date(2020, 1, 1)
"""Before the first version: an earlier time comes from a wrong clock."""


_LEAST_DAYS = timedelta(days=6)


_COUNTED = """
NOT t.deleting AND t.status = 'saved' AND t.session NOT IN (SELECT value FROM json_each(?))
"""


# Rows of transcripts are wide, so only their index is read, which has the current one.
_CURRENT_FIGURE = """
(SELECT f.{column} FROM transcripts AS x JOIN figures AS f ON f.transcript = x.number
 WHERE x.take = t.number AND x.current)
"""


_LATEST = f"""
(SELECT {{what}} FROM takes AS t INDEXED BY takes_by_question
 WHERE t.bank = k.bank AND t.question = k.question AND t.follow_up IS NULL AND {_COUNTED} {{more}}
 ORDER BY t.number DESC LIMIT 1)
"""  # noqa: S608


_COVERAGE = _CURRENT_FIGURE.format(column="coverage")


_ANSWERED = f"""
SELECT k.bank, k.question, {_LATEST.format(what="t.number", more="")},
       {_LATEST.format(what=_COVERAGE, more=f"AND {_COVERAGE} IS NOT NULL")}
FROM (SELECT DISTINCT bank, question FROM takes) AS k
ORDER BY k.bank, k.question
"""  # noqa: S608


_SPOKEN = f"""
SELECT count(*), total(t.duration) FROM takes AS t INDEXED BY takes_spoken
WHERE t.started_at >= ? AND t.started_at < ? AND {_COUNTED}
"""  # noqa: S608


_DELIVERY = f"""
SELECT {", ".join(f"f.{name}" for name in DELIVERY_FIGURES)}
FROM takes AS t INDEXED BY takes_spoken
CROSS JOIN transcripts AS x ON x.take = t.number
CROSS JOIN figures AS f ON f.transcript = x.number
WHERE x.current AND t.started_at >= ? AND t.started_at < ? AND {_COUNTED}
"""  # noqa: S608


_FIRST = f"""
SELECT min(t.started_at) FROM takes AS t INDEXED BY takes_spoken
WHERE t.started_at >= ? AND {_COUNTED}
"""  # noqa: S608


_LEFT_OUT = """
SELECT json_group_array(number) FROM (
    SELECT number FROM sessions WHERE deleting
    UNION ALL
    SELECT number FROM sessions INDEXED BY sessions_by_style
    WHERE CASE WHEN json_valid(plan) THEN json_extract(plan, '$.style') END = ?
)
"""


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question that was answered, by the ids of bank and question, without follow-ups.

    ``coverage``, from 0 to 1, is that of the latest take whose key points were checked; None if
    there is none. The latest take is the one that was added last, regardless of the clock.
    """

    bank: str
    question: str
    coverage: float | None


@dataclass(frozen=True)
class PracticePeriod:
    """What was practiced in the period that starts on the day ``start``.

    ``seconds`` is the total length of the takes, including follow-ups, and ``takes`` their number.
    ``medians`` has each of DELIVERY_FIGURES that was measured at least once, in its own unit.
    """

    start: date
    seconds: float = 0.0
    takes: int = 0
    medians: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class PracticeHistory:
    """Consecutive periods up to today, including those without takes."""

    step: ChartStep
    stretches: tuple[PracticePeriod, ...]

    @property
    def takes(self) -> int:
        """The number of all takes."""
        return sum(stretch.takes for stretch in self.stretches)


class PracticeProgress:
    """Computes progress from narrow rows only; see Library for the thread and the errors."""

    def __init__(self, access: DatabaseAccess) -> None:
        self._access = access

    def answered(self) -> tuple[AnsweredQuestion, ...]:
        """Return the answered questions, ordered by bank and id."""
        left_out = self._left_out()
        found = self._access.rows(_ANSWERED, left_out, left_out)
        return tuple(
            AnsweredQuestion(bank, question, coverage)
            for bank, question, latest, coverage in found
            if latest is not None
        )

    def history(
        self, days: int | None, now: datetime, zone: tzinfo | None = None
    ) -> PracticeHistory:
        """Return what was practiced in the last ``days`` days up to ``now``, None for all time.

        Days are those of ``zone``, None for the local time zone. Takes dated later than today, by a
        wrong clock, are left out.
        """
        today = local_day(now, zone)
        left_out = self._left_out()
        if days is None:
            first = self._first_day(today, zone, left_out)
        else:
            first = today - timedelta(days=days - 1)
        found = chart_periods(first, today)
        times = found.times(zone)
        return PracticeHistory(
            found.step,
            tuple(
                self._stretch(start, *between, left_out)
                for start, between in zip(found.starts, pairwise(times), strict=True)
            ),
        )

    def _left_out(self) -> str:
        ((numbers,),) = self._access.rows(_LEFT_OUT, DEMO_STYLE)
        return str(numbers)

    def _stretch(self, start: date, *which: str) -> PracticePeriod:
        ((takes, seconds),) = self._access.rows(_SPOKEN, *which)
        if not takes:
            return PracticePeriod(start)
        return PracticePeriod(start, seconds, takes, _medians(self._access.rows(_DELIVERY, *which)))

    def _first_day(self, today: date, zone: tzinfo | None, left_out: str) -> date:
        ((first,),) = self._access.rows(_FIRST, _SINCE.isoformat(), left_out)
        whole_week = today - _LEAST_DAYS
        moment = moment_of(first)
        return whole_week if moment is None else min(whole_week, local_day(moment, zone))


def _medians(rows: Sequence[Sequence[float | None]]) -> dict[str, float]:
    """Return the median of each of DELIVERY_FIGURES, the columns of ``rows``, that has values."""
    if not rows:
        return {}
    # With 50 000 answers, sorting in Python takes three times as long, and in SQLite twice.
    import numpy as np

    columns = np.array(rows, dtype=np.float64).T
    told = (
        (name, column[~np.isnan(column)])
        for name, column in zip(DELIVERY_FIGURES, columns, strict=True)
    )
    return {name: float(np.median(values)) for name, values in told if values.size}
