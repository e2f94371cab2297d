import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.recognition.endpointing.voice_activity import (
    PAD,
    TAIL,
    WINDOW,
    Probabilities,
    speech_spans,
)
from mock_interviewer.audio.samples import SPEECH_RATE

SECOND = SPEECH_RATE // WINDOW
"""Windows in a second."""


def chances(*parts: tuple[float, float]) -> Probabilities:
    """Return probabilities from (seconds, chance) pairs."""
    return np.concatenate(
        [np.full(round(seconds * SECOND), chance, dtype=np.float32) for seconds, chance in parts]
    )


def seconds(probabilities: Probabilities) -> list[tuple[float, float]]:
    found = speech_spans(probabilities, len(probabilities) * WINDOW)
    return [(stretch.start / SPEECH_RATE, stretch.end / SPEECH_RATE) for stretch in found]


def test_silence_has_no_speech() -> None:
    assert not seconds(chances((10, 0.02)))


def test_noise_that_resembles_speech_has_no_speech() -> None:
    assert not seconds(chances((1, 0.1), (0.3, 0.66), (1, 0.1)))


def test_a_short_word_is_speech_with_padding() -> None:
    ((start, end),) = seconds(chances((2, 0.0), (0.2, 0.95), (2, 0.0)))
    assert start < 2 - PAD / 2
    assert end > 2.2 + TAIL / 2


def test_speech_from_the_first_sample_to_the_last_is_kept_whole() -> None:
    probabilities = chances((3, 0.9))
    (stretch,) = speech_spans(probabilities, len(probabilities) * WINDOW - 100)
    assert (stretch.start, stretch.end) == (0, len(probabilities) * WINDOW - 100)


def test_a_breath_does_not_split_a_sentence() -> None:
    assert len(seconds(chances((2, 0.9), (0.5, 0.1), (2, 0.9)))) == 1


def test_a_long_pause_is_left_out() -> None:
    first, second = seconds(chances((2, 0.9), (5, 0.1), (2, 0.9)))
    assert first[1] < 2.6
    assert second[0] > 6.4


def test_a_mumble_next_to_speech_is_kept() -> None:
    assert len(seconds(chances((1, 0.9), (1.2, 0.0), (1, 0.6), (2, 0.0)))) == 2


def test_a_mumble_far_from_speech_is_noise() -> None:
    assert len(seconds(chances((1, 0.9), (4, 0.0), (1, 0.6), (2, 0.0)))) == 1


@given(
    st.lists(st.floats(0, 1, width=32), max_size=300).map(lambda v: np.array(v, np.float32)),
    st.integers(0, WINDOW - 1),
)
def test_stretches_are_in_order_disjoint_and_inside(
    probabilities: Probabilities, less: int
) -> None:
    length = max(0, len(probabilities) * WINDOW - less)
    found = speech_spans(probabilities, length)
    edges = [edge for stretch in found for edge in (stretch.start, stretch.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= length for edge in edges)
    assert all(stretch.start < stretch.speech_end <= stretch.end for stretch in found)


def test_a_mumble_right_after_earlier_speech_is_kept() -> None:
    mumble = chances((0.5, 0.0), (1, 0.6), (2, 0.0))
    assert speech_spans(mumble, len(mumble) * WINDOW, sure_before=-SECOND // 2)
    assert not speech_spans(mumble, len(mumble) * WINDOW, sure_before=-3 * SECOND)
    assert not speech_spans(mumble, len(mumble) * WINDOW)
