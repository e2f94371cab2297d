from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from benchmarks.recognition.noise import audible
from benchmarks.recognition.timed_speech import Espeak
from benchmarks.recognition.voices import Voices
from rig.voices import ToneVoice

from mock_interviewer.audio.samples import SPEECH_RATE


@pytest.fixture
def voice(monkeypatch: pytest.MonkeyPatch) -> ToneVoice:
    """Return the voice that speaks in place of the neural one."""
    voice = ToneVoice()
    monkeypatch.setattr("benchmarks.recognition.voices.NeuralVoice", lambda: voice)
    return voice


def test_synthesized_texts_are_cached(voice: ToneVoice, tmp_path: Path) -> None:
    with closing(Voices(tmp_path)) as voices:
        first = voices.say("A text.", "neural", 160)
        assert np.array_equal(first, voices.say("A text.", "neural", 160))
    with closing(Voices(tmp_path)) as voices:
        assert np.array_equal(first, voices.say("A text.", "neural", 160))
    assert voice.texts == ["A text."]


def test_another_rate_or_text_is_synthesized_again(voice: ToneVoice, tmp_path: Path) -> None:
    with closing(Voices(tmp_path)) as voices:
        voices.say("A text.", "neural", 160)
        voices.say("A text.", "neural", 170)
        voices.say("A word.", "neural", 160)
    assert list(zip(voice.texts, voice.rates, strict=True)) == [
        ("A text.", 160),
        ("A text.", 170),
        ("A word.", 160),
    ]
    assert voice.closed


@pytest.mark.model
def test_espeak_reports_correct_word_starts() -> None:
    """A word after a comma starts where the silence of the comma ends."""
    samples, starts = Espeak(160).say("One, dog")
    assert len(starts) == 2
    gap = round((starts[1] - 0.1) * SPEECH_RATE)
    onset = (gap + audible(samples[gap:])[0]) / SPEECH_RATE
    assert starts[1] == pytest.approx(onset, abs=0.05)
