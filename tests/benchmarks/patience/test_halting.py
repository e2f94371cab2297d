"""Halting answers are made of all parts, with the pauses and levels that they tell."""

import numpy as np
import pytest
from benchmarks.patience.halting import LENGTHS, SOFTER, halting_answers, phrases
from benchmarks.recognition.noise import speech_rms

from mock_interviewer.audio.samples import SPEECH_RATE, Samples


def tone(seconds: float, level: float = 0.05) -> Samples:
    at = np.arange(round(seconds * SPEECH_RATE))
    wave: Samples = np.sin(at * 0.3).astype(np.float32) * np.float32(level * np.sqrt(2))
    return wave


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SPEECH_RATE), dtype=np.float32)


def test_a_recording_is_cut_at_its_pauses_into_parts_of_one_level() -> None:
    recording = np.concatenate([tone(1.0, 0.2), silence(0.5), tone(0.3), silence(0.5), tone(2.0)])
    parts = list(phrases(recording))
    assert [len(part) / SPEECH_RATE for part in parts] == pytest.approx([1.0, 2.0], abs=0.03)
    levels = [20 * np.log10(speech_rms(part)) for part in parts]
    assert levels == pytest.approx([-26.0, -26.0], abs=0.1)


def test_speech_after_each_pause_is_softer_as_told() -> None:
    found = list(halting_answers([tone(1.0)] * 10))
    assert {less for each in found for less in each.softer} == set(SOFTER)
    for each in found:
        for pause, softer in zip(each.answer.pauses, each.softer, strict=True):
            assert round(pause.length, 3) in LENGTHS
            start = round((pause.end + 0.1) * SPEECH_RATE)
            level = speech_rms(each.answer.samples[start : start + SPEECH_RATE // 2])
            assert 20 * np.log10(level) == pytest.approx(-26.0 - softer, abs=0.2)
