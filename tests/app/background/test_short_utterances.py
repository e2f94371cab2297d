import logging
from collections.abc import Callable

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
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment
from mock_interviewer.audio.samples import Samples

SOUND = np.full(16_000, 0.1, dtype=np.float32)
SAID = Transcript((TranscriptSegment(" Repeat the question.", 0.0, 1.0),), 1.0, "base")
ERROR = RecognitionError("The worker died.", "Go on.")


class Notes:
    """A recognizer that only notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []

    def begin(self, job: str, request: RecognitionRequest) -> None:
        self.asked.append(("begin", job, request))

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
        self.utterances = ShortUtteranceRecognizer(
            self.notes, self.posted.append, loaded=lambda: self.loaded
        )

    def recognize(self) -> Callable[[], None]:
        return self.utterances.recognize(SOUND, self.texts.append)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_the_text_is_reported_once(bench: Bench) -> None:
    bench.recognize()
    assert bench.notes.asked == [
        ("begin", "utterance 1", RecognitionRequest(urgent=True)),
        ("feed", "utterance 1", 16_000),
        ("finish", "utterance 1"),
    ]
    assert bench.utterances.handle(Transcribed("utterance 1", SAID))
    assert bench.utterances.handle(Transcribed("utterance 1", SAID))
    assert bench.texts == ["Repeat the question."]


def test_an_utterance_may_be_in_another_language(bench: Bench) -> None:
    bench.utterances.recognize(SOUND, bench.texts.append, language="de")
    assert bench.notes.asked[0] == (
        "begin",
        "utterance 1",
        RecognitionRequest(language="de", urgent=True),
    )


def test_likely_words_are_expected_like_a_persons_own(bench: Bench) -> None:
    bench.utterances.recognize(SOUND, bench.texts.append, likely=("pause", "move on"))
    expected = (ExpectedTerm("pause", own=True), ExpectedTerm("move on", own=True))
    assert bench.notes.asked[0] == (
        "begin",
        "utterance 1",
        RecognitionRequest(expected, urgent=True),
    )


def test_the_text_may_be_one_of_several_choices(bench: Bench) -> None:
    bench.utterances.recognize(SOUND, bench.texts.append, choices=("Boss.", "Pause."))
    request = RecognitionRequest(urgent=True, choices=("Boss.", "Pause."))
    assert bench.notes.asked[0] == ("begin", "utterance 1", request)


def test_without_speech_the_text_is_empty(bench: Bench) -> None:
    bench.recognize()
    bench.utterances.handle(
        Transcribed("utterance 1", Transcript((), 1.0, "base", speech_detected=False))
    )
    assert bench.texts == [""]


def test_each_utterance_is_a_job_of_its_own(bench: Bench) -> None:
    bench.recognize()
    bench.recognize()
    bench.utterances.handle(Transcribed("utterance 2", SAID))
    assert bench.texts == ["Repeat the question."]
    bench.utterances.handle(Transcribed("utterance 1", SAID))
    assert len(bench.texts) == 2


def test_a_failure_is_logged_and_reported_as_no_text(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.recognize()
    with caplog.at_level(logging.WARNING):
        assert bench.utterances.handle(RecognitionFailed("utterance 1", ERROR))
    assert bench.texts == [None]
    assert "The worker died." in caplog.text


def test_a_canceled_utterance_is_not_reported_though_its_text_was_under_way(bench: Bench) -> None:
    cancel = bench.recognize()
    cancel()
    cancel()
    assert bench.notes.asked[3:] == [("cancel", "utterance 1")]
    assert bench.utterances.handle(Transcribed("utterance 1", SAID)), (
        "it is no take that could be kept"
    )
    assert bench.texts == []


def test_canceling_an_utterance_that_was_reported_does_nothing(bench: Bench) -> None:
    cancel = bench.recognize()
    bench.utterances.handle(Transcribed("utterance 1", SAID))
    cancel()
    assert len(bench.notes.asked) == 3


def test_without_a_model_there_is_no_text_and_no_job(bench: Bench) -> None:
    bench.loaded = False
    bench.recognize()
    assert bench.texts == []
    bench.posted.pop()()
    assert bench.texts == [None]
    assert bench.notes.asked == []


def test_an_utterance_can_be_canceled_without_a_model(bench: Bench) -> None:
    bench.loaded = False
    bench.recognize()()
    bench.posted.pop()()
    assert bench.texts == []


def test_events_of_takes_are_left_to_others(bench: Bench) -> None:
    bench.recognize()
    for event in (
        RecognizerReady("base", 1.0),
        Transcribed("0b1c", SAID),
        RecognitionFailed("0b1c", ERROR),
        RecognitionFailed(None, ERROR),
        FillersFound("fillers 0b1c", ()),
        LiveCaption("0b1c", "So", ""),
        SpeechActivity("0b1c", speaking=True, at=0.0, heard=0.1),
    ):
        assert not bench.utterances.handle(event)


def test_speech_activity_in_an_utterance_is_handled_and_ignored(bench: Bench) -> None:
    bench.recognize()
    assert bench.utterances.handle(SpeechActivity("utterance 1", speaking=True, at=0.0, heard=0.1))
    assert bench.texts == []
