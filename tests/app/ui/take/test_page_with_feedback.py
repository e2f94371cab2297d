import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.feedback import ASKED, FEEDBACK, MEASURES
from rig.stored_library import Sitting, Stored, transcript_of
from rig.stub_player import StubPlayer
from rig.take_page_driver import MakeTakePage, TakePageDriver

from mock_interviewer.app.ui.feedback import curve_plot
from mock_interviewer.app.ui.feedback.model_answer import ModelAnswerText
from mock_interviewer.app.ui.take.tabs import TakeTab

assert curve_plot.__name__  # loaded with the module, so that no test waits for it
SAID = transcript_of("Perplexity is the exponentiated loss. Lower is better.")
LONG = transcript_of(" ".join(f"word{at}" for at in range(400)))


@pytest.fixture
def take(make_take_page: MakeTakePage) -> TakePageDriver:
    """Return a page that gets feedback on every take at once."""
    take = make_take_page(measures=MEASURES)
    feedback = take.page.feedback

    def answer(one: str) -> None:
        feedback.show_question(ASKED, ModelAnswerText("The exponentiated loss."))
        feedback.show_feedback(one, FEEDBACK)

    feedback.feedback_requested.connect(answer)
    take.show(1100, 720)
    return take


def test_a_take_is_shown_with_its_feedback(take: TakePageDriver, stored: Stored) -> None:
    take.open(stored, Sitting((SAID,)))
    assert take.feedback.summary.text == "1 to 2 of 3 key points"
    assert take.body.beside
    assert take.words == SAID.text


@pytest.mark.parametrize(
    ("size", "beside"), [((1600, 900), True), ((1000, 720), True), ((640, 480), False)]
)
def test_transcript_and_feedback_fit_in_the_page(
    qtbot: QtBot, take: TakePageDriver, stored: Stored, size: tuple[int, int], *, beside: bool
) -> None:
    page, view, panel = take.page, take.view, take.feedback
    page.resize(*size)
    take.open(stored, Sitting((SAID,)))
    assert take.body.beside is beside
    assert (page.width(), page.height()) == size

    def fit() -> bool:
        right = panel.mapTo(page, panel.rect().topRight()).x()
        return right <= page.width() and view.height() >= view.minimumSizeHint().height()

    qtbot.waitUntil(fit)


def test_where_transcript_and_feedback_scroll_the_page_around_them_does_not(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    take.page.resize(1000, 600)
    take.open(stored, Sitting((SAID,)))
    assert take.body.beside
    assert take.tools.isVisible()
    take.page.show_problem("A long message about this recording that wraps many times. " * 12)
    qtbot.waitUntil(take.tools.isHidden)
    qtbot.waitUntil(lambda: take.banner.height() > 60)
    qtbot.waitUntil(lambda: take.scroll_bar.maximum() == 0)
    take.press("Dismiss")
    qtbot.waitUntil(take.tools.isVisible)


def test_a_low_page_shows_the_player_the_tabs_and_the_start_of_the_key_points(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    page, panel = take.page, take.feedback
    page.resize(580, 480)
    take.open(stored, Sitting((LONG,)))

    def seen() -> bool:
        bottom = panel.summary.mapTo(page, panel.summary.rect().bottomLeft()).y()
        return page.tabs.bar.isVisible() and bottom < page.height()

    qtbot.waitUntil(seen)


def test_with_a_stacked_transcript_only_the_page_has_a_scroll_bar(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    take.page.resize(580, 480)
    take.open(stored, Sitting((LONG,)))
    qtbot.waitUntil(take.scroll_bar.isVisible)
    bars = [bar for bar in take.page.findChildren(QScrollBar) if bar.isVisible()]
    assert bars == [take.scroll_bar]


def test_the_wheel_over_a_stacked_transcript_scrolls_the_page(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    take.page.resize(580, 480)
    take.open(stored, Sitting((LONG,)))
    bar = take.scroll_bar
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    before = bar.value()
    _turn_wheel(take.view.viewport(), away=True)
    qtbot.waitUntil(lambda: bar.value() < before)
    assert take.view.verticalScrollBar().value() == 0


@pytest.fixture
def stacked(qtbot: QtBot, take: TakePageDriver, stored: Stored) -> TakePageDriver:
    """Show a long take on a page that scrolls, from the start of its transcript."""
    take.page.resize(580, 480)
    take.open(stored, Sitting((LONG,)))
    view, bar = take.view, take.scroll_bar
    qtbot.waitUntil(lambda: view.height() >= view.document().size().height())
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(view.mapTo(take.page, QPoint(0, 0)).y() + bar.value() - take.page.height() // 2)
    return take


def test_a_page_stays_at_the_key_points_when_one_of_them_is_played(
    qtbot: QtBot, stacked: TakePageDriver
) -> None:
    stacked.scroll_bar.setValue(0)
    stacked.page.feedback.play_asked.emit(1.0)
    assert stacked.view.spoken == "word1"
    assert stacked.scroll_bar.value() == 0


def test_a_page_opened_from_a_search_scrolls_to_the_match(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    take.page.resize(580, 480)
    session = stored.keep(Sitting((LONG,)))
    take.page.open(session, stored.takes(session)[0], search="word300")
    qtbot.waitUntil(lambda: take.view.spoken == "word300")

    def seen() -> bool:
        place = take.view.word_rect(300).center().toPoint()
        return take.view.viewport().visibleRegion().contains(place)

    qtbot.waitUntil(seen)


def test_a_page_follows_the_spoken_word_until_it_is_scrolled_away(
    stacked: TakePageDriver,
) -> None:
    view, bar = stacked.view, stacked.scroll_bar
    start = bar.value()
    for second in range(120):
        view.show_position(second + 0.1)
    followed = bar.value()
    assert view.spoken == "word119"
    assert start < followed < bar.maximum()
    bar.setValue(bar.maximum())
    view.show_position(120.1)
    assert bar.value() == bar.maximum()


def test_a_page_scrolls_to_the_word_chosen_by_keyboard(stacked: TakePageDriver) -> None:
    view, bar = stacked.view, stacked.scroll_bar
    stacked.focus_words()
    bar.setValue(bar.maximum())
    stacked.key(Qt.Key.Key_Right)
    place = view.cursorRect().center()
    assert view.viewport().visibleRegion().contains(place)


def _turn_wheel(over: QWidget, *, away: bool) -> None:
    """Turn the wheel over a widget by one notch away from the person, or toward them.

    An event sent to the widget alone would not go on to its parents.
    """
    window = over.window()
    place = QPointF(over.mapTo(window, over.visibleRegion().boundingRect().center()))
    handle = window.windowHandle()
    assert handle is not None
    QTest.wheelEvent(handle, place, QPoint(0, 120 if away else -120))


def test_a_click_on_a_key_point_plays_and_highlights_where_it_was_made(
    qtbot: QtBot, take: TakePageDriver, stored: Stored, player: StubPlayer
) -> None:
    take.open(stored, Sitting((SAID,)))
    row = take.feedback.points.points.rows[0]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert player.calls == [("play", 1.0)]
    assert take.view.spoken == "is"
    focused = QApplication.focusWidget()
    assert focused is not None
    take.key(Qt.Key.Key_Space, on=focused)
    assert not take.playing


def test_the_waveform_marks_pauses_and_fillers(take: TakePageDriver, stored: Stored) -> None:
    take.open(stored, Sitting((SAID,)))
    assert "3 pauses, 2 fillers" in take.waveform.accessibleDescription()


def test_the_next_take_has_its_own_feedback(take: TakePageDriver, stored: Stored) -> None:
    requested: list[str] = []
    take.page.feedback.feedback_requested.connect(requested.append)
    takes = take.open(stored, Sitting((SAID, None)))
    take.next()
    assert requested == takes[:1]
    assert not take.feedback.isVisible()
    take.page.transcription_done(takes[1], SAID)
    assert requested == takes
    assert take.feedback.isVisible()


def test_feedback_is_hidden_while_a_take_is_transcribed_again(
    take: TakePageDriver, stored: Stored
) -> None:
    takes = take.open(stored, Sitting((SAID,)))
    assert take.feedback.isVisible()
    take.page.transcription_started(takes[0])
    assert not take.feedback.isVisible()


def test_leaving_the_page_stops_reading_the_model_answer(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((SAID,)))
    take.show_tab(TakeTab.MODEL)
    take.press("Reveal the model answer")
    take.press("Read the model answer aloud")
    with qtbot.waitSignal(take.page.feedback.stop_reading_requested):
        take.page.hide()


def test_every_focusable_part_of_every_tab_has_an_accessible_name(
    take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((SAID,)))
    for tab in TakeTab:
        take.show_tab(tab)
        assert nameless(take.page.tabs) == []
