import numpy as np
import pytest
from benchmarks.patience.answers import (
    BEFORE,
    DEVELOPMENT,
    LENGTHS,
    TEST,
    MarkedText,
    joined,
    marked_texts,
)

from mock_interviewer.audio.samples import SPEECH_RATE, Samples

VOICES = 2


def tone(seconds: float) -> Samples:
    """Return a sound between two moments of silence."""
    sound = np.full(round(seconds * SPEECH_RATE), 0.5, dtype=np.float32)
    return np.pad(sound, SPEECH_RATE // 10)


@pytest.mark.parametrize("half", [DEVELOPMENT, TEST])
def test_every_text_has_parts_with_known_marks(half: str) -> None:
    for text in marked_texts(half):
        assert len(text.parts) == len(text.pauses) + 1
        assert all("{" not in part for part in text.parts)


def test_the_halves_are_disjoint_with_two_hundred_pauses_and_a_hundred_ends() -> None:
    development, test = marked_texts(DEVELOPMENT), marked_texts(TEST)
    texts = [*development, *test]
    assert VOICES * sum(len(text.pauses) for text in texts) >= 200
    assert VOICES * len(texts) >= 100
    assert len({text.name for text in texts}) == len(texts)


def test_pause_lengths_range_from_one_to_six_seconds() -> None:
    assert (min(LENGTHS), max(LENGTHS)) == (1.0, 6.0)


def test_pauses_lie_between_sounds_with_their_requested_lengths() -> None:
    text = MarkedText("name", ("Well,", "so", "that's it."), ("filler", "clause"), "closing")
    answer = joined("name", text, [tone(1.0), tone(0.5), tone(2.0)], [1.5, 3.0])
    first, second = answer.pauses
    assert (first.start, first.end) == pytest.approx((BEFORE + 1.0, BEFORE + 2.5))
    assert (second.start, second.end) == pytest.approx((BEFORE + 3.0, BEFORE + 6.0))
    assert answer.end == pytest.approx(BEFORE + 8.0)
    assert [pause.said for pause in answer.pauses] == ["Well,", "Well, so"]
    pause = answer.samples[round(second.start * SPEECH_RATE) : round(second.end * SPEECH_RATE)]
    assert 0 < np.abs(pause).max() < 0.01
