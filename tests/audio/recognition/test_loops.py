"""Fault 26: a model that falls into a loop is stopped, and its loop is no words of the person's."""

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import tqdm
from rig.recognition import Heard
from rig.spoken import ANSWER, speak
from rig.stand_in_model import finished
from rig.wer import words

from mock_interviewer.audio.recognition.client.events import RecognizerReady, Transcribed
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.transcript import Transcript
from mock_interviewer.audio.recognition.worker import biased_decoding, engine
from mock_interviewer.audio.recognition.worker.decoding import CUT_OFF, LOOPED
from mock_interviewer.audio.recognition.worker.transcriber import Transcriber
from mock_interviewer.audio.samples import to_pcm

pytestmark = pytest.mark.model

ROUNDS = 10
BOUND = 1.5
"""Seconds that a piece may take, and times its own length; a test allows five times that."""
MISCOUNT = 1.25


@pytest.fixture
def recognizer(tmp_path: Path, heard: Heard) -> Iterator[Recognizer]:
    recognizer = Recognizer(ModelStore(tmp_path / "models"), "tiny.en", listener=heard)
    recognizer.start()
    heard.next(RecognizerReady)
    yield recognizer
    recognizer.close()


@pytest.mark.parametrize("phrase", ["The model. ", "No, "])
def test_a_loop_is_stopped_flagged_and_not_counted_as_words(
    recognizer: Recognizer, heard: Heard, tmp_path: Path, phrase: str
) -> None:
    # The model goes on with what it was led into, and never stops by itself.
    spoken = speak(phrase * ROUNDS, tmp_path / "again and again.wav")
    assert recognizer.pid is not None
    worker = psutil.Process(recognizer.pid)
    before = sum(worker.cpu_times()[:2])
    recognizer.recognize_file("take", spoken.path)
    transcript = heard.next(Transcribed).transcript
    assert LOOPED in transcript.flags
    # What was said after the loop's first round is heard by itself, and the model may miscount.
    assert len(transcript.words) <= MISCOUNT * len(words(spoken.text))
    # The processor's time, which other programs do not lengthen.
    worked = sum(worker.cpu_times()[:2]) - before
    assert worked < 5 * BOUND * max(1.0, spoken.duration)


def test_a_transcript_beyond_the_models_limits_is_flagged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tqdm.tqdm, "monitor_interval", 0)
    spoken = speak(ANSWER, tmp_path / "answer.wav")
    model = engine.WhisperEngine(
        ModelStore(tmp_path / "models").verified_folder("tiny.en"), "tiny.en"
    )

    def heard() -> Transcript:
        transcriber = Transcriber(model, live=False)
        transcriber.feed(to_pcm(spoken.samples))
        return finished(transcriber)

    whole = heard()
    assert whole.flags == ()
    monkeypatch.setattr(engine, "token_limit", lambda _: 6)
    monkeypatch.setattr(engine, "MAX_WINDOWS", 1)
    # The rest would otherwise be decoded by itself, and nothing would be missing.
    monkeypatch.setattr(biased_decoding, "LEFT_OUT", 999.0)
    assert heard().flags == (CUT_OFF,)
