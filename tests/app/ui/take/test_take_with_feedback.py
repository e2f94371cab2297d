import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.feedback import ASKED, FEEDBACK, MEASURES
from rig.opened_take import open_take
from rig.shown import show_active
from rig.stored_library import Sitting, Stored, transcript_of
from rig.stub_player import StubPlayer

from mock_interviewer.app.ui.feedback import curve_plot
from mock_interviewer.app.ui.feedback.model_answer import ModelAnswerText
from mock_interviewer.app.ui.feedback.panel import FeedbackPart
from mock_interviewer.app.ui.style.theme import READING_LINE, Theme
from mock_interviewer.app.ui.take.page import TakePage
from mock_interviewer.app.ui.widgets.scroll_areas import PageScrollArea

assert curve_plot.__name__  # loaded with the module, so that no test waits for it
SAID = transcript_of("Perplexity is the exponentiated loss. Lower is better.")
LONG = transcript_of(" ".join(f"word{at}" for at in range(400)))


@pytest.fixture
def page(qtbot: QtBot, stored: Stored, player: StubPlayer, look: Theme) -> TakePage:
    """Return a page with somebody who has feedback for every take."""
    made = TakePage(stored.source, player, measures=MEASURES)

    def give(take: str) -> None:
        made.feedback.show_question(ASKED, ModelAnswerText("The exponentiated loss."))
        made.feedback.given(take, FEEDBACK)

    made.feedback.wanted.connect(give)
    made.resize(1100, 720)
    qtbot.addWidget(made)
    show_active(qtbot, made)
    return made


def test_a_take_is_shown_with_its_feedback(qtbot: QtBot, page: TakePage, stored: Stored) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    assert page.feedback.panel.summary.text == "1 of 3 key points"
    assert page._body.beside
    assert page._panel.view.toPlainText() == SAID.text


@pytest.mark.parametrize(
    ("size", "beside"), [((1600, 900), True), ((1000, 720), True), ((640, 480), False)]
)
def test_transcript_and_feedback_have_their_room(
    qtbot: QtBot, page: TakePage, stored: Stored, size: tuple[int, int], *, beside: bool
) -> None:
    page.resize(*size)
    open_take(qtbot, page, stored, Sitting((SAID,)))
    assert page._body.beside is beside
    assert (page.width(), page.height()) == size
    view, panel = page._panel.view, page.feedback.panel

    def in_room() -> bool:
        right = panel.mapTo(page, panel.rect().topRight()).x()
        return right <= page.width() and view.height() >= view.minimumSizeHint().height()

    qtbot.waitUntil(in_room)


def test_where_words_and_feedback_scroll_the_page_around_them_does_not(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    page.resize(1000, 600)
    open_take(qtbot, page, stored, Sitting((SAID,)))
    (area,) = page.findChildren(PageScrollArea)
    assert page._body.beside
    assert page._bar.tools.isVisible()
    page.say_problem("There is much to say of this recording, which goes on for a while. " * 8)
    qtbot.waitUntil(page._bar.tools.isHidden)
    qtbot.waitUntil(lambda: page._banner.height() > 60)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
    page._banner.clear()
    qtbot.waitUntil(page._bar.tools.isVisible)


def test_a_low_page_shows_most_of_a_transcript_and_where_the_feedback_begins(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    page.resize(580, 480)
    open_take(qtbot, page, stored, Sitting((LONG,)))
    view, panel = page._panel.view, page.feedback.panel
    lines = 7 * view.font().pixelSize() * READING_LINE
    qtbot.waitUntil(lambda: view.viewport().height() >= lines)
    qtbot.waitUntil(lambda: panel.mapTo(page, panel.rect().topLeft()).y() < page.height())


def test_beside_a_stacked_transcript_only_the_page_has_a_scroll_bar(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    page.resize(580, 480)
    open_take(qtbot, page, stored, Sitting((LONG,)))
    (area,) = page.findChildren(PageScrollArea)
    view = page._panel.view
    qtbot.waitUntil(lambda: area.verticalScrollBar().isVisible())
    for unfolded in (False, True):
        page._panel.whole.setChecked(unfolded)
        qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
        bars = [bar for bar in page.findChildren(QScrollBar) if bar.isVisible()]
        assert bars == [area.verticalScrollBar()]
    qtbot.waitUntil(lambda: view.height() >= view.document().size().height())


def test_the_wheel_over_a_stacked_transcript_scrolls_the_page(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    page.resize(580, 480)
    open_take(qtbot, page, stored, Sitting((LONG,)))
    (area,) = page.findChildren(PageScrollArea)
    view = page._panel.view
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    _turn_wheel(view.viewport())
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)
    assert view.verticalScrollBar().value() == 0


def _unfolded(qtbot: QtBot, page: TakePage, stored: Stored) -> QScrollBar:
    """Show all words of a long take on a page that scrolls, and return its scroll bar."""
    page.resize(580, 480)
    open_take(qtbot, page, stored, Sitting((LONG,)))
    (area,) = page.findChildren(PageScrollArea)
    view = page._panel.view
    page._panel.whole.click()
    qtbot.waitUntil(lambda: view.height() >= view.document().size().height())
    return area.verticalScrollBar()


def test_a_page_follows_the_spoken_word_while_it_is_seen(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    bar = _unfolded(qtbot, page, stored)
    view = page._panel.view
    for second in range(120):
        view.show_position(second + 0.1)
    followed = bar.value()
    assert view.spoken == "word119"
    assert 0 < followed < bar.maximum()
    bar.setValue(bar.maximum())
    view.show_position(120.1)
    assert bar.value() == bar.maximum()


def test_the_word_that_the_keyboard_chose_is_seen_on_a_page_that_scrolls(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    bar = _unfolded(qtbot, page, stored)
    view = page._panel.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    bar.setValue(bar.maximum())
    qtbot.keyClick(view, Qt.Key.Key_Right)
    place = view.cursorRect().center()
    assert view.viewport().visibleRegion().contains(place)


def _turn_wheel(over: QWidget) -> None:
    """Turn the wheel over a part by one step, towards oneself, as a screen tells of it.

    An event that is only sent to the part would not go on to what holds it.
    """
    window = over.window()
    place = QPointF(over.mapTo(window, over.rect().center()))
    handle = window.windowHandle()
    assert handle is not None
    QTest.wheelEvent(handle, place, QPoint(0, -120))


def test_a_point_is_heard_and_seen_where_it_was_made(
    qtbot: QtBot, page: TakePage, stored: Stored, player: StubPlayer
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    row = page.feedback.panel.points.points.rows[0]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert player.calls == [("play", 1.0)]
    assert page._panel.view.spoken == "is"
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Space)
    assert not page._replay.playing


def test_the_waveform_is_marked(qtbot: QtBot, page: TakePage, stored: Stored) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    assert "3 pauses, 2 fillers" in page._bar.waveform.accessibleDescription()


def test_the_next_take_has_its_own(qtbot: QtBot, page: TakePage, stored: Stored) -> None:
    wanted: list[str] = []
    page.feedback.wanted.connect(wanted.append)
    takes = open_take(qtbot, page, stored, Sitting((SAID, None)))
    page._head.following.click()
    assert wanted == takes[:1]
    assert page.feedback.panel.isHidden()
    page.transcription_done(takes[1], SAID)
    assert wanted == takes
    assert not page.feedback.panel.isHidden()


def test_there_is_none_while_a_take_is_written_down_again(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    takes = open_take(qtbot, page, stored, Sitting((SAID,)))
    page.transcription_started(takes[0])
    assert page.feedback.panel.isHidden()


def test_a_page_that_is_left_silences_the_model_answer(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    model = page.feedback.panel.model
    page.feedback.panel.choose(FeedbackPart.MODEL)
    model.reveal.click()
    model.hear.click()
    with qtbot.waitSignal(page.feedback.hush_asked):
        page.hide()


def test_everything_that_takes_the_keyboard_has_a_name(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    for part in FeedbackPart:
        page.feedback.panel.choose(part)
        assert nameless(page.feedback.panel) == []
