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


class JoinedPlayer:
    """A player with everything that it keeps in step."""

    def __init__(self, parent: QWidget) -> None:
        self.page = parent
        self.player = StubPlayer()
        self.replay = Replay(self.player, parent)
        self.bar = PlayerBar(parent)
        self.view = TranscriptView(parent)
        self.feedback = TakeFeedback(MEASURES, parent)
        self.feedback.panel.setParent(parent)
        self.take_player = TakePlayer(self.replay, self.bar, self.view, self.feedback, parent)
        self.view.set_transcript(transcript_of("One two three four five."))
        self.replay.set_sound(Sound(np.zeros(10 * SPEECH_RATE, np.float32), SPEECH_RATE))
        self.bar.set_sound(10.0, None)


def _with_a_pause() -> Transcript:
    """Return a transcript in which nobody speaks for two seconds."""
    words = (TranscriptWord(" One", 0.0, 0.5, 0.9), TranscriptWord(" two", 2.5, 3.0, 0.9))
    return Transcript((TranscriptSegment("One two", 0.0, 3.0, words),), 3.0, "base")


@pytest.fixture
def joined(qtbot: QtBot, look: Theme) -> JoinedPlayer:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = JoinedPlayer(parent)
    parent.show()
    return made


def test_in_a_take_without_silences_none_are_shown_as_skipped(joined: JoinedPlayer) -> None:
    button = joined.bar.tools.silences
    joined.take_player.show_words(_with_a_pause())
    joined.take_player.toggle_silences()
    assert (button.isEnabled(), button.isChecked()) == (True, True)
    joined.take_player.show_words(None)
    assert (button.isEnabled(), button.isChecked()) == (False, False)
    joined.take_player.show_words(_with_a_pause())
    assert (button.isEnabled(), button.isChecked()) == (True, True)


def test_a_moment_of_the_feedback_plays(joined: JoinedPlayer) -> None:
    joined.feedback.play_asked.emit(3.0)
    assert joined.player.calls == [("play", 3.0)]
    assert joined.view.spoken == "four"


def test_asking_for_the_same_moment_again_pauses_it(joined: JoinedPlayer) -> None:
    joined.feedback.play_asked.emit(3.0)
    joined.feedback.play_asked.emit(3.0)
    assert not joined.replay.playing
    joined.feedback.play_asked.emit(3.0)
    assert joined.player.calls[-1] == ("play", 3.0)


def test_another_moment_seeks_there(joined: JoinedPlayer) -> None:
    joined.feedback.play_asked.emit(3.0)
    joined.feedback.play_asked.emit(1.0)
    assert joined.replay.playing
    assert joined.player.calls[-1] == ("seek", 1.0)


def test_a_moment_plays_again_after_something_else_was_played(joined: JoinedPlayer) -> None:
    joined.feedback.play_asked.emit(3.0)
    joined.take_player.toggle()
    joined.take_player.toggle()
    joined.feedback.play_asked.emit(3.0)
    assert joined.replay.playing
    assert joined.player.calls[-1] == ("seek", 3.0)


def test_a_click_in_a_chart_seeks_without_playing(joined: JoinedPlayer) -> None:
    joined.feedback.seek_asked.emit(4.0)
    assert not joined.replay.playing
    assert joined.replay.position == 4.0


def test_reading_the_model_answer_aloud_stops_the_recording(joined: JoinedPlayer) -> None:
    joined.take_player.toggle()
    joined.feedback.read_aloud_requested.emit("The loss.")
    assert not joined.replay.playing


def test_playing_the_recording_stops_the_model_answer(qtbot: QtBot, joined: JoinedPlayer) -> None:
    model = joined.feedback.panel.model
    model.show_answer(ModelAnswerText("The loss."))
    model.reveal.click()
    model.read_button.click()
    with qtbot.waitSignal(joined.feedback.stop_reading_requested):
        joined.take_player.toggle()


def test_the_evidence_of_a_finding_is_highlighted_in_the_transcript(joined: JoinedPlayer) -> None:
    plain = joined.view.viewport().grab().toImage()
    joined.feedback.evidence_highlighted.emit((1.0, 3.0))
    assert joined.view.viewport().grab().toImage() != plain
    joined.feedback.evidence_highlighted.emit(None)
    assert joined.view.viewport().grab().toImage() == plain


def test_pauses_and_fillers_are_marked_on_the_waveform(joined: JoinedPlayer) -> None:
    joined.feedback.delivery_shown.emit(DELIVERY)
    assert joined.bar.waveform.accessibleDescription().endswith("3 pauses, 2 fillers")
    joined.feedback.delivery_shown.emit(None)
    assert joined.bar.waveform.accessibleDescription() == "0:00 of 0:10"
