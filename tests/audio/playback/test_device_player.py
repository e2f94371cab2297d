"""The output of the speaker, and playback without one."""

import queue
import threading
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from rig.pulse import SPEAKER, PulseRig
from rig.sounds import loud, loud_seconds, pitch_of, tone
from rig.wait import wait_until

from mock_interviewer.audio.devices import portaudio, portaudio_errors
from mock_interviewer.audio.devices.device import Device, DeviceName
from mock_interviewer.audio.errors import DeviceLost, MachineError, NoDevice
from mock_interviewer.audio.playback.device_player import DevicePlayer, SilentPlayer, open_player
from mock_interviewer.audio.playback.sound_player import PlaybackEnd, PlaybackEnding, PlayedBlock
from mock_interviewer.audio.playback.streaming_sound import StreamingSound
from mock_interviewer.audio.samples import Sound

pytestmark = pytest.mark.rig


def _played(player: DevicePlayer, sound: Sound) -> PlaybackEnd:
    ends: queue.SimpleQueue[PlaybackEnd] = queue.SimpleQueue()
    player.play(sound, on_end=ends.put)
    return ends.get(timeout=20)


def _begin(player: DevicePlayer, sound: Sound) -> queue.SimpleQueue[PlaybackEnd]:
    ends: queue.SimpleQueue[PlaybackEnd] = queue.SimpleQueue()
    begun = threading.Event()
    player.play(sound, on_end=ends.put, on_start=begun.set)
    assert begun.wait(20)
    return ends


@pytest.fixture
def player(pulse: PulseRig) -> Iterator[DevicePlayer]:
    made = DevicePlayer()
    yield made
    made.close()


@pytest.mark.parametrize("rate", [16_000, 22_050, 48_000])
def test_the_whole_sound_plays_at_its_pitch(
    player: DevicePlayer, pulse: PulseRig, rate: int
) -> None:
    with pulse.record_speaker() as speaker:
        assert _played(player, tone(0.7, rate)) is PlaybackEnding.FINISHED
    heard = speaker.sound()
    assert loud_seconds(heard) == pytest.approx(0.7, abs=0.03)
    assert pitch_of(heard) == pytest.approx(440, abs=5)


def test_a_device_that_rejects_the_rate_gets_its_own(
    player: DevicePlayer, pulse: PulseRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = portaudio.open_output

    def only_44100(device: Device, rate: int, *callbacks: Any) -> portaudio.OutputStream:
        if rate != 44_100:
            raise portaudio_errors.RateRefused("No such rate.")
        return real(device, rate, *callbacks)

    monkeypatch.setattr(portaudio, "open_output", only_44100)
    with pulse.record_speaker() as speaker:
        assert _played(player, tone(0.7, 16_000)) is PlaybackEnding.FINISHED
    assert loud_seconds(speaker.sound()) == pytest.approx(0.7, abs=0.03)
    assert pitch_of(speaker.sound()) == pytest.approx(440, abs=5)


def test_a_speaker_is_chosen_by_name(pulse: PulseRig) -> None:
    player = DevicePlayer(DeviceName(SPEAKER, "ALSA"))
    try:
        with pulse.record_speaker() as speaker:
            assert _played(player, tone(0.3)) is PlaybackEnding.FINISHED
    finally:
        player.close()
    assert loud_seconds(speaker.sound()) == pytest.approx(0.3, abs=0.03)


def test_stopping_takes_effect_within_a_fifth_of_a_second(
    player: DevicePlayer, pulse: PulseRig
) -> None:
    with pulse.record_speaker() as speaker:
        ends = _begin(player, tone(10))
        wait_until(lambda: bool(loud(speaker.sound()).any()), 20)
        stopped_at = speaker.sound().duration
        player.stop()
        assert ends.get(timeout=20) is PlaybackEnding.STOPPED
    last = np.flatnonzero(loud(speaker.sound()))[-1] / 100
    assert last - stopped_at < 5 * 0.2


def test_a_paused_sound_is_silent_and_loses_nothing(player: DevicePlayer, pulse: PulseRig) -> None:
    with pulse.record_speaker() as speaker:
        ends = _begin(player, tone(0.8))
        wait_until(lambda: player.position() > 0.2, 20)
        player.pause()
        speaker.catch_up()
        speaker.catch_up()
        player.resume()
        assert ends.get(timeout=20) is PlaybackEnding.FINISHED
    heard = loud(speaker.sound())
    first, last = np.flatnonzero(heard)[[0, -1]]
    assert np.count_nonzero(~heard[first:last]) > 15
    assert loud_seconds(speaker.sound()) == pytest.approx(0.8, abs=0.05)


def test_the_position_is_what_has_been_heard(player: DevicePlayer) -> None:
    begun = time.monotonic()
    ends = _begin(player, tone(0.5))
    wait_until(lambda: player.position() > 0.25, 20)
    assert time.monotonic() - begun >= 0.25
    assert ends.get(timeout=20) is PlaybackEnding.FINISHED
    assert time.monotonic() - begun >= 0.5


def test_the_first_sound_comes_soon_after_play(player: DevicePlayer, pulse: PulseRig) -> None:
    _played(player, tone(0.05))
    begun: queue.SimpleQueue[float] = queue.SimpleQueue()
    ends: queue.SimpleQueue[PlaybackEnd] = queue.SimpleQueue()
    asked = time.monotonic()
    player.play(tone(0.1), on_start=lambda: begun.put(time.monotonic()), on_end=ends.put)
    assert begun.get(timeout=20) - asked < 5 * 0.1
    assert ends.get(timeout=20) is PlaybackEnding.FINISHED


def test_a_disconnected_speaker_ends_the_sound_with_a_message(
    player: DevicePlayer, pulse: PulseRig
) -> None:
    ends = _begin(player, tone(30))
    pulse.kill()
    end = ends.get(timeout=20)
    assert isinstance(end, DeviceLost)
    assert str(end).endswith(".")


def test_an_unresponsive_sound_server_ends_the_sound(player: DevicePlayer, pulse: PulseRig) -> None:
    ends = _begin(player, tone(30))
    with pulse.paused():
        assert isinstance(ends.get(timeout=20), DeviceLost)


def test_a_missing_named_speaker_is_reported_at_the_end(pulse: PulseRig) -> None:
    player = DevicePlayer(DeviceName("Headphones of another day", "ALSA"))
    try:
        end = _played(player, tone(0.1))
    finally:
        player.close()
    assert isinstance(end, NoDevice)
    assert "Headphones of another day" in str(end)


def test_without_a_sound_server_the_error_says_what_to_do(
    player: DevicePlayer, pulse: PulseRig
) -> None:
    pulse.kill()
    end = _played(player, tone(0.1))
    assert isinstance(end, MachineError)
    assert end.remedy


def test_a_working_speaker_is_used(pulse: PulseRig) -> None:
    player = open_player()
    player.close()
    assert isinstance(player, DevicePlayer)
    assert not player.silent


def test_without_a_working_speaker_time_passes_in_silence(pulse: PulseRig) -> None:
    pulse.kill()
    player = open_player()
    player.close()
    assert isinstance(player, SilentPlayer)
    assert player.silent


def test_a_sound_that_grows_fast_enough_plays_without_a_gap(
    player: DevicePlayer, pulse: PulseRig
) -> None:
    whole = tone(0.9).samples
    growing = StreamingSound(22_050)
    growing.add(whole[:6_615])
    ends: queue.SimpleQueue[PlaybackEnd] = queue.SimpleQueue()
    with pulse.record_speaker() as speaker:
        player.play(growing, on_end=ends.put)
        for start in range(6_615, len(whole), 1_323):
            growing.add(whole[start : start + 1_323])
        growing.finish()
        assert ends.get(timeout=20) is PlaybackEnding.FINISHED
    heard = np.flatnonzero(loud(speaker.sound()))
    assert (heard[-1] - heard[0]) / 100 == pytest.approx(0.9, abs=0.03)
    assert loud_seconds(speaker.sound()) == pytest.approx(0.9, abs=0.03)
    assert pitch_of(speaker.sound()) == pytest.approx(440, abs=5)


def test_a_sound_that_grows_too_slowly_has_silence_and_loses_nothing(
    player: DevicePlayer, pulse: PulseRig
) -> None:
    growing = StreamingSound(22_050, volume=0.5)
    growing.add(tone(0.3).samples)
    ends: queue.SimpleQueue[PlaybackEnd] = queue.SimpleQueue()
    with pulse.record_speaker() as speaker:
        player.play(growing, on_end=ends.put)
        wait_until(lambda: player.position() == pytest.approx(0.3), 20)
        speaker.catch_up()
        growing.add(tone(0.3).samples)
        growing.finish()
        assert ends.get(timeout=20) is PlaybackEnding.FINISHED
    heard = loud(speaker.sound())
    first, last = np.flatnonzero(heard)[[0, -1]]
    assert np.count_nonzero(~heard[first:last]) > 5
    assert loud_seconds(speaker.sound()) == pytest.approx(0.6, abs=0.05)
    assert np.abs(speaker.sound().samples).max() == pytest.approx(0.25, abs=0.02)


def test_a_tap_gets_the_played_samples_with_their_time(
    player: DevicePlayer, pulse: PulseRig
) -> None:
    blocks: list[PlayedBlock] = []
    player.tap(blocks.append)
    begun = time.monotonic()
    assert _played(player, tone(0.5)) is PlaybackEnding.FINISHED
    ended = time.monotonic()
    player.tap(None)
    count = len(blocks)
    _played(player, tone(0.1))
    assert len(blocks) == count
    told = np.concatenate([block.samples for block in blocks])
    assert np.array_equal(told[: len(tone(0.5).samples)], tone(0.5).samples)
    assert {block.rate for block in blocks} == {22_050}
    times = [block.at for block in blocks]
    assert times == sorted(times)
    assert begun < times[0] < ended - 0.4
    assert blocks[0].begins


def test_a_tap_gets_the_underruns_of_the_speaker(player: DevicePlayer, pulse: PulseRig) -> None:
    blocks: list[PlayedBlock] = []

    def slow_once(block: PlayedBlock) -> None:
        blocks.append(block)
        if len(blocks) == 30:
            time.sleep(0.5)

    player.tap(slow_once)
    assert _played(player, tone(1.0)) is PlaybackEnding.FINISHED
    assert blocks[30].begins
    # A busy machine may cause another underrun, but not while the buffer is full.
    assert not any(block.begins for block in blocks[1:5])


def test_a_tap_that_raises_is_dropped_and_the_sound_plays_on(
    player: DevicePlayer, pulse: PulseRig, caplog: pytest.LogCaptureFixture
) -> None:
    blocks: list[PlayedBlock] = []

    def raising(block: PlayedBlock) -> None:
        blocks.append(block)
        raise ValueError("a listener's own mistake")

    player.tap(raising)
    assert _played(player, tone(0.3)) is PlaybackEnding.FINISHED
    assert len(blocks) == 1
    assert "a listener's own mistake" in caplog.text
