import numpy as np
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from rig.stub_player import StubPlayer

from mock_interviewer.app.ui.shared.replay import Replay
from mock_interviewer.audio.errors import NoDevice
from mock_interviewer.audio.playback.sound_player import PlaybackEnding
from mock_interviewer.audio.samples import Sound

TEN_SECONDS = Sound(np.zeros(160_000, dtype=np.float32), 16_000)


@pytest.fixture
def player() -> StubPlayer:
    return StubPlayer()


@pytest.fixture
def replay(qtbot: QtBot, player: StubPlayer) -> Replay:
    made = Replay(player)
    made.set_sound(TEN_SECONDS)
    return made


def test_the_position_is_polled_only_while_playing(
    qtbot: QtBot, replay: Replay, player: StubPlayer
) -> None:
    replay.toggle()
    player.at = 3.0
    qtbot.waitUntil(lambda: replay.position == 3.0)
    replay.toggle()
    player.at = 4.0
    heard: list[float] = []
    replay.position_changed.connect(heard.append)
    assert not any(timer.isActive() for timer in replay.findChildren(QTimer))
    assert heard == []


def test_playback_resumes_after_a_pause(replay: Replay, player: StubPlayer) -> None:
    replay.toggle()
    replay.toggle()
    assert not replay.playing
    replay.toggle()
    assert replay.playing
    assert [what for what, _at in player.calls] == ["play", "pause", "resume"]


def test_playback_starts_at_an_earlier_seek(replay: Replay, player: StubPlayer) -> None:
    replay.seek(4.0)
    assert player.calls == []
    replay.toggle()
    assert player.calls == [("play", 4.0)]


def test_a_seek_stays_within_the_recording(replay: Replay, player: StubPlayer) -> None:
    replay.toggle()
    replay.seek(-5.0)
    replay.seek(99.0)
    assert player.calls[1:] == [("seek", 0.0), ("seek", 10.0)]


def test_playing_from_a_word_starts_or_seeks(replay: Replay, player: StubPlayer) -> None:
    replay.play_from(2.0)
    replay.play_from(6.0)
    assert player.calls == [("play", 2.0), ("seek", 6.0)]


def test_playing_from_a_word_ends_a_pause(replay: Replay, player: StubPlayer) -> None:
    replay.toggle()
    replay.toggle()
    replay.play_from(6.0)
    assert replay.playing
    assert player.playing()


def test_after_the_end_it_plays_from_the_start(
    qtbot: QtBot, replay: Replay, player: StubPlayer
) -> None:
    replay.toggle()
    player.end(PlaybackEnding.FINISHED)
    qtbot.waitUntil(lambda: not replay.playing)
    assert replay.position == 10.0
    replay.toggle()
    assert player.calls[-1] == ("play", 0.0)


def test_the_position_is_kept_when_another_sound_plays(
    qtbot: QtBot, replay: Replay, player: StubPlayer
) -> None:
    replay.play_from(4.0)
    player.end(PlaybackEnding.STOPPED)
    qtbot.waitUntil(lambda: not replay.playing)
    assert replay.position == 4.0


def test_a_playback_error_is_reported(qtbot: QtBot, replay: Replay, player: StubPlayer) -> None:
    with qtbot.waitSignal(replay.failed) as said:
        replay.toggle()
        player.end(NoDevice("No speaker was found.", "Plug one in."))
    assert said.args == ["No speaker was found. Plug one in."]
    assert not replay.playing


def test_the_end_of_a_sound_that_was_replaced_changes_nothing(
    qtbot: QtBot, replay: Replay, player: StubPlayer
) -> None:
    replay.toggle()
    replay.set_sound(TEN_SECONDS)
    replay.toggle()
    heard: list[bool] = []
    replay.playing_changed.connect(heard.append)
    with qtbot.waitSignal(replay.position_changed):
        player.at = 1.0
    assert replay.playing
    assert heard == []


def test_without_a_sound_nothing_is_played(replay: Replay, player: StubPlayer) -> None:
    replay.set_sound(None)
    replay.toggle()
    replay.play_from(1.0)
    replay.seek(1.0)
    assert player.calls == []


def test_playing_is_reported_before_the_sound_starts(replay: Replay, player: StubPlayer) -> None:
    # As a voice does that was speaking: it stops the player, whoever uses it by then.
    replay.playing_changed.connect(lambda playing: player.stop() if playing else None)
    replay.play_from(2.0)
    assert [what for what, _at in player.calls] == ["stop", "play"]
    assert player.playing()
