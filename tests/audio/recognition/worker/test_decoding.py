"""A piece as the model gets it."""

import numpy as np
import pytest

from mock_interviewer.audio.recognition.endpointing.voice_activity import WINDOW, SpeechSpan
from mock_interviewer.audio.recognition.worker.decoding import PieceSound
from mock_interviewer.audio.recognition.worker.segmenter import SpeechPiece
from mock_interviewer.audio.samples import SPEECH_RATE

SECOND = SPEECH_RATE / WINDOW
"""Windows in a second."""


def heard(*chances: tuple[float, float], first: int = 0) -> PieceSound:
    """Return a piece from (seconds, chance) pairs, from the ``first`` window on."""
    probabilities = np.concatenate(
        [np.full(round(seconds * SECOND), chance, dtype=np.float32) for seconds, chance in chances]
    )
    length = len(probabilities) * WINDOW
    piece = SpeechPiece((SpeechSpan(first * WINDOW, first * WINDOW + length, length),))
    return PieceSound(piece, np.zeros(length, dtype=np.float32), probabilities, first)


def test_a_word_does_not_begin_in_the_pause_before_it_nor_end_in_the_one_after() -> None:
    pauses = heard((1.0, 0.0), (1.0, 0.9), (1.0, 0.0))
    begin, end = pauses.trimmed(0.5, 1.5)
    assert begin == pytest.approx(1.0, abs=0.1)
    assert end == 1.5
    begin, end = pauses.trimmed(1.5, 2.5)
    assert begin == 1.5
    assert end == pytest.approx(2.0, abs=0.1)
    assert pauses.trimmed(1.2, 1.8) == (1.2, 1.8)


def test_a_word_without_sure_speech_keeps_its_times() -> None:
    assert heard((3.0, 0.3)).trimmed(0.5, 1.5) == (0.5, 1.5)


def test_times_are_those_of_the_recording_after_its_start_was_dropped() -> None:
    late = heard((1.0, 0.0), (1.0, 0.9), first=round(100 * SECOND))
    start, end = late.trimmed(100.5, 101.5)
    assert start == pytest.approx(101.0, abs=0.1)
    assert end == 101.5
    assert late.speech_probability(101.2, 101.8) == pytest.approx(0.9)
