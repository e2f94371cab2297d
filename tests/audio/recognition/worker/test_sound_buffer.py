"""The sound of a recording that is still needed."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.recognition.endpointing.voice_activity import WINDOW, SpeechSpan
from mock_interviewer.audio.recognition.worker.segmenter import SpeechPiece
from mock_interviewer.audio.recognition.worker.sound_buffer import SoundBuffer
from mock_interviewer.audio.samples import to_samples

STEPS = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 60)), min_size=1, max_size=20)


@given(STEPS)
def test_the_buffer_keeps_what_was_not_dropped(steps: list[tuple[int, int]]) -> None:
    total = sum(count for count, _ in steps) * WINDOW
    pcm = np.random.default_rng(0).integers(-9000, 9000, total).astype(np.int16)
    chances = np.random.default_rng(1).random(total // WINDOW).astype(np.float32)
    kept, at = SoundBuffer(), 0
    for count, forget in steps:
        kept.add(pcm[at * WINDOW : (at + count) * WINDOW])
        kept.add_probabilities(chances[at : at + count])
        at += count
        kept.forget(forget * WINDOW)
        assert kept.length == at * WINDOW
        assert np.array_equal(kept.probabilities, chances[kept.first : at])
        whole = SpeechPiece((SpeechSpan(kept.first * WINDOW, kept.length, kept.length),))
        assert np.array_equal(kept.of(whole), to_samples(pcm[kept.first * WINDOW : at * WINDOW]))


def test_all_windows_before_a_sample_are_dropped_and_none_after_it() -> None:
    kept = SoundBuffer()
    kept.add(np.zeros(10 * WINDOW, dtype=np.int16))
    kept.add_probabilities(np.zeros(10, dtype=np.float32))
    kept.forget(3 * WINDOW + 5)
    assert kept.first == 3
    kept.forget(2 * WINDOW)
    assert kept.first == 3


def test_probabilities_that_were_returned_do_not_change() -> None:
    kept = SoundBuffer()
    kept.add(np.zeros(WINDOW, dtype=np.int16))
    kept.add_probabilities(np.ones(1, dtype=np.float32))
    before = kept.probabilities
    kept.add(np.zeros(WINDOW, dtype=np.int16))
    kept.add_probabilities(np.zeros(1, dtype=np.float32))
    assert before.tolist() == [1.0]
