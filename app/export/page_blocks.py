"""The content of an exported page as blocks, independent of its format."""

from collections.abc import Iterator
from dataclasses import dataclass

from mock_interviewer.app.export.selection import ExportedSession, ExportedTake
from mock_interviewer.app.feedback import words
from mock_interviewer.app.feedback.coverage.coverage import Coverage, PointCoverage
from mock_interviewer.app.feedback.feedback import Feedback, FeedbackAdvice
from mock_interviewer.app.report.session import report_session
from mock_interviewer.app.report.take import take_position, take_warnings, why_absent
from mock_interviewer.app.store.database.records import TakeStatus
from mock_interviewer.app.text.formatting import clock_time, spoken_length
from mock_interviewer.audio.recognition.transcript import Transcript


@dataclass(frozen=True)
class HeadingBlock:
    """A heading; ``level`` is 1 for a session, 2 for a take, 3 for a part of a take."""

    level: int
    text: str


@dataclass(frozen=True)
class TextBlock:
    """A paragraph; ``aside`` marks secondary information."""

    text: str
    aside: bool = False


@dataclass(frozen=True)
class ListBlock:
    """A list; each item has a label, "" for none, before its text."""

    items: tuple[tuple[str, str], ...]


PageBlock = HeadingBlock | TextBlock | ListBlock


def session_blocks(kept: ExportedSession) -> Iterator[PageBlock]:
    """Yield the blocks of a session; their texts are not escaped, and each has one line."""
    feedback = {each.take.id: each.feedback for each in kept.takes if each.feedback is not None}
    head = report_session(kept.session, [each.take for each in kept.takes], feedback)
    yield HeadingBlock(1, kept.session.name or f"Interview of {head.day}")
    if kept.session.name:
        yield TextBlock(head.day, aside=True)
    yield TextBlock(head.summary, aside=True)
    for take in kept.takes:
        yield from _take(take, kept.session.planned)


def _take(kept: ExportedTake, planned: int) -> Iterator[PageBlock]:
    take, feedback = kept.take, kept.feedback
    yield HeadingBlock(2, take.text)
    length = "skipped" if take.status is TakeStatus.SKIPPED else spoken_length(take.duration)
    yield TextBlock(
        " · ".join((take_position(take, planned), length, *take.marked, *take_warnings(take))),
        aside=True,
    )
    if take.name:
        yield TextBlock(take.name)
    yield from _paragraphs(take.note)
    missing = why_absent(take, feedback)
    if missing:
        yield TextBlock(missing, aside=True)
    if feedback is not None:
        yield from _feedback(feedback, take.transcript)
    yield from _model_answer(kept)
    if take.transcript is not None and take.transcript.segments:
        yield HeadingBlock(3, "Transcript")
        yield ListBlock(
            tuple((clock_time(segment.start), segment.text) for segment in take.transcript.segments)
        )


def _feedback(feedback: Feedback, transcript: Transcript | None) -> Iterator[PageBlock]:
    said = "" if transcript is None else transcript.text
    yield HeadingBlock(3, "Key points")
    if feedback.coverage is None:
        yield TextBlock(feedback.coverage_untold, aside=True)
    else:
        yield from _coverage(feedback.coverage, said)
    if feedback.story is not None:
        yield HeadingBlock(3, "Your story")
        told = words.story_line(feedback.story)
        yield TextBlock(f"{told[:1].upper()}{told[1:]}. {words.acted_line(feedback.story)}")
    if feedback.advice:
        yield HeadingBlock(3, "Next time")
        yield ListBlock(tuple(("", _advice(advice)) for advice in feedback.advice))
    yield HeadingBlock(3, "Delivery")
    yield ListBlock(
        tuple(
            (figure.label, f"{figure.value} ({figure.note})" if figure.note else figure.value)
            if figure.value
            else (figure.label, figure.note)
            for figure in words.figures(feedback.delivery)
        )
    )


def _coverage(coverage: Coverage, said: str) -> Iterator[PageBlock]:
    yield TextBlock(words.coverage_line(coverage))
    yield ListBlock(
        tuple(
            (words.point_verdict(point).capitalize(), _point(point, said))
            for point in coverage.contradicted_first
        )
    )


def _point(point: PointCoverage, said: str) -> str:
    evidence = point.passage
    if evidence is None:
        return point.point
    at = "" if evidence.begins is None else f" ({clock_time(evidence.begins)})"
    quoted = said[evidence.start : evidence.end].strip()
    return f"{point.point} “{quoted}”{at}" if quoted else f"{point.point}{at}"


def _advice(advice: FeedbackAdvice) -> str:
    at = "" if advice.at is None else f" ({clock_time(advice.at)})"
    example = f" For example: “{advice.example}”" if advice.example else ""
    return f"{advice.text}{at}{example}"


def _model_answer(kept: ExportedTake) -> Iterator[PageBlock]:
    question = kept.question
    if question is None or kept.take.follow_up is not None or not question.model_answer:
        return
    own = "Fictional example; tell your own story"
    yield HeadingBlock(3, own if question.example else "Model answer")
    yield from _paragraphs(question.model_answer)


def _paragraphs(text: str) -> Iterator[PageBlock]:
    for paragraph in text.splitlines():
        if paragraph.strip():
            yield TextBlock(paragraph.strip())
