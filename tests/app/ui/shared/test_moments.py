import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot
from rig.stored_library import Sitting, Stored
from rig.stub_player import StubPlayer

from mock_interviewer.app.ui.shared.replay import MomentPlayer
from mock_interviewer.audio.errors import NoDevice
from mock_interviewer.audio.playback.sound_player import PlaybackEnding


@pytest.fixture
def moments(qtbot: QtBot, stored: Stored, player: StubPlayer) -> MomentPlayer:
    return MomentPlayer(stored.store, stored.source, player)


def keep(stored: Stored, seconds: float = 6.0) -> str:
    """Keep a take of so many seconds; returns its id."""
    return stored.takes(stored.keep(Sitting((None,), seconds=seconds)))[0]


def settle(stored: Stored, take: str) -> None:
    """Let the store, then the reading of sound, do all that was asked of them, and tell of it."""
    found = stored.store.submit(lambda library: library.take(take)).result(30)
    QCoreApplication.processEvents()
    stored.source.sound(found).result(30)
    QCoreApplication.processEvents()


def test_a_take_is_played_from_the_moment(
    qtbot: QtBot, stored: Stored, player: StubPlayer, moments: MomentPlayer
) -> None:
    moments.play(keep(stored), 2.0)
    qtbot.waitUntil(player.playing)
    assert player.calls == [("play", 2.0)]


def test_a_loaded_take_plays_at_once(
    qtbot: QtBot, stored: Stored, player: StubPlayer, moments: MomentPlayer
) -> None:
    take = keep(stored)
    moments.play(take, 2.0)
    qtbot.waitUntil(player.playing)
    moments.play(take, 4.0)
    assert player.calls[1:] == [("seek", 4.0)]


def test_a_stopped_take_plays_again_at_once(
    qtbot: QtBot, stored: Stored, player: StubPlayer, moments: MomentPlayer
) -> None:
    take = keep(stored)
    moments.play(take, 2.0)
    qtbot.waitUntil(player.playing)
    moments.stop()
    assert not player.playing()
    moments.play(take, 1.0)
    assert player.calls[-1] == ("play", 1.0)


def test_a_moment_of_another_take_replaces_it(
    qtbot: QtBot, stored: Stored, player: StubPlayer, moments: MomentPlayer
) -> None:
    short, long = keep(stored, 3.0), keep(stored, 6.0)
    moments.play(short, 2.0)
    qtbot.waitUntil(player.playing)
    moments.play(long, 5.0)
    assert not player.playing()
    qtbot.waitUntil(player.playing)
    assert player.calls[-1] == ("play", 5.0)


def test_only_the_last_requested_moment_is_played(
    qtbot: QtBot, stored: Stored, player: StubPlayer, moments: MomentPlayer
) -> None:
    short, long = keep(stored, 3.0), keep(stored, 6.0)
    moments.play(short, 2.0)
    moments.play(long, 5.0)
    qtbot.waitUntil(player.playing)
    settle(stored, long)
    assert player.calls == [("play", 5.0)]


def test_stopping_during_a_read_plays_nothing(
    qtbot: QtBot, stored: Stored, player: StubPlayer, moments: MomentPlayer
) -> None:
    take = keep(stored)
    moments.play(take, 2.0)
    moments.stop()
    settle(stored, take)
    assert player.calls == []


def test_a_missing_recording_is_reported_and_the_next_moment_plays(
    qtbot: QtBot, stored: Stored, player: StubPlayer, moments: MomentPlayer
) -> None:
    gone, take = keep(stored), keep(stored)
    recording = stored.recording(gone)
    recording.unlink()
    with qtbot.waitSignal(moments.failed) as told:
        moments.play(gone, 2.0)
    assert told.args is not None
    assert str(recording) in told.args[0]
    assert player.calls == []
    moments.play(take, 1.0)
    qtbot.waitUntil(player.playing)


def test_a_player_that_fails_says_why(
    qtbot: QtBot, stored: Stored, player: StubPlayer, moments: MomentPlayer
) -> None:
    moments.play(keep(stored), 2.0)
    qtbot.waitUntil(player.playing)
    with qtbot.waitSignal(moments.failed) as told:
        player.end(NoDevice("No speaker was found.", "Plug one in."))
    assert told.args == ["No speaker was found. Plug one in."]


def test_a_moment_can_be_replayed_after_the_end(
    qtbot: QtBot, stored: Stored, player: StubPlayer, moments: MomentPlayer
) -> None:
    take = keep(stored)
    moments.play(take, 2.0)
    qtbot.waitUntil(player.playing)
    player.end(PlaybackEnding.FINISHED)
    settle(stored, take)
    moments.play(take, 2.0)
    assert player.calls == [("play", 2.0), ("play", 2.0)]
