import numpy as np
import pytest
from rig.sounds import tone

from mock_interviewer.audio.playback.adjustable_sound import AdjustableSound, PlaybackOptions
from mock_interviewer.audio.playback.adjustable_track import AdjustableTrack
from mock_interviewer.audio.samples import Samples, Sound

RATE = 16_000
RAMP = Sound(np.linspace(0.0, 1.0, 10 * RATE, endpoint=False, dtype=np.float32), RATE)
"""Its samples tell how far it has come: tenths of its seconds."""


class Device:
    """Reads the samples of a track as a device does, with a player's thread that keeps up."""

    def __init__(self, rendition: AdjustableSound, start: float = 0.0) -> None:
        self.woken = 0
        self.reel = AdjustableTrack(rendition, start, self._wake)

    def take(self, seconds: float) -> Samples:
        taken = [np.zeros(0, dtype=np.float32)]
        for _ in range(round(seconds / 0.02)):
            self.reel.refill()
            block = np.empty(round(0.02 * self.reel.rate), dtype=np.float32)
            self.reel.fill(block)
            taken.append(block)
        return np.concatenate(taken)

    def finish_buffer(self) -> None:
        """Act as if the device's buffer had been heard."""
        self.reel.latency = -60.0

    def place(self) -> float:
        """Return the position once the device's buffer has been heard."""
        self.finish_buffer()
        return self.reel.position()

    def _wake(self) -> None:
        self.woken += 1


def test_playback_starts_at_the_given_position_and_reports_it() -> None:
    device = Device(AdjustableSound(RAMP), 2.0)
    assert device.place() == 2.0
    heard = device.take(1.0)
    assert heard[-1] == pytest.approx(0.3, abs=0.001)
    assert device.place() == pytest.approx(3.0)


def test_buffered_samples_do_not_count_as_heard() -> None:
    device = Device(AdjustableSound(RAMP), 2.0)
    device.take(1.0)
    device.reel.latency = 0.5
    assert device.reel.position() == pytest.approx(2.5, abs=0.1)


def test_a_new_speed_continues_at_the_same_position() -> None:
    rendition = AdjustableSound(RAMP)
    device = Device(rendition)
    device.take(2.0)
    woken = device.woken
    rendition.set_options(PlaybackOptions(speed=2.0))
    assert device.woken == woken + 1
    assert device.place() == pytest.approx(2.0)
    device.take(1.0)
    assert device.place() == pytest.approx(4.0)
    rendition.set_options(PlaybackOptions(speed=0.5))
    device.take(1.0)
    assert device.place() == pytest.approx(4.5)


def test_seeking_uses_recording_time_at_any_speed() -> None:
    device = Device(AdjustableSound(RAMP, PlaybackOptions(speed=2.0)))
    device.take(1.0)
    device.reel.seek(5.0)
    assert device.place() == 5.0
    device.take(1.0)
    assert device.place() == pytest.approx(7.0)


def test_a_loop_never_ends_and_takes_bounded_memory() -> None:
    device = Device(AdjustableSound(RAMP, PlaybackOptions(loop=(1.0, 2.0))))
    device.take(20.5)
    assert device.place() == pytest.approx(1.5)
    assert device.reel.left() == float("inf")
    assert device.reel.buffered < 3 * RATE


def test_silence_is_skipped_and_the_position_follows() -> None:
    device = Device(AdjustableSound(RAMP, PlaybackOptions(skipped=((1.0, 8.0),))))
    device.take(1.5)
    assert device.place() == pytest.approx(8.5)


def test_playback_ends_with_the_recording() -> None:
    device = Device(AdjustableSound(tone(0.5, RATE)))
    device.take(0.4)
    assert device.reel.left() > 0
    device.take(0.2)
    device.finish_buffer()
    assert device.reel.left() == 0
    assert device.place() == 0.5


def test_a_pause_holds_even_if_the_speed_changes() -> None:
    rendition = AdjustableSound(RAMP)
    device = Device(rendition)
    device.take(1.0)
    device.reel.pause()
    device.take(0.1)
    held = device.place()
    rendition.set_options(PlaybackOptions(speed=1.5))
    assert np.abs(device.take(0.1)).max() == 0.0
    assert device.place() == pytest.approx(held)
    device.reel.resume()
    device.take(1.0)
    assert device.place() == pytest.approx(held + 1.5)


def test_a_device_gets_its_own_sample_rate() -> None:
    device = Device(AdjustableSound(RAMP), 2.0)
    device.reel.refill()
    device.reel.convert(44_100)
    device.take(1.0)
    assert device.place() == pytest.approx(3.0, abs=0.001)
