"""What the real model finds of fillers, through the real worker."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pytest
from rig.recognition import Heard
from rig.spoken import Spoken

from mock_interviewer.audio.files.sound_file import write_wav
from mock_interviewer.audio.recognition.client.events import FillersFound, RecognizerReady
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.transcript import Filler
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, Sound, resample
from mock_interviewer.audio.voices.neural_voice import NeuralVoice

pytestmark = pytest.mark.model

Search: TypeAlias = Callable[[Path], tuple[Filler, ...]]
SLOWLY = 75
"""Words a minute, at which "um" is drawn out as by somebody who is looking for a word."""


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    """Return what looks for fillers in a file with the base model."""
    heard = Heard()
    store = ModelStore(tmp_path_factory.mktemp("data"))
    with closing(Recognizer(store, "base", listener=heard)) as recognizer:
        recognizer.start()
        heard.next(RecognizerReady)

        def find(path: Path) -> tuple[Filler, ...]:
            recognizer.recognize_file(str(path), path, RecognitionRequest(fillers_only=True))
            return heard.next(FillersFound).fillers

        yield find


def say(voice: NeuralVoice, text: str, rate: int) -> Samples:
    sound = voice.synthesize(text, rate=rate)
    return resample(sound.samples, sound.rate, SPEECH_RATE)


def test_a_spoken_um_is_found_where_it_was_said(search: Search, tmp_path: Path) -> None:
    with closing(NeuralVoice()) as voice:
        before = say(voice, "A search index gives the language model some passages to read.", 170)
        um = say(voice, "Um.", SLOWLY)
        after = say(voice, "The answer then rests on those documents.", 170)
    path = tmp_path / "answer.wav"
    write_wav(path, Sound(np.concatenate([before, um, after]), SPEECH_RATE))
    (found,) = search(path)
    start, end = len(before) / SPEECH_RATE, (len(before) + len(um)) / SPEECH_RATE
    assert start - 0.3 < (found.start + found.end) / 2 < end + 0.3


def test_fluent_speech_has_no_fillers(search: Search, answer: Spoken) -> None:
    assert search(answer.path) == ()
