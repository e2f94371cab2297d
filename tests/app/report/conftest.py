from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from rig.sounds import tone

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    Evidence,
    PointCoverage,
)
from mock_interviewer.app.feedback.delivery.delivery import (
    CurveReading,
    Delivery,
    Pauses,
    Pitch,
    SpeechMoment,
)
from mock_interviewer.app.feedback.delivery.measures import Measures
from mock_interviewer.app.feedback.feedback import (
    FEEDBACK_VERSION,
    AdviceBasis,
    Feedback,
    FeedbackAdvice,
)
from mock_interviewer.app.report.report import write_report
from mock_interviewer.app.report.take import ReportModelAnswer
from mock_interviewer.app.store.database.records import SessionRecord, TakeRecord, TakeStatus
from mock_interviewer.audio.files.sound_file import write_wav
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)

STARTED = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
SAID = "Attention weighs every word. It runs in parallel."


class Page(HTMLParser):
    """The elements and text of a page, as in a browser."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.styles: list[str] = []
        self._inside: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        (self.styles if "style" in self._inside else self.texts).append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def all(self, tag: str, kind: str | None = None) -> list[dict[str, str | None]]:
        """Return the attributes of all elements with this name and, if given, class."""
        return [
            attributes
            for name, attributes in self.elements
            if name == tag and (kind is None or kind in (attributes.get("class") or "").split())
        ]


@pytest.fixture
def transcript() -> Transcript:
    words = tuple(
        TranscriptWord(f" {word}", float(number), number + 0.5, 0.9)
        for number, word in enumerate(SAID.split())
    )
    segments = (
        TranscriptSegment("Attention weighs every word.", 0.0, 3.5, words[:4]),
        TranscriptSegment(" It runs in parallel.", 4.0, 7.5, words[4:]),
    )
    return Transcript(segments, 8.0, "base")


@pytest.fixture
def take(tmp_path: Path, transcript: Transcript) -> TakeRecord:
    """A take of 8 s whose recording lies beside the page."""
    recording = tmp_path / "01.wav"
    write_wav(recording, tone(8.0, 16_000))
    return TakeRecord(
        id="t1",
        session="s",
        bank="llm",
        question="attention",
        text="What is number 1?",
        section="Numbers",
        position=1,
        attempt=1,
        status=TakeStatus.SAVED,
        started_at=STARTED,
        duration=84.0,
        recording=recording,
        flags=(),
        transcript=transcript,
    )


@pytest.fixture
def session() -> SessionRecord:
    return SessionRecord("s", "practice", STARTED, STARTED, 3, 1, 1, 84.0)


@pytest.fixture
def coverage() -> Coverage:
    """Three points: made and essential, to check, and not made."""
    return Coverage(
        (
            PointCoverage(
                "weighs",
                "Attention weighs words",
                CoverageVerdict.MADE,
                0.9,
                Evidence(0, 28, 0.0, 3.5),
                essential=True,
                weight=4,
            ),
            PointCoverage(
                "parallel",
                "It is parallel",
                CoverageVerdict.UNSURE,
                0.5,
                Evidence(29, 49, 4.0, 7.5),
            ),
            PointCoverage("heads", "There are several heads", CoverageVerdict.NOT, 0.1, weight=2),
        )
    )


@pytest.fixture
def delivery() -> Delivery:
    return Delivery(
        duration=8.0,
        words=8,
        pace=130.0,
        pace_curve=tuple(CurveReading(float(at), 120.0 + at) for at in range(1, 8, 2)),
        pauses=Pauses((SpeechMoment(3.5, 4.0), SpeechMoment(6.0, 6.3)), 0.8),
        fillers=(SpeechMoment(3.6, 3.9, "um"),),
        filler_rate=7.5,
        pitch=Pitch(118.0, 0.17, (CurveReading(0.5, 110.0), CurveReading(1.0, 130.0))),
    )


@pytest.fixture
def feedback(coverage: Coverage, delivery: Delivery) -> Feedback:
    advice = (
        FeedbackAdvice(
            AdviceBasis.POINT, "heads", "Name the heads.", "Each head looks elsewhere.", 4.0
        ),
    )
    return Feedback(FEEDBACK_VERSION, delivery, coverage, advice=advice)


@pytest.fixture
def page(session: SessionRecord, take: TakeRecord, tmp_path: Path) -> Callable[..., Page]:
    """Write the report of one take, its record changed as given, and read it.

    What is known beside the record is given for the one take: ``feedback``, ``asked``,
    ``model_answer`` and ``measures``.
    """

    def write(
        feedback: Feedback | None = None,
        *,
        asked: CoverageQuestion | None = None,
        model_answer: ReportModelAnswer | None = None,
        measures: Measures | None = None,
        **changes: Any,
    ) -> Page:
        target = tmp_path / "report.html"
        shown = replace(take, **changes)
        write_report(
            session,
            [shown],
            target,
            feedback={take.id: feedback} if feedback else {},
            asked={take.id: asked} if asked else {},
            model_answers={take.id: model_answer} if model_answer else {},
            measures=measures,
        )
        return Page(target)

    return write
