"""What a page says of sessions, block by block, whatever it is written in."""

from collections.abc import Iterator
from dataclasses import dataclass

from mock_interviewer.app.export.kept import KeptSession, KeptTake
from mock_interviewer.app.feedback import words
from mock_interviewer.app.feedback.coverage import Coverage, PointCoverage
from mock_interviewer.app.feedback.feedback import Advice, Feedback
from mock_interviewer.app.lengths import clock_time, spoken_length
from mock_interviewer.app.report.session import session_shown
from mock_interviewer.app.report.take import absent, warnings, where
from mock_interviewer.app.store.records import TakeStatus
from mock_interviewer.audio.recognition.transcript import Transcript


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` 1 is a session's, 2 a take's, 3 that of a part of it."""

    level: int
    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph; ``aside`` where it is only about something."""

    text: str
    aside: bool = False


@dataclass(frozen=True)
class Items:
    """A list; each item has a label, "" for none, before its text."""

    items: tuple[tuple[str, str], ...]


Block = Heading | Text | Items


def blocks(kept: KeptSession) -> Iterator[Block]:
    """Yield the blocks of a session; their texts are literal, and a text has one line."""
    feedback = {each.take.id: each.feedback for each in kept.takes if each.feedback is not None}
    head = session_shown(kept.session, [each.take for each in kept.takes], feedback)
    yield Heading(1, kept.session.name or f"Interview of {head.day}")
    if kept.session.name:
        yield Text(head.day, aside=True)
    yield Text(head.summary, aside=True)
    for take in kept.takes:
        yield from _take(take, kept.session.planned)


def _take(kept: KeptTake, planned: int) -> Iterator[Block]:
    take, feedback = kept.take, kept.feedback
    yield Heading(2, take.text)
    length = "skipped" if take.status is TakeStatus.SKIPPED else spoken_length(take.duration)
    star = ("starred",) if take.starred else ()
    yield Text(" · ".join((where(take, planned), length, *star, *warnings(take))), aside=True)
    if take.name:
        yield Text(take.name)
    yield from _paragraphs(take.note)
    missing = absent(take, feedback)
    if missing:
        yield Text(missing, aside=True)
    if feedback is not None:
        yield from _feedback(feedback, take.transcript)
    yield from _model_answer(kept)
    if take.transcript is not None and take.transcript.segments:
        yield Heading(3, "What was said")
        yield Items(
            tuple((clock_time(segment.start), segment.text) for segment in take.transcript.segments)
        )


def _feedback(feedback: Feedback, transcript: Transcript | None) -> Iterator[Block]:
    said = "" if transcript is None else transcript.text
    yield Heading(3, "Key points")
    if feedback.coverage is None:
        yield Text(feedback.coverage_untold, aside=True)
    else:
        yield from _coverage(feedback.coverage, said)
    if feedback.story is not None:
        yield Heading(3, "Your story")
        told = words.story_line(feedback.story)
        yield Text(f"{told[:1].upper()}{told[1:]}. {words.acted_line(feedback.story)}")
    if feedback.advice:
        yield Heading(3, "Next time")
        yield Items(tuple(("", _advice(advice)) for advice in feedback.advice))
    yield Heading(3, "Delivery")
    yield Items(
        tuple(
            (figure.label, f"{figure.value} ({figure.note})" if figure.note else figure.value)
            if figure.value
            else (figure.label, figure.note)
            for figure in words.figures(feedback.delivery)
        )
    )


def _coverage(coverage: Coverage, said: str) -> Iterator[Block]:
    yield Text(words.coverage_line(coverage))
    yield Items(
        tuple(
            (words.verdict(point.covered).capitalize(), _point(point, said))
            for point in coverage.points
        )
    )


def _point(point: PointCoverage, said: str) -> str:
    evidence = point.evidence
    if evidence is None:
        return point.point
    at = "" if evidence.begins is None else f" ({clock_time(evidence.begins)})"
    quoted = said[evidence.start : evidence.end].strip()
    return f"{point.point} “{quoted}”{at}" if quoted else f"{point.point}{at}"


def _advice(advice: Advice) -> str:
    at = "" if advice.at is None else f" ({clock_time(advice.at)})"
    example = f" For example: “{advice.example}”" if advice.example else ""
    return f"{advice.text}{at}{example}"


def _model_answer(kept: KeptTake) -> Iterator[Block]:
    question = kept.question
    if question is None or kept.take.follow_up is not None or not question.model_answer:
        return
    own = "An example answer; tell your own story"
    yield Heading(3, own if question.example else "A model answer")
    yield from _paragraphs(question.model_answer)


def _paragraphs(text: str) -> Iterator[Block]:
    for paragraph in text.splitlines():
        if paragraph.strip():
            yield Text(paragraph.strip())
