import numpy as np
import pytest
from rig.sounds import loud_samples, tone

BEEP = tone(0.5, 16_000, pitch=440.0).samples


def test_a_tone_is_loud_from_start_to_end() -> None:
    around = np.zeros(4_000, np.float32)
    heard = np.concatenate([around, BEEP, around])
    assert loud_samples(heard) == pytest.approx(8_000, abs=20)


def test_samples_cut_out_of_a_tone_are_missing() -> None:
    heard = np.concatenate([BEEP[:3_000], BEEP[3_400:]])
    assert loud_samples(heard) == pytest.approx(7_600, abs=20)


def test_silence_within_a_tone_does_not_count() -> None:
    heard = np.concatenate([BEEP[:3_000], np.zeros(400, np.float32), BEEP[3_000:]])
    assert loud_samples(heard) == pytest.approx(8_000, abs=20)
