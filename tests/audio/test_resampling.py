import numpy as np
import pytest

from mock_interviewer.audio.samples import Samples, ToSpeechRate


def tone(rate: int, seconds: float) -> Samples:
    return np.sin(2 * np.pi * 440 * np.arange(round(rate * seconds)) / rate).astype(np.float32)


@pytest.mark.parametrize("rate", [48_000, 44_100, 32_000, 8_000])
def test_any_rate_becomes_16_khz_with_the_same_pitch_and_length(rate: int) -> None:
    resampler = ToSpeechRate(rate)
    sound = tone(rate, 2.0)
    parts = [resampler.take(sound[start : start + 777]) for start in range(0, len(sound), 777)]
    resampled = np.concatenate([*parts, resampler.rest()])
    assert len(resampled) == pytest.approx(32_000, abs=2)
    assert np.argmax(np.abs(np.fft.rfft(resampled[:32_000]))) == pytest.approx(880, abs=1)
    assert resampled.dtype == np.float32


def test_16_khz_passes_unchanged() -> None:
    resampler = ToSpeechRate(16_000)
    sound = tone(16_000, 0.1)
    assert resampler.take(sound) is sound
    assert not len(resampler.rest())
