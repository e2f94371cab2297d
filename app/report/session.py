"""The top of a report: the date of the session, and the coverage of each answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.words import beside_headline, headline
from mock_interviewer.app.report.key_points import ReportBar, report_bar
from mock_interviewer.app.store.database.records import SessionRecord, TakeRecord, TakeStatus
from mock_interviewer.app.text.formatting import counted, long_date, spoken_length

_BAR = 96.0


@dataclass(frozen=True)
class ReportSummary:
    """A row of the table; without key points, ``absent`` says why."""

    anchor: str
    question: str
    attempt: str
    length: str
    points: str = ""
    beside: str = ""
    bar: ReportBar | None = None
    absent: str = ""


@dataclass(frozen=True)
class ReportSession:
    """The head of a report; ``summaries`` is empty if there is only one answer."""

    day: str
    summary: str
    summaries: tuple[ReportSummary, ...]


def report_session(
    session: SessionRecord, takes: Sequence[TakeRecord], feedback: Mapping[str, Feedback]
) -> ReportSession:
    """Return the head of a report; ``feedback`` is by take ID."""
    parts = [
        f"{session.style_name} at {session.started_at.astimezone():%H:%M}",
        f"{counted(session.planned, 'question')}, {counted(session.takes, 'answer')}",
        f"{spoken_length(session.duration)} of speech",
    ]
    several = len(takes) > 1
    return ReportSession(
        long_date(session.started_at),
        " · ".join(parts),
        tuple(_summary(take, feedback.get(take.id)) for take in takes) if several else (),
    )


def _summary(take: TakeRecord, feedback: Feedback | None) -> ReportSummary:
    coverage = None if feedback is None else feedback.coverage
    skipped = take.status is TakeStatus.SKIPPED
    line = ReportSummary(
        anchor=f"take-{take.id}",
        question=take.text if take.follow_up is None else f"Follow-up: {take.text}",
        attempt=f"attempt {take.attempt}" if take.attempt > 1 else "",
        length="" if skipped else spoken_length(take.duration),
    )
    if skipped:
        return replace(line, absent="Skipped")
    if coverage is None:
        return replace(line, absent=_absent(take, feedback))
    return replace(
        line,
        points=headline(coverage),
        beside=beside_headline(coverage),
        bar=report_bar(coverage, _BAR),
    )


def _absent(take: TakeRecord, feedback: Feedback | None) -> str:
    if feedback is not None:
        return "Couldn't check"
    if take.transcript is None:
        return "Not transcribed yet"
    return "No feedback yet" if take.transcript.segments else "No speech"
