"""The samples that a device reads from a track, and the position heard."""

import numpy as np
import pytest
from numpy.typing import NDArray
from rig.sounds import tone

from mock_interviewer.audio.playback.track import PlaybackTrack
from mock_interviewer.audio.samples import Sound

RATE = 1_000
RAMP = Sound(np.linspace(0.1, 1.0, RATE, dtype=np.float32), RATE)


def _track(sound: Sound = RAMP, start: float = 0.0) -> PlaybackTrack:
    return PlaybackTrack(sound, start, lambda: None)


def _taken(track: PlaybackTrack, frames: int) -> NDArray[np.float32]:
    out = np.full(frames, 9.0, dtype=np.float32)
    track.fill(out)
    return out


def test_the_device_gets_the_sound_and_then_silence() -> None:
    track = _track()
    taken = np.concatenate([_taken(track, 300) for _ in range(5)])
    assert np.array_equal(taken[:RATE], RAMP.samples)
    assert not taken[RATE:].any()


def test_a_track_starts_at_the_given_position() -> None:
    assert np.array_equal(_taken(_track(start=0.5), 100), RAMP.samples[500:600])


@pytest.mark.parametrize(("start", "at"), [(-1.0, 0.0), (7.0, 1.0)])
def test_a_start_outside_the_sound_is_clamped(start: float, at: float) -> None:
    assert _track(start=start).position() == at


def test_a_pause_fades_out_and_keeps_the_position() -> None:
    track = _track()
    _taken(track, 100)
    track.pause()
    faded = _taken(track, 100)
    assert faded[0] > 0
    assert not faded[5:].any()
    assert not _taken(track, 100).any()
    track.resume()
    assert _taken(track, 100)[50] == RAMP.samples[155]


def test_after_a_seek_playback_continues_from_there() -> None:
    track = _track()
    _taken(track, 100)
    track.seek(0.8)
    assert track.position() == 0.8
    assert _taken(track, 100)[50] == RAMP.samples[850]


def test_buffered_samples_are_not_counted_as_heard() -> None:
    track = _track()
    track.latency = 0.2
    for _ in range(10):
        _taken(track, 50)
    assert track.position() == pytest.approx(0.25, abs=0.05)


def test_the_end_is_reached_only_after_the_last_sample_was_heard() -> None:
    track = _track()
    track.latency = 30.0
    _taken(track, 2 * RATE)
    assert track.left() == pytest.approx(32.0, abs=1.0)
    track.latency = -2.0
    assert track.left() == 0.0


def test_a_track_converted_to_another_rate_keeps_its_position() -> None:
    track = _track(tone(1.0, 16_000), start=0.25)
    track.convert(48_000)
    assert track.rate == 48_000
    assert track.position() == pytest.approx(0.25)
    assert track.left() == pytest.approx(0.75, abs=0.01)


def test_a_track_wakes_its_player_at_the_first_and_last_sample() -> None:
    woken: list[int] = []
    blocks = 0
    track = PlaybackTrack(RAMP, 0.0, lambda: woken.append(blocks))
    for blocks in range(1, 9):  # noqa: B007 - used in the callback
        _taken(track, 250)
    assert woken == [1, 4]


def _growing(samples: NDArray[np.float32], *, volume: float = 1.0) -> PlaybackTrack:
    sound = Sound(samples, RATE)
    return PlaybackTrack(sound, 0.0, lambda: None, complete=False, volume=lambda: volume)


def test_added_samples_follow_seamlessly() -> None:
    track = _growing(RAMP.samples[:400])
    first = _taken(track, 300)
    track.extend([RAMP.samples[400:700]], complete=False)
    track.extend([RAMP.samples[700:]], complete=True)
    taken = np.concatenate([first, *(_taken(track, 100) for _ in range(8))])
    assert np.array_equal(taken[:RATE], RAMP.samples)
    assert not taken[RATE:].any()


def test_an_underrun_fades_out_waits_and_fades_in() -> None:
    steady = np.full(150, 0.5, dtype=np.float32)
    track = _growing(steady)
    before = np.concatenate([_taken(track, 100), _taken(track, 100)])
    assert np.array_equal(before[:146], steady[:146])
    assert (np.diff(before[145:150]) < 0).all()
    assert not before[150:].any()
    assert not _taken(track, 100).any()
    track.extend([steady], complete=True)
    after = _taken(track, 200)
    assert after[0] == 0
    assert (np.diff(after[:5]) > 0).all()
    assert np.array_equal(after[5:150], steady[5:])


def test_an_underrun_at_a_block_boundary_fades_out_too() -> None:
    track = _growing(np.full(100, 0.5, dtype=np.float32))
    assert _taken(track, 100)[-1] == 0


def test_the_end_is_not_known_before_the_track_is_complete() -> None:
    track = _growing(RAMP.samples)
    track.latency = -2.0
    _taken(track, 2 * RATE)
    assert track.left() == np.inf
    track.extend([], complete=True)
    assert track.left() == 0.0


def test_a_track_wakes_its_player_at_its_end_but_not_at_an_underrun() -> None:
    woken: list[int] = []
    blocks = 0
    track = PlaybackTrack(RAMP, 0.0, lambda: woken.append(blocks), complete=False)
    for blocks in range(1, 7):  # noqa: B007 - used in the callback
        _taken(track, 250)
    track.extend([RAMP.samples[:100]], complete=True)
    for blocks in range(7, 9):  # noqa: B007 - used in the callback
        _taken(track, 250)
    assert woken == [1, 7]


def test_the_volume_is_read_for_each_block_and_changes_without_a_click() -> None:
    volumes = iter([0.5, 0.5, 0.1, 0.0, 1.0])
    steady = Sound(np.full(RATE, 0.8, dtype=np.float32), RATE)
    track = PlaybackTrack(steady, 0.0, lambda: None, volume=lambda: next(volumes))
    assert _taken(track, 100) == pytest.approx(0.4)
    quieter = _taken(track, 100)
    assert (np.diff(quieter[:5]) < 0).all()
    assert quieter[5:] == pytest.approx(0.08)
    assert not _taken(track, 100)[5:].any()
    assert track.position() == pytest.approx(0.3, abs=0.1)
    assert _taken(track, 100)[5:] == pytest.approx(0.8)


def test_samples_added_to_a_converted_track_keep_pitch_without_a_seam() -> None:
    whole = tone(0.6, 16_000).samples
    track = PlaybackTrack(Sound(whole[:5_000], 16_000), 0.0, lambda: None, complete=False)
    track.convert(48_000)
    track.extend([whole[5_000:7_001], whole[7_001:]], complete=True)
    taken = _taken(track, 48_000)
    assert np.count_nonzero(taken) == pytest.approx(28_800, abs=100)
    middle = taken[2_000:27_000]
    again = PlaybackTrack(Sound(whole, 16_000), 0.0, lambda: None)
    again.convert(48_000)
    assert middle == pytest.approx(_taken(again, 48_000)[2_000:27_000], abs=0.01)
