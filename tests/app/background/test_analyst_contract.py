"""The contract of analysis clients, for the real one and the fake that tests use."""

import queue
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest
from rig.fake_analyst import FakeAnalyst

from mock_interviewer.app.background.analysis import AnalysisClientLike
from mock_interviewer.app.feedback.worker.analysis import AnalysisRequest
from mock_interviewer.app.feedback.worker.client import AnalysisClient, AnalysisDone, AnalysisEvent
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)

PATIENCE = 900.0
"""Seconds to wait for one event; the real worker has the lowest priority."""
WORDS = tuple(
    TranscriptWord(f" {word}", at, at + 0.5, 0.9) for at, word in enumerate(["It", "is", "so."])
)
REQUEST = AnalysisRequest(
    Transcript((TranscriptSegment("It is so.", 0.0, 2.5, WORDS),), 3.0, "base"), None, None
)


@dataclass
class Bench:
    """A client, its events, and a function that finishes all open analyses."""

    analyst: AnalysisClientLike
    events: "queue.SimpleQueue[AnalysisEvent]"
    work: Callable[[], None]

    def next(self) -> AnalysisEvent:
        self.work()
        return self.events.get(timeout=PATIENCE)


def _fake(events: "queue.SimpleQueue[AnalysisEvent]") -> Bench:
    analyst = FakeAnalyst(listener=events.put)

    def work() -> None:
        while analyst.open:
            analyst.answer()

    return Bench(analyst, events, work)


def _real(events: "queue.SimpleQueue[AnalysisEvent]") -> Bench:
    return Bench(AnalysisClient(listener=events.put), events, lambda: None)


@pytest.fixture(params=[_fake, pytest.param(_real, marks=pytest.mark.model)])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    made: Bench = request.param(queue.SimpleQueue())
    with closing(made.analyst):
        yield made


def test_each_analysis_is_reported_once_by_name(bench: Bench) -> None:
    bench.analyst.analyze("one 1", REQUEST)
    bench.analyst.analyze("two 2", REQUEST)
    told = [bench.next(), bench.next()]
    assert [type(event) for event in told] == [AnalysisDone, AnalysisDone]
    assert {event.name for event in told} == {"one 1", "two 2"}
    assert bench.events.empty()


def test_a_client_started_early_works_as_usual(bench: Bench) -> None:
    bench.analyst.start()
    bench.analyst.start()
    bench.analyst.analyze("one 1", REQUEST)
    assert bench.next().name == "one 1"
    assert bench.events.empty()


def test_feedback_is_based_on_the_given_transcript(bench: Bench) -> None:
    bench.analyst.analyze("one 1", REQUEST)
    event = bench.next()
    assert isinstance(event, AnalysisDone)
    delivery = event.feedback.delivery
    assert (delivery.duration, delivery.words) == (3.0, 3)
    assert event.feedback.coverage is None
    assert event.feedback.coverage_untold
    assert event.seconds >= 0


def test_a_canceled_analysis_does_not_block_the_next(
    bench: Bench,
) -> None:
    bench.analyst.analyze("one 1", REQUEST)
    bench.analyst.cancel("one 1")
    bench.analyst.cancel("never")
    bench.analyst.analyze("one 2", REQUEST)
    while bench.next().name != "one 2":
        pass


def test_after_closing_nothing_is_reported_and_nothing_fails(bench: Bench) -> None:
    bench.analyst.analyze("one 1", REQUEST)
    bench.analyst.close()
    bench.analyst.close()
    before = bench.events.qsize()
    bench.analyst.cancel("one 1")
    bench.work()
    assert bench.events.qsize() == before
