import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from rig.feedback import ASKED, FEEDBACK, MEASURES
from rig.stored_library import Sitting, Stored, transcript_of
from rig.stub_player import StubPlayer
from rig.take_page_driver import MakeTakePage, TakePageDriver

from mock_interviewer.app.ui.feedback.model_answer import ModelAnswerText
from mock_interviewer.app.ui.take.tabs import TakeTab
from mock_interviewer.audio.playback.adjustable_sound import AdjustableSound, PlaybackOptions
from mock_interviewer.audio.playback.sound_player import PlaybackEnding

SAID = transcript_of("Perplexity is the exponentiated loss. Lower is better.")
MODEL = ModelAnswerText("The exponentiated loss.")
PLAY_NEXT = "Play model answer next"


@pytest.fixture
def take(make_take_page: MakeTakePage, stored: Stored) -> TakePageDriver:
    """Return the page of a take of twelve seconds whose question has a model answer."""
    take = make_take_page(measures=MEASURES)
    feedback = take.page.feedback

    def answer(one: str) -> None:
        feedback.show_question(ASKED, MODEL)
        feedback.show_feedback(one, FEEDBACK)

    feedback.feedback_requested.connect(answer)
    take.show(1100, 720)
    take.open(stored, Sitting((SAID, SAID), seconds=12.0))
    return take


def _options(player: StubPlayer) -> PlaybackOptions:
    assert isinstance(player.sound, AdjustableSound)
    return player.sound.options


def test_brackets_change_the_speed_wherever_the_focus_is(
    take: TakePageDriver, player: StubPlayer
) -> None:
    take.press("Play")
    for part in take.parts_with_keys:
        take.type("]", on=part)
        assert _options(player).speed == 1.25
        assert take.speed == "1.25x"
        take.type("[", on=part)
        assert _options(player).speed == 1.0
    assert player.calls == [("play", 0.0)]


def test_a_bracket_typed_with_alt_gr_counts_too(take: TakePageDriver) -> None:
    alt_gr = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    take.type("]", alt_gr)
    assert take.speed == "1.25x"
    take.type("]", Qt.KeyboardModifier.ControlModifier)
    assert take.speed == "1.25x"


def test_a_passage_is_set_looped_left_and_cleared_by_keys(
    take: TakePageDriver, player: StubPlayer
) -> None:
    take.press("Play")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right):
        take.key(key, on=take.waveform)
        take.type("a" if take.position == 5.0 else "b")
    assert _options(player).loop == (5.0, 10.0)
    assert take.passage == "loop 0:05 to 0:10"
    assert take.tools.loop.isChecked()
    take.type("l")
    assert _options(player).loop is None
    assert not take.tools.loop.isChecked()
    left: list[None] = []
    take.page.back_requested.connect(lambda: left.append(None))
    take.key(Qt.Key.Key_Escape)
    assert take.passage == ""
    assert left == []
    take.key(Qt.Key.Key_Escape)
    assert left == [None]


def test_a_passage_dragged_on_the_waveform_is_looped(
    take: TakePageDriver, player: StubPlayer
) -> None:
    take.press("Play")
    take.drag_over(3.0, 5.0)
    assert _options(player).loop == pytest.approx((3.0, 5.0), abs=0.2)
    assert take.passage.startswith("loop ")


def test_setting_a_passage_moves_nothing(take: TakePageDriver) -> None:
    take.press("Play")
    before = take.page.tabs.mapTo(take.page, take.page.tabs.rect().topLeft())
    take.drag_over(3.0, 5.0)
    assert take.passage != ""
    assert take.page.tabs.mapTo(take.page, take.page.tabs.rect().topLeft()) == before


def test_without_a_passage_the_loop_button_explains_how_to_set_one(take: TakePageDriver) -> None:
    take.press("Loop the passage")
    assert take.tools.message.startswith("Drag across the waveform")
    assert not take.tools.loop.isChecked()


def test_another_take_has_no_passage_and_the_same_speed(take: TakePageDriver) -> None:
    take.drag_over(3.0, 5.0)
    take.type("]")
    assert take.passage != ""
    take.next()
    take.until_playable()
    assert take.passage == ""
    assert take.speed == "1.25x"


def test_the_pauses_that_feedback_found_are_skipped(
    take: TakePageDriver, player: StubPlayer
) -> None:
    take.press("Play")
    take.type("s")
    assert take.tools.silences.isChecked()
    assert FEEDBACK.delivery.pauses is not None
    long = [one for one in FEEDBACK.delivery.pauses.moments if one.end - one.start > 0.6]
    skipped = _options(player).skipped
    assert all(any(a < one.start + 0.2 and one.end - 0.2 < b for a, b in skipped) for one in long)
    take.type("s")
    assert _options(player).skipped == ()


def test_plus_minus_and_zero_zoom_the_waveform(take: TakePageDriver) -> None:
    for part in take.parts_with_keys:
        take.type("+", on=part)
        assert take.waveform.zoom.span == 6.0
        take.type("-", on=part)
        assert take.waveform.zoom.is_whole
        take.type("++0", on=part)
        assert take.waveform.zoom.is_whole


def test_a_zoomed_waveform_moves_to_the_word_that_is_played(take: TakePageDriver) -> None:
    take.type("+++")
    assert 7.0 not in take.waveform.zoom
    take.click_word(7)
    assert take.view.spoken == "better."
    assert 7.0 in take.waveform.zoom


def test_the_model_answer_is_read_right_after_the_recording(
    qtbot: QtBot, take: TakePageDriver, player: StubPlayer
) -> None:
    take.type("m")
    assert take.button(PLAY_NEXT).isChecked()
    take.press("Play")
    with qtbot.waitSignal(take.page.feedback.read_aloud_requested) as asked:
        player.end(PlaybackEnding.FINISHED)
    assert asked.args == [MODEL.text]
    assert take.page.tabs.tab is TakeTab.MODEL
    assert take.feedback.model.text == MODEL.text
    with qtbot.waitSignal(take.page.feedback.stop_reading_requested):
        take.press("Play")


def test_the_model_answer_is_not_read_if_playback_stopped_or_it_was_not_chosen(
    qtbot: QtBot, take: TakePageDriver, player: StubPlayer
) -> None:
    asked: list[str] = []
    take.page.feedback.read_aloud_requested.connect(asked.append)
    take.press("Play")
    player.end(PlaybackEnding.FINISHED)
    qtbot.waitUntil(lambda: not take.playing)
    take.type("m")
    take.press("Play")
    player.end(PlaybackEnding.STOPPED)
    qtbot.waitUntil(lambda: not take.playing)
    assert asked == []


def test_without_a_model_answer_none_is_offered(take: TakePageDriver) -> None:
    assert take.offers(PLAY_NEXT)
    take.page.feedback.show_question(ASKED, None)
    assert not take.offers(PLAY_NEXT)
    take.type("m")
    take.page.feedback.show_question(ASKED, MODEL)
    assert not take.button(PLAY_NEXT).isChecked()
