import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from rig.feedback import ASKED, FEEDBACK, MEASURES
from rig.opened_take import open_take
from rig.shown import show_active
from rig.stored_library import Sitting, Stored, transcript_of
from rig.stub_player import StubPlayer

from mock_interviewer.app.ui.feedback.model_answer import ModelAnswerText
from mock_interviewer.app.ui.feedback.panel import FeedbackPart
from mock_interviewer.app.ui.shared.waveform_parts import LoopPassage
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.take.page import TakePage
from mock_interviewer.app.ui.window.navigation_rail import NavigationRail
from mock_interviewer.audio.playback.adjustable_sound import AdjustableSound, PlaybackOptions
from mock_interviewer.audio.playback.sound_player import PlaybackEnding

SAID = transcript_of("Perplexity is the exponentiated loss.")
MODEL = ModelAnswerText("The exponentiated loss.")


@pytest.fixture
def page(qtbot: QtBot, stored: Stored, player: StubPlayer, look: Theme) -> TakePage:
    """Return the page of a take of twelve seconds, of whose question there is a model answer."""
    made = TakePage(stored.source, player, measures=MEASURES)

    def give(take: str) -> None:
        made.feedback.show_question(ASKED, MODEL)
        made.feedback.given(take, FEEDBACK)

    made.feedback.wanted.connect(give)
    made.resize(1100, 720)
    qtbot.addWidget(made)
    show_active(qtbot, made)
    open_take(qtbot, made, stored, Sitting((SAID, SAID), seconds=12.0))
    return made


def _everywhere(page: TakePage) -> tuple[QWidget, ...]:
    return page._bar.button, page._bar.waveform, page._panel.view, page._bar.tools.loop


def _press(qtbot: QtBot, page: TakePage, keys: str) -> None:
    for key in keys:
        qtbot.keyClicks(page._panel.view, key)


def _manner(player: StubPlayer) -> PlaybackOptions:
    assert isinstance(player.sound, AdjustableSound)
    return player.sound.options


def test_brackets_change_the_speed_wherever_the_keyboard_is(
    qtbot: QtBot, page: TakePage, player: StubPlayer
) -> None:
    page._bar.button.click()
    for widget in _everywhere(page):
        qtbot.keyClicks(widget, "]")
        assert _manner(player).speed == 1.25
        assert page._bar.tools.speed.text() == "Speed 1.25x"
        qtbot.keyClicks(widget, "[")
        assert _manner(player).speed == 1.0
    assert player.calls == [("play", 0.0)]


def test_a_bracket_that_takes_alt_gr_counts_too(qtbot: QtBot, page: TakePage) -> None:
    alt_gr = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClicks(page._panel.view, "]", alt_gr)
    assert page._player.manner.speed == 1.25
    qtbot.keyClicks(page._panel.view, "]", Qt.KeyboardModifier.ControlModifier)
    assert page._player.manner.speed == 1.25


def test_a_passage_is_set_looped_left_and_cleared_by_keys(
    qtbot: QtBot, page: TakePage, player: StubPlayer
) -> None:
    page._replay.play_from(2.0)
    _press(qtbot, page, "a")
    page._replay.seek(6.0)
    _press(qtbot, page, "b")
    assert _manner(player).loop == (2.0, 6.0)
    assert page._bar.waveform._passage == LoopPassage(2.0, 6.0, on=True)
    assert page._bar.tools.loop.isChecked()
    _press(qtbot, page, "l")
    assert _manner(player).loop is None
    assert not page._bar.tools.loop.isChecked()
    left: list[None] = []
    page.back_requested.connect(lambda: left.append(None))
    qtbot.keyClick(page._panel.view, Qt.Key.Key_Escape)
    assert page._bar.waveform._passage == LoopPassage()
    assert left == []
    qtbot.keyClick(page._panel.view, Qt.Key.Key_Escape)
    assert left == [None]


def test_a_passage_dragged_over_the_waveform_is_looped(page: TakePage, player: StubPlayer) -> None:
    page._bar.button.click()
    page._bar.waveform.passage_chosen.emit(3.0, 5.0)
    assert _manner(player).loop == (3.0, 5.0)
    assert page._replay.position == 3.0


def test_nothing_moves_when_a_passage_is_set_off_in_a_window_of_its_first_size(
    qtbot: QtBot, page: TakePage
) -> None:
    rail = NavigationRail()
    qtbot.addWidget(rail)
    page.resize(1100 - rail.minimumWidth(), 720)
    page._bar.button.click()
    keys = page._bar.tools._keys
    without, height = page._bar.tools.said, keys.heightForWidth(keys.width())
    assert "S silences" in without
    page._bar.waveform.passage_chosen.emit(3.0, 5.0)
    assert page._bar.tools.said != without
    assert keys.heightForWidth(keys.width()) == height


def test_without_a_passage_it_is_said_how_one_comes_about(qtbot: QtBot, page: TakePage) -> None:
    page._bar.tools.loop.click()
    assert page._bar.tools.said.startswith("Drag over the waveform")
    assert not page._bar.tools.loop.isChecked()


def test_another_take_has_no_passage_and_the_same_speed(qtbot: QtBot, page: TakePage) -> None:
    page._bar.waveform.passage_chosen.emit(3.0, 5.0)
    _press(qtbot, page, "]")
    page._head.following.click()
    qtbot.waitUntil(page._bar.button.isEnabled)
    assert page._bar.waveform._passage == LoopPassage()
    assert page._player.manner.speed == 1.25


def test_silences_are_jumped_over_where_feedback_tells_pauses(
    qtbot: QtBot, page: TakePage, player: StubPlayer
) -> None:
    page._bar.button.click()
    _press(qtbot, page, "s")
    assert page._bar.tools.silences.isChecked()
    assert FEEDBACK.delivery.pauses is not None
    long = [one for one in FEEDBACK.delivery.pauses.moments if one.end - one.start > 0.6]
    left_out = _manner(player).skipped
    assert all(any(a < one.start + 0.2 and one.end - 0.2 < b for a, b in left_out) for one in long)
    _press(qtbot, page, "s")
    assert _manner(player).skipped == ()


def test_plus_minus_and_nought_change_how_close_one_looks(qtbot: QtBot, page: TakePage) -> None:
    for widget in _everywhere(page):
        qtbot.keyClicks(widget, "+")
        assert page._bar.waveform.zoom.span == 6.0
        qtbot.keyClicks(widget, "-")
        assert page._bar.waveform.zoom.is_whole
        qtbot.keyClicks(widget, "++0")
        assert page._bar.waveform.zoom.is_whole


def test_a_word_that_is_heard_comes_into_a_close_view(qtbot: QtBot, page: TakePage) -> None:
    _press(qtbot, page, "+++")
    page._panel.view.word_chosen.emit(9.0)
    assert page._panel.view.spoken == ""
    assert 9.0 in page._bar.waveform.zoom


def test_the_model_answer_is_heard_right_after_ones_own(
    qtbot: QtBot, page: TakePage, player: StubPlayer
) -> None:
    _press(qtbot, page, "m")
    assert page._bar.tools.model.isChecked()
    page._bar.button.click()
    with qtbot.waitSignal(page.feedback.hear_asked) as asked:
        player.end(PlaybackEnding.FINISHED)
    assert asked.args == [MODEL.text]
    assert page.feedback.panel.parts.value is FeedbackPart.MODEL
    assert page.feedback.panel.model.text == MODEL.text
    with qtbot.waitSignal(page.feedback.hush_asked):
        page._bar.button.click()


def test_the_model_answer_is_not_heard_where_it_was_stopped_or_not_wanted(
    qtbot: QtBot, page: TakePage, player: StubPlayer
) -> None:
    asked: list[str] = []
    page.feedback.hear_asked.connect(asked.append)
    page._bar.button.click()
    player.end(PlaybackEnding.FINISHED)
    qtbot.waitUntil(lambda: not page._replay.playing)
    _press(qtbot, page, "m")
    page._bar.button.click()
    player.end(PlaybackEnding.STOPPED)
    qtbot.waitUntil(lambda: not page._replay.playing)
    assert asked == []


def test_without_a_model_answer_none_is_offered(qtbot: QtBot, page: TakePage) -> None:
    page.feedback.show_question(ASKED, None)
    assert page._bar.tools.model.isHidden()
    _press(qtbot, page, "m")
    assert not page._player.then_model


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_after_a_name_the_keyboard_is_back_where_it_was(
    qtbot: QtBot, page: TakePage, player: StubPlayer, end: Qt.Key
) -> None:
    page.marks.mark_asked.connect(lambda *_: None)
    page.marks.mark_toggled.connect(lambda *_: None)
    page.marks.show_take(page.take)
    page._bar.button.setFocus()
    qtbot.keyClick(page._bar.button, Qt.Key.Key_F2)
    qtbot.waitUntil(page.marks.panel.name.hasFocus)
    qtbot.keyClick(page.marks.panel.name, end)
    assert page._bar.button.hasFocus()
