"""What a device takes of a sound, and what has been heard."""

import numpy as np
import pytest
from numpy.typing import NDArray
from rig.sounds import tone

from mock_interviewer.audio.track import Track
from mock_interviewer.audio.types import Sound

RATE = 1_000
RAMP = Sound(np.linspace(0.1, 1.0, RATE, dtype=np.float32), RATE)


def _track(sound: Sound = RAMP, start: float = 0.0) -> Track:
    return Track(sound, start, lambda: None)


def _taken(track: Track, frames: int) -> NDArray[np.float32]:
    out = np.full(frames, 9.0, dtype=np.float32)
    track.fill(out)
    return out


def test_the_device_gets_the_sound_and_then_silence() -> None:
    track = _track()
    taken = np.concatenate([_taken(track, 300) for _ in range(5)])
    assert np.array_equal(taken[:RATE], RAMP.samples)
    assert not taken[RATE:].any()


def test_it_starts_where_it_is_told_to() -> None:
    assert np.array_equal(_taken(_track(start=0.5), 100), RAMP.samples[500:600])


@pytest.mark.parametrize(("start", "at"), [(-1.0, 0.0), (7.0, 1.0)])
def test_a_start_outside_the_sound_is_its_nearest_end(start: float, at: float) -> None:
    assert _track(start=start).position() == at


def test_a_pause_fades_out_and_stays_where_it_is() -> None:
    track = _track()
    _taken(track, 100)
    track.pause()
    faded = _taken(track, 100)
    assert faded[0] > 0
    assert not faded[5:].any()
    assert not _taken(track, 100).any()
    track.resume()
    assert _taken(track, 100)[50] == RAMP.samples[155]


def test_after_a_seek_the_sound_goes_on_from_there() -> None:
    track = _track()
    _taken(track, 100)
    track.seek(0.8)
    assert track.position() == 0.8
    assert _taken(track, 100)[50] == RAMP.samples[850]


def test_what_is_still_in_buffers_is_not_counted_as_heard() -> None:
    track = _track()
    track.latency = 0.2
    for _ in range(10):
        _taken(track, 50)
    assert track.position() == pytest.approx(0.25, abs=0.05)


def test_the_end_is_reached_only_when_the_last_sample_was_heard() -> None:
    track = _track()
    track.latency = 30.0
    _taken(track, 2 * RATE)
    assert track.left() == pytest.approx(32.0, abs=1.0)
    track.latency = -2.0
    assert track.left() == 0.0


def test_a_track_turned_to_another_rate_keeps_its_place() -> None:
    track = _track(tone(1.0, 16_000), start=0.25)
    track.convert(48_000)
    assert track.rate == 48_000
    assert track.position() == pytest.approx(0.25)
    assert track.left() == pytest.approx(0.75, abs=0.01)


def test_it_wakes_its_player_at_the_first_and_the_last_sample() -> None:
    woken: list[int] = []
    blocks = 0
    track = Track(RAMP, 0.0, lambda: woken.append(blocks))
    for blocks in range(1, 9):  # noqa: B007 - told in the callback
        _taken(track, 250)
    assert woken == [1, 4]
