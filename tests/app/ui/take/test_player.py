import numpy as np
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from rig.feedback import DELIVERY, MEASURES
from rig.stored_library import transcript_of
from rig.stub_player import StubPlayer

from mock_interviewer.app.ui.feedback.model_answer import ModelAnswerText
from mock_interviewer.app.ui.shared.replay import Replay
from mock_interviewer.app.ui.shared.transcript_view import TranscriptView
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.take.feedback import TakeFeedback
from mock_interviewer.app.ui.take.player import TakePlayer
from mock_interviewer.app.ui.take.player_bar import PlayerBar
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)
from mock_interviewer.audio.samples import SPEECH_RATE, Sound


class Table:
    """All that a player is joined with."""

    def __init__(self, parent: QWidget) -> None:
        self.page = parent
        self.player = StubPlayer()
        self.replay = Replay(self.player, parent)
        self.bar = PlayerBar(parent)
        self.view = TranscriptView(parent)
        self.feedback = TakeFeedback(MEASURES, parent)
        self.feedback.panel.setParent(parent)
        self.joined = TakePlayer(self.replay, self.bar, self.view, self.feedback, parent)
        self.view.set_transcript(transcript_of("One two three four five."))
        self.replay.set_sound(Sound(np.zeros(10 * SPEECH_RATE, np.float32), SPEECH_RATE))
        self.bar.set_sound(10.0, None)


def _with_a_pause() -> Transcript:
    """Return a transcript in which nobody speaks for two seconds."""
    words = (TranscriptWord(" One", 0.0, 0.5, 0.9), TranscriptWord(" two", 2.5, 3.0, 0.9))
    return Transcript((TranscriptSegment("One two", 0.0, 3.0, words),), 3.0, "base")


@pytest.fixture
def table(qtbot: QtBot, look: Theme) -> Table:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = Table(parent)
    parent.show()
    return made


def test_nothing_looks_skipped_in_a_take_without_silences(table: Table) -> None:
    button = table.bar.tools.silences
    table.joined.show_words(_with_a_pause())
    table.joined.toggle_silences()
    assert (button.isEnabled(), button.isChecked()) == (True, True)
    table.joined.show_words(None)
    assert (button.isEnabled(), button.isChecked()) == (False, False)
    table.joined.show_words(_with_a_pause())
    assert (button.isEnabled(), button.isChecked()) == (True, True)


def test_a_moment_of_the_feedback_is_played(table: Table) -> None:
    table.feedback.play_asked.emit(3.0)
    assert table.player.calls == [("play", 3.0)]
    assert table.view.spoken == "four"


def test_the_same_moment_once_more_is_held(table: Table) -> None:
    table.feedback.play_asked.emit(3.0)
    table.feedback.play_asked.emit(3.0)
    assert not table.replay.playing
    table.feedback.play_asked.emit(3.0)
    assert table.player.calls[-1] == ("play", 3.0)


def test_another_moment_is_gone_to(table: Table) -> None:
    table.feedback.play_asked.emit(3.0)
    table.feedback.play_asked.emit(1.0)
    assert table.replay.playing
    assert table.player.calls[-1] == ("seek", 1.0)


def test_a_moment_that_was_left_for_another_place_is_played_anew(table: Table) -> None:
    table.feedback.play_asked.emit(3.0)
    table.joined.toggle()
    table.joined.toggle()
    table.feedback.play_asked.emit(3.0)
    assert table.replay.playing
    assert table.player.calls[-1] == ("seek", 3.0)


def test_a_place_in_a_chart_is_gone_to_without_playing(table: Table) -> None:
    table.feedback.seek_asked.emit(4.0)
    assert not table.replay.playing
    assert table.replay.position == 4.0


def test_reading_the_model_answer_aloud_silences_the_recording(table: Table) -> None:
    table.joined.toggle()
    table.feedback.hear_asked.emit("The loss.")
    assert not table.replay.playing


def test_the_recording_silences_the_model_answer(qtbot: QtBot, table: Table) -> None:
    model = table.feedback.panel.model
    model.show_answer(ModelAnswerText("The loss."))
    model.reveal.click()
    model.hear.click()
    with qtbot.waitSignal(table.feedback.hush_asked):
        table.joined.toggle()


def test_what_a_finding_rests_on_is_set_off_in_the_transcript(table: Table) -> None:
    plain = table.view.viewport().grab().toImage()
    table.feedback.pointed.emit((1.0, 3.0))
    assert table.view.viewport().grab().toImage() != plain
    table.feedback.pointed.emit(None)
    assert table.view.viewport().grab().toImage() == plain


def test_pauses_and_fillers_are_marked_in_the_waveform(table: Table) -> None:
    table.feedback.delivery_shown.emit(DELIVERY)
    assert table.bar.waveform.accessibleDescription().endswith("3 pauses, 2 fillers")
    table.feedback.delivery_shown.emit(None)
    assert table.bar.waveform.accessibleDescription() == "0:00 of 0:10"
