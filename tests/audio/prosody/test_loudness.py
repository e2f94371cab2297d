import numpy as np
import pytest
from rig.sounds import tone
from rig.vowels import noise

from mock_interviewer.audio.prosody.prosody import average_levels, levels_of, smooth_levels
from mock_interviewer.audio.samples import FLOOR_DBFS, SPEECH_RATE


def test_the_level_of_a_sine_is_3_decibels_below_its_peak() -> None:
    levels = levels_of(tone(1.0, SPEECH_RATE, pitch=400.0, level=0.1).samples)
    assert len(levels) == 100
    assert levels == pytest.approx(-23.01, abs=0.05)


def test_silence_and_dc_offset_are_at_the_floor() -> None:
    assert (levels_of(np.zeros(800, dtype=np.float32)) == FLOOR_DBFS).all()
    assert (levels_of(np.full(800, 0.5, dtype=np.float32)) == FLOOR_DBFS).all()


def test_a_partial_frame_has_no_level() -> None:
    assert len(levels_of(np.zeros(159, dtype=np.float32))) == 0
    assert len(levels_of(np.zeros(321, dtype=np.float32))) == 2


def test_the_level_of_a_group_is_that_of_its_mean_power() -> None:
    levels = np.array([-20.0, -120.0, -30.0, -30.0, 0.0], dtype=np.float32)
    assert average_levels(levels, 2) == pytest.approx([-23.01, -30.0], abs=0.01)


def test_a_smoothed_level_covers_the_following_frames() -> None:
    levels = np.array([-20.0, -120.0, -30.0, -30.0], dtype=np.float32)
    assert smooth_levels(levels, 2) == pytest.approx([-23.01, -33.01, -30.0], abs=0.01)
    assert len(smooth_levels(levels, 5)) == 0


def test_noise_of_known_power_has_the_expected_level() -> None:
    assert average_levels(levels_of(noise(2.0, -40.0)), 200) == pytest.approx(-40.0, abs=0.2)
