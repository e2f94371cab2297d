import tracemalloc
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rig.vowels import noise, vowel

from mock_interviewer.audio.prosody.prosody import Prosody, prosody_of, prosody_of_blocks
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, Sound

MINUTES = 90


def _same(one: Prosody, other: Prosody) -> bool:
    return (
        one.duration == other.duration
        and np.array_equal(one.levels, other.levels)
        and np.array_equal(one.pitch.times, other.pitch.times)
    )


@pytest.fixture(scope="module")
def minute() -> Samples:
    """Return a minute of a voice that moves."""
    time = np.arange(60 * SPEECH_RATE) / SPEECH_RATE
    return vowel(60.0, 150.0 + 30.0 * np.sin(2 * np.pi * 0.5 * time)) + noise(60.0, -60.0)


def test_chunked_analysis_leaves_no_seams(minute: Samples) -> None:
    found = prosody_of(Sound(minute, SPEECH_RATE))
    assert len(found.levels) == 6000
    assert found.duration == 60.0
    assert np.diff(found.pitch.times).max() < 0.03
    around = found.pitch.within(29.0, 31.0)
    truth = 150.0 + 30.0 * np.sin(2 * np.pi * 0.5 * around.times)
    assert np.abs(around.hertz / truth - 1).max() < 0.03


def test_block_sizes_do_not_matter(minute: Samples) -> None:
    blocks = np.array_split(minute, [5, 100_000, 480_001, 500_000])
    whole = prosody_of(Sound(minute, SPEECH_RATE))
    assert _same(prosody_of_blocks(blocks, SPEECH_RATE), whole)


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000])
def test_the_sample_rate_does_not_matter(rate: int) -> None:
    found = prosody_of(Sound(vowel(2.0, 140.0, rate=rate), rate))
    assert found.duration == pytest.approx(2.0, abs=0.01)
    assert found.pitch.hertz.mean() == pytest.approx(140.0, rel=0.01)
    assert np.median(found.levels) == pytest.approx(-20.0, abs=0.5)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e38, 0.0, 0.7])
def test_invalid_samples_count_as_silence(value: float) -> None:
    found = prosody_of(Sound(np.full(3 * SPEECH_RATE, value, dtype=np.float32), SPEECH_RATE))
    assert found.is_silent
    assert len(found.pitch.times) == 0


def test_invalid_samples_within_speech_are_ignored() -> None:
    samples = vowel(2.0, 140.0)
    samples[::5000] = [np.nan, np.inf, -1e38, 1e38] * (len(samples[::5000]) // 4) + [np.nan] * 3
    found = prosody_of(Sound(samples, SPEECH_RATE))
    assert np.isfinite(found.levels).all()
    assert found.pitch.hertz.mean() == pytest.approx(140.0, rel=0.02)
    assert not found.is_silent


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2000), st.sampled_from([1000, 8000, 16_000, 44_100, 192_000]))
def test_a_very_short_sound_is_analyzed(count: int, rate: int) -> None:
    found = prosody_of(Sound(np.ones(count, dtype=np.float32), rate))
    assert found.duration == pytest.approx(count / rate, abs=0.001)
    assert len(found.levels) <= found.duration * 100


def test_a_long_recording_takes_little_memory() -> None:
    """Silence keeps this fast; memory is the same for all sound."""
    block = np.zeros(10 * SPEECH_RATE, dtype=np.float32)

    def blocks() -> Iterator[Samples]:
        for _ in range(MINUTES * 6):
            yield block

    tracemalloc.start()
    try:
        found = prosody_of_blocks(blocks(), SPEECH_RATE)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found.duration == MINUTES * 60
    assert most < 40e6
