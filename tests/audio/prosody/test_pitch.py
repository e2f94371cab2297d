import numpy as np
import pytest
from rig.sounds import tone
from rig.vowels import CLOSED, OPEN, noise, vowel

from mock_interviewer.audio.prosody.pitch import PitchTrack, PitchTracker, join_tracks
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, resample

PITCHES = (80.0, 110.0, 150.0, 220.0, 290.0, 350.0)


def _track(samples: Samples) -> PitchTrack:
    return PitchTracker().track(samples)


def _sawtooth(hertz: float, rate: int = 48_000) -> Samples:
    phase = np.arange(2 * rate) * hertz / rate
    sound = (0.3 * (2 * (phase % 1.0) - 1)).astype(np.float32)
    return resample(sound, rate, SPEECH_RATE)


@pytest.mark.parametrize("hertz", PITCHES)
def test_the_pitch_of_a_sine_is_its_frequency(hertz: float) -> None:
    found = _track(tone(2.0, SPEECH_RATE, pitch=hertz).samples)
    assert found.hertz.mean() == pytest.approx(hertz, rel=0.005)
    assert len(found.hertz) > 150


@pytest.mark.parametrize("hertz", PITCHES)
def test_the_pitch_of_a_sawtooth_is_its_frequency(hertz: float) -> None:
    found = _track(_sawtooth(hertz) + noise(2.0, -40.0))
    assert found.hertz.mean() == pytest.approx(hertz, rel=0.005)


@pytest.mark.parametrize("formants", [OPEN, CLOSED])
@pytest.mark.parametrize("hertz", PITCHES)
def test_the_pitch_of_a_vowel_in_noise_is_that_of_its_source(
    hertz: float, formants: tuple[tuple[float, float], ...]
) -> None:
    found = _track(vowel(2.0, hertz, formants=formants) + noise(2.0, -35.0))
    assert found.hertz.mean() == pytest.approx(hertz, rel=0.01)
    assert len(found.hertz) > 150


def test_a_moving_pitch_is_tracked() -> None:
    time = np.arange(4 * SPEECH_RATE) / SPEECH_RATE
    hertz = 160.0 + 40.0 * np.sin(2 * np.pi * 0.8 * time)
    found = _track(vowel(4.0, hertz) + noise(4.0, -45.0))
    truth = np.interp(found.times, time, hertz)
    assert np.abs(found.hertz / truth - 1).max() < 0.03
    assert found.hertz.mean() == pytest.approx(hertz.mean(), rel=0.01)
    assert found.hertz.std() == pytest.approx(hertz.std(), rel=0.05)


def test_readings_are_ordered_and_within_voiced_sound() -> None:
    silence = np.zeros(SPEECH_RATE, dtype=np.float32)
    found = _track(np.concatenate([silence, vowel(1.0, 150.0), silence]))
    assert (np.diff(found.times) > 0).all()
    assert found.times[0] == pytest.approx(1.0, abs=0.05)
    assert found.times[-1] == pytest.approx(2.0, abs=0.05)


def test_noise_has_hardly_any_pitch() -> None:
    assert len(_track(noise(3.0, -20.0)).times) < 15


@pytest.mark.parametrize("count", [0, 1, 799, 1600])
def test_too_little_sound_has_no_pitch(count: int) -> None:
    assert len(_track(np.zeros(count, dtype=np.float32)).times) == 0
    assert len(_track(noise(count / SPEECH_RATE, -20.0)).times) == 0


def test_volume_does_not_change_the_pitch() -> None:
    sound = vowel(1.0, 180.0) + noise(1.0, -50.0)
    assert np.allclose(_track(sound).hertz, _track(sound * np.float32(0.02)).hertz, rtol=1e-3)


def test_a_run_an_octave_off_its_neighbors_is_dropped() -> None:
    """A creaky voice seems to drop by an octave for a moment."""
    silence = np.zeros(SPEECH_RATE // 2, dtype=np.float32)
    creaking = [vowel(1.0, 300.0), vowel(0.12, 150.0), vowel(1.0, 300.0)]
    found = _track(np.concatenate([vowel(1.5, 150.0), silence, *creaking]))
    assert found.within(0.0, 1.5).hertz.mean() == pytest.approx(150.0, rel=0.01)
    assert found.within(2.1, 4.0).hertz.min() > 250.0


def test_a_squeak_too_short_for_speech_is_dropped() -> None:
    found = _track(np.concatenate([vowel(1.0, 150.0), vowel(0.03, 240.0), vowel(1.0, 150.0)]))
    assert found.hertz.max() < 160.0


def test_brief_readings_are_searched_again_in_the_range_of_the_voice() -> None:
    tracker = PitchTracker()
    hum = tone(0.3, SPEECH_RATE, pitch=75.0).samples
    assert len(tracker.track(hum).hertz) > 10
    tracker.track(vowel(2.0, 240.0))
    assert len(tracker.track(hum).hertz) == 0


def test_a_slice_of_a_track_lies_between_two_times() -> None:
    track = PitchTrack(np.array([0.1, 0.2, 0.3, 0.4]), np.array([1.0, 2.0, 3.0, 4.0]))
    assert track.within(0.15, 0.4).hertz.tolist() == [2.0, 3.0]
    assert track.later(1.0).times.tolist() == pytest.approx([1.1, 1.2, 1.3, 1.4])


def test_tracks_are_joined_in_order() -> None:
    one = PitchTrack(np.array([0.1]), np.array([100.0]))
    assert join_tracks([one, one.later(1.0)]).times.tolist() == pytest.approx([0.1, 1.1])
    assert len(join_tracks([]).times) == 0
