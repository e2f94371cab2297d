import numpy as np
import pytest

from mock_interviewer.audio.files.waveform_outline import outline_of_sound, peaks_of, reduce_peaks
from mock_interviewer.audio.samples import Sound


def test_speech_fills_the_height_and_pauses_stay_flat() -> None:
    samples = np.zeros(16_000, dtype=np.float32)
    samples[:8_000] = np.tile(np.array([0.2, -0.3], dtype=np.float32), 4_000)
    outline = peaks_of(samples, bins=10)
    assert outline == pytest.approx([1.0] * 5 + [0.0] * 5)


def test_near_silence_is_not_amplified() -> None:
    outline = peaks_of(np.full(1_000, 0.0005, dtype=np.float32), bins=10)
    assert outline.max() < 0.05


def test_a_sound_shorter_than_its_outline_has_a_bin_a_sample() -> None:
    assert len(peaks_of(np.ones(3, dtype=np.float32), bins=10)) == 3
    assert len(peaks_of(np.zeros(0, dtype=np.float32))) == 0


def test_reduced_peaks_keep_the_loudest_of_each_part() -> None:
    outline = np.array([0.1, 0.9, 0.2, 0.3], dtype=np.float32)
    assert reduce_peaks(outline, 2) == pytest.approx([0.9, 0.3])
    assert reduce_peaks(outline, 9) == pytest.approx(outline)
    assert len(reduce_peaks(outline, 0)) == 0


def test_the_outline_of_a_recording_is_detailed_enough_to_zoom() -> None:
    samples = np.zeros(60 * 16_000, dtype=np.float32)
    samples[30 * 16_000 : 30 * 16_000 + 160] = 0.5
    outline = outline_of_sound(Sound(samples, 16_000))
    assert np.flatnonzero(outline).tolist() == [3_000]
    assert len(outline_of_sound(Sound(samples[:16_000], 16_000))) == 1_200
