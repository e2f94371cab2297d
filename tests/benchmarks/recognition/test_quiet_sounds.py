import numpy as np
import pytest
from benchmarks.recognition.noise import rms
from benchmarks.recognition.quiet_sounds import at_level, keyboard, pink, synthetic, white

from mock_interviewer.audio.samples import SPEECH_RATE


def test_every_sound_is_long_enough_and_within_full_scale() -> None:
    sounds = dict(synthetic())
    assert len(sounds) == 16
    for samples in sounds.values():
        assert len(samples) >= 20 * SPEECH_RATE
        assert samples.dtype == np.float32
        assert np.abs(samples).max() <= 1.0


def test_noise_has_the_level_of_its_name() -> None:
    assert 20 * np.log10(rms(at_level(white(SPEECH_RATE), -45))) == pytest.approx(-45, abs=0.01)


def test_pink_noise_has_equal_power_in_every_octave() -> None:
    power = np.abs(np.fft.rfft(pink(8 * SPEECH_RATE))) ** 2
    octaves = [power[8 * low : 16 * low].sum() for low in (125, 250, 500, 1000, 2000)]
    assert max(octaves) / min(octaves) < 1.2


def test_five_times_as_many_keystrokes_have_five_times_the_energy() -> None:
    slow, quick = (rms(keyboard(24 * SPEECH_RATE, keys)) for keys in (2, 10))
    assert (quick / slow) ** 2 == pytest.approx(5, rel=0.25)
