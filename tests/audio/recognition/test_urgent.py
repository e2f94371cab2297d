"""Something short that is awaited now, while something long is being transcribed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rig.recognition import Heard
from rig.spoken import Spoken

from mock_interviewer.audio.recognition.client.events import RecognizerReady, Transcribed
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.samples import SPEECH_RATE

pytestmark = pytest.mark.model


@pytest.fixture
def recognizer(tmp_path: Path, heard: Heard) -> Iterator[Recognizer]:
    recognizer = Recognizer(ModelStore(tmp_path), "tiny.en", listener=heard)
    recognizer.start()
    heard.next(RecognizerReady)
    yield recognizer
    recognizer.close()


@pytest.mark.parametrize("from_file", [False, True])
def test_an_urgent_job_is_done_before_a_long_one_that_was_finished_earlier(
    recognizer: Recognizer, heard: Heard, answer: Spoken, long_answer: Spoken, *, from_file: bool
) -> None:
    if from_file:
        recognizer.recognize_file("long", long_answer.path)
    else:
        recognizer.begin("long")
        recognizer.feed("long", long_answer.samples)
        recognizer.finish("long")
    for job in ("first", "second"):
        recognizer.begin(job, RecognitionRequest(urgent=True))
        recognizer.feed(job, answer.samples[: 2 * SPEECH_RATE])
        recognizer.finish(job)
    done = [heard.next(Transcribed) for _ in range(3)]
    assert [each.job for each in done] == ["first", "second", "long"]
    assert done[2].transcript.duration == pytest.approx(long_answer.duration)
    # The smallest model does not hear the end of a cut word alike each time.
    assert all("a search" in each.transcript.text.lower() for each in done)
