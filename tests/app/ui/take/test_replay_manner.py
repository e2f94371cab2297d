import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from rig.stub_player import StubPlayer

from mock_interviewer.app.ui.shared.replay import Replay
from mock_interviewer.app.ui.shared.waveform_parts import LoopPassage
from mock_interviewer.app.ui.take.replay_options import REPLAY_SPEEDS, ReplayOptions
from mock_interviewer.audio.playback.adjustable_sound import (
    FASTEST,
    SLOWEST,
    AdjustableSound,
    PlaybackOptions,
)
from mock_interviewer.audio.samples import Sound

TEN_SECONDS = Sound(np.zeros(160_000, dtype=np.float32), 16_000)


class Table:
    def __init__(self) -> None:
        self.player = StubPlayer()
        self.replay = Replay(self.player)
        self.replay.set_sound(TEN_SECONDS)
        self.manner = ReplayOptions(self.replay)

    def go_to(self, seconds: float) -> None:
        self.replay.seek(seconds)

    def heard(self) -> PlaybackOptions:
        """Return how the player is to play, which may be asked for at any time."""
        self.replay.play_from(self.replay.position)
        assert isinstance(self.player.sound, AdjustableSound)
        return self.player.sound.options


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    return Table()


def test_speed_goes_up_and_down_in_steps_and_not_beyond_what_can_be_heard(table: Table) -> None:
    assert (REPLAY_SPEEDS[0], REPLAY_SPEEDS[-1]) == (SLOWEST, FASTEST)
    table.manner.faster()
    assert table.heard() == PlaybackOptions(speed=1.25)
    for _ in range(9):
        table.manner.faster()
    assert table.heard().speed == FASTEST
    for _ in range(9):
        table.manner.slower()
    assert table.heard().speed == SLOWEST


def test_another_speed_is_heard_while_it_plays_and_nothing_begins_anew(table: Table) -> None:
    table.replay.play_from(4.0)
    table.manner.set_speed(2.0)
    assert isinstance(table.player.sound, AdjustableSound)
    assert table.player.sound.options.speed == 2.0
    assert table.player.calls == [("play", 4.0)]


def test_a_passage_is_looped_from_where_both_its_ends_are_set(table: Table) -> None:
    table.go_to(2.0)
    table.manner.mark_start()
    assert table.manner.passage == LoopPassage(2.0, None)
    assert table.heard().loop is None
    table.go_to(5.0)
    table.manner.mark_end()
    assert table.heard().loop == (2.0, 5.0)
    assert table.replay.position == 2.0


def test_an_end_alone_loops_from_the_start(table: Table) -> None:
    table.go_to(5.0)
    table.manner.mark_end()
    assert table.manner.passage == LoopPassage(0.0, 5.0, on=True)


def test_a_start_behind_the_end_begins_another_passage(table: Table) -> None:
    table.manner.set_passage(2.0, 4.0)
    table.go_to(6.0)
    table.manner.mark_start()
    assert table.manner.passage == LoopPassage(6.0, None)
    assert table.heard().loop is None


def test_a_start_without_an_end_loops_to_the_end_of_the_recording(table: Table) -> None:
    table.go_to(8.0)
    table.manner.mark_start()
    table.manner.toggle_loop()
    assert table.heard().loop == (8.0, 10.0)


def test_a_loop_can_be_left_and_taken_up_again(table: Table) -> None:
    table.manner.set_passage(2.0, 4.0)
    table.manner.toggle_loop()
    assert table.heard().loop is None
    assert table.manner.passage == LoopPassage(2.0, 4.0)
    table.go_to(9.0)
    table.manner.toggle_loop()
    assert table.heard().loop == (2.0, 4.0)
    assert table.replay.position == 2.0


def test_within_a_passage_that_is_set_the_place_stays(table: Table) -> None:
    table.go_to(3.0)
    table.manner.set_passage(2.0, 4.0)
    assert table.replay.position == 3.0


def test_a_passage_too_short_to_be_meant_is_none(table: Table) -> None:
    table.manner.set_passage(2.0, 2.1)
    assert table.manner.passage == LoopPassage()
    table.go_to(0.1)
    table.manner.mark_end()
    assert table.manner.passage == LoopPassage()


def test_a_passage_is_cleared_once(table: Table) -> None:
    table.manner.set_passage(2.0, 4.0)
    assert table.manner.clear_passage()
    assert not table.manner.clear_passage()
    assert table.heard().loop is None


def test_long_silences_are_jumped_over_but_for_their_ends(table: Table) -> None:
    table.manner.know_silences([(1.0, 1.5), (3.0, 5.0)])
    assert table.heard().skipped == ()
    table.manner.skip_silences(True)
    assert table.heard().skipped == ((3.15, 4.85),)


def test_speed_and_silences_stay_for_the_next_take(table: Table) -> None:
    table.manner.set_speed(1.5)
    table.manner.skip_silences(True)
    table.replay.set_sound(TEN_SECONDS)
    table.manner.know_silences([(3.0, 5.0)])
    assert table.heard() == PlaybackOptions(1.5, None, ((3.15, 4.85),))
