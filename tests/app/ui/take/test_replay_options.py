from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from rig.stored_library import transcript_of
from rig.stub_player import StubPlayer

from mock_interviewer.app.feedback.delivery.delivery import Delivery, Pauses, SpeechMoment
from mock_interviewer.app.ui.shared.replay import Replay
from mock_interviewer.app.ui.shared.waveform_parts import LoopPassage
from mock_interviewer.app.ui.take.replay_options import REPLAY_SPEEDS, ReplayOptions, find_silences
from mock_interviewer.audio.playback.adjustable_sound import (
    FASTEST,
    SLOWEST,
    AdjustableSound,
    PlaybackOptions,
)
from mock_interviewer.audio.recognition.transcript import Filler
from mock_interviewer.audio.samples import Sound

SAID = replace(transcript_of("One two three."), duration=5.0)
TEN_SECONDS = Sound(np.zeros(160_000, dtype=np.float32), 16_000)


def test_silences_are_between_words_and_around_them() -> None:
    assert find_silences(SAID, None) == ((0.8, 1.0), (1.8, 2.0), (2.8, 5.0))


def test_a_filler_is_not_a_silence() -> None:
    found = replace(SAID, fillers=(Filler("um", 0.7, 1.0), Filler("uh", 3.0, 3.5)))
    assert find_silences(found, None) == ((1.8, 2.0), (2.8, 3.0), (3.5, 5.0))


def test_pauses_of_the_delivery_replace_gaps_between_words() -> None:
    delivery = Delivery(5.0, 3, pauses=Pauses((SpeechMoment(1.7, 2.1),), 0.4))
    assert find_silences(SAID, delivery) == ((1.7, 2.1), (2.8, 5.0))


def test_without_words_there_are_no_silences() -> None:
    assert find_silences(None, None) == ()
    assert find_silences(transcript_of(""), None) == ()


class ReplayedTake:
    """Ten seconds of sound, and the options with which they are replayed."""

    def __init__(self) -> None:
        self.player = StubPlayer()
        self.replay = Replay(self.player)
        self.replay.set_sound(TEN_SECONDS)
        self.options = ReplayOptions(self.replay)

    def played(self) -> PlaybackOptions:
        """Return the options with which the player plays now."""
        self.replay.play_from(self.replay.position)
        assert isinstance(self.player.sound, AdjustableSound)
        return self.player.sound.options


@pytest.fixture
def take(qtbot: QtBot) -> ReplayedTake:
    return ReplayedTake()


def test_speed_changes_in_steps_within_what_the_player_can_do(take: ReplayedTake) -> None:
    assert (REPLAY_SPEEDS[0], REPLAY_SPEEDS[-1]) == (SLOWEST, FASTEST)
    take.options.faster()
    assert take.played() == PlaybackOptions(speed=1.25)
    for _ in range(9):
        take.options.faster()
    assert take.played().speed == FASTEST
    for _ in range(9):
        take.options.slower()
    assert take.played().speed == SLOWEST


def test_a_new_speed_applies_at_once_and_restarts_nothing(take: ReplayedTake) -> None:
    take.replay.play_from(4.0)
    take.options.set_speed(2.0)
    assert isinstance(take.player.sound, AdjustableSound)
    assert take.player.sound.options.speed == 2.0
    assert take.player.calls == [("play", 4.0)]


def test_a_passage_is_looped_once_both_ends_are_set(take: ReplayedTake) -> None:
    take.replay.seek(2.0)
    take.options.mark_start()
    assert take.options.passage == LoopPassage(2.0, None)
    assert take.played().loop is None
    take.replay.seek(5.0)
    take.options.mark_end()
    assert take.played().loop == (2.0, 5.0)
    assert take.replay.position == 2.0


def test_an_end_alone_loops_from_the_start_of_the_recording(take: ReplayedTake) -> None:
    take.replay.seek(5.0)
    take.options.mark_end()
    assert take.options.passage == LoopPassage(0.0, 5.0, on=True)


def test_a_start_after_the_end_begins_another_passage(take: ReplayedTake) -> None:
    take.options.set_passage(2.0, 4.0)
    take.replay.seek(6.0)
    take.options.mark_start()
    assert take.options.passage == LoopPassage(6.0, None)
    assert take.played().loop is None


def test_a_start_alone_loops_to_the_end_of_the_recording(take: ReplayedTake) -> None:
    take.replay.seek(8.0)
    take.options.mark_start()
    take.options.toggle_loop()
    assert take.played().loop == (8.0, 10.0)


def test_a_loop_can_be_turned_off_and_on_again(take: ReplayedTake) -> None:
    take.options.set_passage(2.0, 4.0)
    take.options.toggle_loop()
    assert take.played().loop is None
    assert take.options.passage == LoopPassage(2.0, 4.0)
    take.replay.seek(9.0)
    take.options.toggle_loop()
    assert take.played().loop == (2.0, 4.0)
    assert take.replay.position == 2.0


def test_setting_a_passage_around_the_position_keeps_the_position(take: ReplayedTake) -> None:
    take.replay.seek(3.0)
    take.options.set_passage(2.0, 4.0)
    assert take.replay.position == 3.0


def test_a_passage_too_short_to_be_intended_is_ignored(take: ReplayedTake) -> None:
    take.options.set_passage(2.0, 2.1)
    assert take.options.passage == LoopPassage()
    take.replay.seek(0.1)
    take.options.mark_end()
    assert take.options.passage == LoopPassage()


def test_clearing_a_passage_says_whether_there_was_one(take: ReplayedTake) -> None:
    take.options.set_passage(2.0, 4.0)
    assert take.options.clear_passage()
    assert not take.options.clear_passage()
    assert take.played().loop is None


def test_long_silences_are_skipped_except_for_their_ends(take: ReplayedTake) -> None:
    take.options.set_silences([(1.0, 1.5), (3.0, 5.0)])
    assert take.played().skipped == ()
    take.options.skip_silences(True)
    assert take.played().skipped == ((3.15, 4.85),)


def test_speed_and_skipped_silences_stay_for_the_next_take(take: ReplayedTake) -> None:
    take.options.set_speed(1.5)
    take.options.skip_silences(True)
    take.replay.set_sound(TEN_SECONDS)
    take.options.set_silences([(3.0, 5.0)])
    assert take.played() == PlaybackOptions(1.5, None, ((3.15, 4.85),))
