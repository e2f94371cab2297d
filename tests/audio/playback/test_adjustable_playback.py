"""The speaker's output with adjusted speed, loops, and skipped silence."""

import queue
import time
from collections.abc import Iterator

import numpy as np
import pytest
from rig.pulse import PulseRig
from rig.sounds import loud, loud_seconds, pitch_of, tone
from rig.wait import wait_until

from mock_interviewer.audio.playback.adjustable_sound import AdjustableSound, PlaybackOptions
from mock_interviewer.audio.playback.device_player import DevicePlayer
from mock_interviewer.audio.playback.sound_player import PlaybackEnd, PlaybackEnding
from mock_interviewer.audio.playback.time_stretching import preload_stretching
from mock_interviewer.audio.samples import SPEECH_RATE

pytestmark = pytest.mark.rig


@pytest.fixture
def player(pulse: PulseRig) -> Iterator[DevicePlayer]:
    preload_stretching()
    made = DevicePlayer()
    yield made
    made.close()


def test_double_speed_halves_the_length_and_keeps_the_pitch(
    player: DevicePlayer, pulse: PulseRig
) -> None:
    ends: queue.SimpleQueue[PlaybackEnd] = queue.SimpleQueue()
    with pulse.record_speaker() as speaker:
        player.play(
            AdjustableSound(tone(1.4, SPEECH_RATE), PlaybackOptions(speed=2.0)), on_end=ends.put
        )
        assert ends.get(timeout=20) is PlaybackEnding.FINISHED
    heard = speaker.sound()
    assert loud_seconds(heard) == pytest.approx(0.7, abs=0.05)
    assert pitch_of(heard) == pytest.approx(440, abs=5)


def test_a_new_speed_takes_effect_soon_at_the_same_position(
    player: DevicePlayer, pulse: PulseRig
) -> None:
    rendition = AdjustableSound(tone(30, SPEECH_RATE))
    with pulse.record_speaker() as speaker:
        player.play(rendition, on_end=lambda _: None)
        wait_until(lambda: player.position() > 0.3, 20)
        before, asked = player.position(), time.monotonic()
        rendition.set_options(PlaybackOptions(speed=2.0))
        wait_until(lambda: player.position() > before + 1.0, 20)
        passed = time.monotonic() - asked
    assert passed == pytest.approx(0.5, abs=0.2)
    heard = loud(speaker.sound())
    first, last = np.flatnonzero(heard)[[0, -1]]
    assert np.count_nonzero(~heard[first:last]) <= 15
