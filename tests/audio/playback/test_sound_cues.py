"""The sound cues of a session."""

import numpy as np
import pytest
from rig.sounds import pitch_of

from mock_interviewer.audio.playback.sound_cues import SoundCue, cue_sound
from mock_interviewer.audio.samples import Sound, peak, to_dbfs


@pytest.fixture(params=list(SoundCue))
def sound(request: pytest.FixtureRequest) -> Sound:
    return cue_sound(request.param)


def test_a_cue_is_short(sound: Sound) -> None:
    assert 0.1 < sound.duration < 0.25
    assert sound.samples.dtype == np.float32


def test_a_cue_is_quiet(sound: Sound) -> None:
    assert to_dbfs(peak(sound.samples)) == pytest.approx(-20, abs=0.5)


def test_a_cue_fades_in_and_out_without_clicks(sound: Sound) -> None:
    edge = round(0.005 * sound.rate)
    for end in (sound.samples[:edge], sound.samples[-edge:]):
        assert np.abs(end).max() < 0.1 * peak(sound.samples)
    assert sound.samples[0] == pytest.approx(0.0, abs=1e-6)
    assert sound.samples[-1] == pytest.approx(0.0, abs=1e-6)
    steepest = 2 * np.pi * 800 / sound.rate * peak(sound.samples)
    assert np.abs(np.diff(sound.samples)).max() < steepest


def _rise(cue: SoundCue) -> float:
    """Return by how many semitones the second half of a cue is higher than the first."""
    sound = cue_sound(cue)
    middle = len(sound.samples) // 2
    first, second = sound.samples[:middle], sound.samples[middle:]
    pitches = [pitch_of(Sound(half, sound.rate)) for half in (first, second)]
    return float(12 * np.log2(pitches[1] / pitches[0]))


def test_the_pitch_rises_for_listening_falls_for_saved_and_stays_for_a_warning() -> None:
    assert _rise(SoundCue.LISTENING) > 4
    assert _rise(SoundCue.SAVED) < -4
    assert abs(_rise(SoundCue.WARNING)) < 0.5


def test_no_two_cues_sound_the_same() -> None:
    assert len({cue_sound(cue).samples.tobytes() for cue in SoundCue}) == len(SoundCue)
