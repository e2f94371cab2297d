import logging
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from mock_interviewer.app.background.short_utterances import ShortUtteranceRecognizer
from mock_interviewer.audio.errors import RecognitionError
from mock_interviewer.audio.recognition.client.events import (
    FillersFound,
    LiveCaption,
    RecognitionFailed,
    RecognizerReady,
    SpeechActivity,
    Transcribed,
)
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment
from mock_interviewer.audio.samples import Samples

SOUND = np.full(16_000, 0.1, dtype=np.float32)
SAID = Transcript((TranscriptSegment(" Repeat the question.", 0.0, 1.0),), 1.0, "base")
ERROR = RecognitionError("The worker died.", "Go on.")


class Notes:
    """A recogniser that only notes what it is asked; the real one is asked in Transcriptions."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []

    def begin(
        self,
        job: str,
        *,
        vocabulary: Sequence[ExpectedTerm],
        language: str,
        urgent: bool,
        choices: Sequence[str],
    ) -> None:
        self.asked.append(("begin", job, tuple(vocabulary), language, urgent, *choices))

    def feed(self, job: str, block: Samples) -> None:
        self.asked.append(("feed", job, len(block)))

    def finish(self, job: str) -> None:
        self.asked.append(("finish", job))

    def cancel(self, job: str) -> None:
        self.asked.append(("cancel", job))


class Bench:
    def __init__(self) -> None:
        self.notes = Notes()
        self.posted: list[Callable[[], None]] = []
        self.loaded = True
        self.texts: list[str | None] = []
        self.asides = ShortUtteranceRecognizer(
            self.notes, self.posted.append, loaded=lambda: self.loaded
        )

    def hear(self) -> Callable[[], None]:
        return self.asides.hear(SOUND, self.texts.append)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_what_was_said_is_told_once(bench: Bench) -> None:
    bench.hear()
    assert bench.notes.asked == [
        ("begin", "aside 1", (), "en", True),
        ("feed", "aside 1", 16_000),
        ("finish", "aside 1"),
    ]
    assert bench.asides.heard(Transcribed("aside 1", SAID))
    assert bench.asides.heard(Transcribed("aside 1", SAID))
    assert bench.texts == ["Repeat the question."]


def test_it_may_be_said_in_another_language(bench: Bench) -> None:
    bench.asides.hear(SOUND, bench.texts.append, language="de")
    assert bench.notes.asked[0] == ("begin", "aside 1", (), "de", True)


def test_the_model_is_told_what_is_likely_and_does_not_give_it_up(bench: Bench) -> None:
    bench.asides.hear(SOUND, bench.texts.append, likely=("pause", "move on"))
    told = (ExpectedTerm("pause", own=True), ExpectedTerm("move on", own=True))
    assert bench.notes.asked[0] == ("begin", "aside 1", told, "en", True)


def test_it_may_be_asked_which_of_some_texts_was_said(bench: Bench) -> None:
    bench.asides.hear(SOUND, bench.texts.append, choices=("Boss.", "Pause."))
    assert bench.notes.asked[0] == ("begin", "aside 1", (), "en", True, "Boss.", "Pause.")


def test_where_nobody_spoke_the_text_is_empty(bench: Bench) -> None:
    bench.hear()
    bench.asides.heard(Transcribed("aside 1", Transcript((), 1.0, "base", speech_detected=False)))
    assert bench.texts == [""]


def test_each_is_a_job_of_its_own(bench: Bench) -> None:
    bench.hear()
    bench.hear()
    bench.asides.heard(Transcribed("aside 2", SAID))
    assert bench.texts == ["Repeat the question."]
    bench.asides.heard(Transcribed("aside 1", SAID))
    assert len(bench.texts) == 2


def test_a_failure_is_logged_and_told_as_nothing(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.hear()
    with caplog.at_level(logging.WARNING):
        assert bench.asides.heard(RecognitionFailed("aside 1", ERROR))
    assert bench.texts == [None]
    assert "The worker died." in caplog.text


def test_a_cancelled_one_is_told_nothing_though_its_text_was_under_way(bench: Bench) -> None:
    cancel = bench.hear()
    cancel()
    cancel()
    assert bench.notes.asked[3:] == [("cancel", "aside 1")]
    assert bench.asides.heard(Transcribed("aside 1", SAID)), "it is no take that could be kept"
    assert bench.texts == []


def test_cancelling_what_was_told_asks_nothing(bench: Bench) -> None:
    cancel = bench.hear()
    bench.asides.heard(Transcribed("aside 1", SAID))
    cancel()
    assert len(bench.notes.asked) == 3


def test_without_a_model_there_is_no_text_and_none_is_asked_for(bench: Bench) -> None:
    bench.loaded = False
    bench.hear()
    assert bench.texts == []
    bench.posted.pop()()
    assert bench.texts == [None]
    assert bench.notes.asked == []


def test_without_a_model_too_it_can_be_cancelled(bench: Bench) -> None:
    bench.loaded = False
    bench.hear()()
    bench.posted.pop()()
    assert bench.texts == []


def test_what_is_told_of_takes_is_left_to_others(bench: Bench) -> None:
    bench.hear()
    for event in (
        RecognizerReady("base", 1.0),
        Transcribed("0b1c", SAID),
        RecognitionFailed("0b1c", ERROR),
        RecognitionFailed(None, ERROR),
        FillersFound("fillers 0b1c", ()),
        LiveCaption("0b1c", "So", ""),
        SpeechActivity("0b1c", speaking=True, at=0.0, heard=0.1),
    ):
        assert not bench.asides.heard(event)


def test_who_speaks_in_an_aside_is_no_news_of_a_take(bench: Bench) -> None:
    bench.hear()
    assert bench.asides.heard(SpeechActivity("aside 1", speaking=True, at=0.0, heard=0.1))
    assert bench.texts == []
