import numpy as np
import pytest
from benchmarks.recognition.noise import audible, in_a_room, mixed, rms, speech_rms
from rig.sounds import tone

from mock_interviewer.audio.samples import SPEECH_RATE, Samples


def _speech(pause: float = 1.0) -> Samples:
    """Return a second of tone, a pause, and another second of it."""
    said = tone(1.0, SPEECH_RATE, level=0.2).samples
    return np.concatenate([said, np.zeros(round(pause * SPEECH_RATE), dtype=np.float32), said])


def _noise(seconds: float = 0.7) -> Samples:
    count = round(seconds * SPEECH_RATE)
    return (np.random.default_rng(0).standard_normal(count) * 0.3).astype(np.float32)


@pytest.mark.parametrize("snr", [20, 10, 5])
def test_noise_is_mixed_at_the_requested_ratio(snr: float) -> None:
    speech = _speech()
    added = mixed(speech, _noise(), snr) - speech
    assert 20 * np.log10(speech_rms(speech) / rms(added)) == pytest.approx(snr, abs=0.01)


def test_pauses_do_not_count_as_speech() -> None:
    assert speech_rms(_speech(pause=5.0)) == pytest.approx(0.2 / np.sqrt(2), rel=0.01)


def test_noise_repeats_from_the_requested_position() -> None:
    silent_start = np.concatenate([np.zeros(100, dtype=np.float32), _noise()])
    speech = _speech()
    added = mixed(speech, silent_start, 10, start=100) - speech
    period = len(silent_start)
    assert np.all(np.abs(added[period - 100 : period]) < 1e-6)
    assert np.any(np.abs(added[:100]) > 1e-3)
    assert added[:period] == pytest.approx(added[period : 2 * period], abs=1e-6)


def test_a_sum_above_full_scale_is_attenuated_not_clipped() -> None:
    loud = tone(1.0, SPEECH_RATE, level=0.95).samples
    both = mixed(loud, _noise(), 5)
    assert np.abs(both).max() == pytest.approx(1.0)
    assert np.count_nonzero(np.abs(both) > 0.999) == 1


def test_audible_sound_is_found_to_a_hundredth_of_a_second() -> None:
    quiet = np.full(SPEECH_RATE // 2, 1e-4, dtype=np.float32)
    start, end = audible(np.concatenate([quiet, _speech(pause=0.3), quiet]))
    assert start / SPEECH_RATE == pytest.approx(0.5, abs=0.011)
    assert end / SPEECH_RATE == pytest.approx(0.5 + 2.3, abs=0.011)


def test_nothing_is_audible_in_silence() -> None:
    assert audible(np.zeros(SPEECH_RATE, dtype=np.float32)) == (0, 0)


def test_a_room_has_background_noise() -> None:
    room = in_a_room(np.zeros(SPEECH_RATE, dtype=np.float32))
    assert 20 * np.log10(rms(room)) == pytest.approx(-70, abs=0.1)
