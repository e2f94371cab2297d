import queue
from collections.abc import Iterator

import numpy as np
import pytest
from rig.stub_player import StubPlayer

from mock_interviewer.audio.playback.device_player import SilentPlayer
from mock_interviewer.audio.playback.sound_player import PlaybackEnd, PlaybackEnding, SoundPlayer
from mock_interviewer.audio.samples import Sound

LONG = Sound(np.zeros(16_000 * 60, dtype=np.float32), 16_000)
NEAR = 0.5


@pytest.fixture(params=[StubPlayer, SilentPlayer])
def player(request: pytest.FixtureRequest) -> Iterator[SoundPlayer]:
    made: SoundPlayer = request.param()
    yield made
    made.close()


@pytest.fixture
def ends() -> queue.Queue[PlaybackEnd]:
    return queue.Queue()


def test_playback_starts_at_the_given_position(
    player: SoundPlayer, ends: queue.Queue[PlaybackEnd]
) -> None:
    player.play(LONG, start=12.0, on_end=ends.put)
    assert player.playing()
    assert player.position() == pytest.approx(12.0, abs=NEAR)


def test_a_pause_holds_the_position_and_ends_nothing(
    player: SoundPlayer, ends: queue.Queue[PlaybackEnd]
) -> None:
    player.play(LONG, start=12.0, on_end=ends.put)
    player.pause()
    assert not player.playing()
    assert player.position() == pytest.approx(12.0, abs=NEAR)
    player.resume()
    assert player.playing()
    assert ends.empty()


def test_a_seek_moves_playing_and_paused_sounds(
    player: SoundPlayer, ends: queue.Queue[PlaybackEnd]
) -> None:
    player.play(LONG, on_end=ends.put)
    player.seek(30.0)
    assert player.position() == pytest.approx(30.0, abs=NEAR)
    player.pause()
    player.seek(40.0)
    assert player.position() == pytest.approx(40.0, abs=NEAR)
    assert not player.playing()


def test_each_sound_ends_once(player: SoundPlayer, ends: queue.Queue[PlaybackEnd]) -> None:
    player.play(LONG, on_end=ends.put)
    player.play(LONG, on_end=ends.put)
    assert ends.get(timeout=20) is PlaybackEnding.STOPPED
    player.stop()
    assert ends.get(timeout=20) is PlaybackEnding.STOPPED
    assert not player.playing()
    player.stop()
    assert ends.empty()
