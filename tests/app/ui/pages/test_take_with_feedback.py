import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.feedback import ASKED, FEEDBACK, MEASURES
from rig.opened_take import open_take
from rig.shown import show_active
from rig.stored_library import Sitting, Stored, transcript_of
from rig.stub_player import StubPlayer

from mock_interviewer.app.ui.pages.take import TakePage
from mock_interviewer.app.ui.theme import READING_LINE, Theme
from mock_interviewer.app.ui.widgets.feedback import curve
from mock_interviewer.app.ui.widgets.feedback.model_answer import ModelAnswer
from mock_interviewer.app.ui.widgets.feedback.panel import Part
from mock_interviewer.app.ui.widgets.low_page import LowPage

assert curve.__name__  # loaded with the module, so that no test waits for it
SAID = transcript_of("Perplexity is the exponentiated loss. Lower is better.")


@pytest.fixture
def page(qtbot: QtBot, stored: Stored, player: StubPlayer, look: Theme) -> TakePage:
    """Return a page with somebody who has feedback for every take."""
    made = TakePage(stored.source, player, measures=MEASURES)

    def give(take: str) -> None:
        made.feedback.show_question(ASKED, ModelAnswer("The exponentiated loss."))
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
    (area,) = page.findChildren(LowPage)
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
    open_take(qtbot, page, stored, Sitting((SAID,)))
    view, panel = page._panel.view, page.feedback.panel
    lines = 7 * view.font().pixelSize() * READING_LINE
    qtbot.waitUntil(lambda: view.viewport().height() >= lines)
    qtbot.waitUntil(lambda: panel.mapTo(page, panel.rect().topLeft()).y() < page.height())


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
    page.feedback.panel.choose(Part.MODEL)
    model.reveal.click()
    model.hear.click()
    with qtbot.waitSignal(page.feedback.hush_asked):
        page.hide()


def test_everything_that_takes_the_keyboard_has_a_name(
    qtbot: QtBot, page: TakePage, stored: Stored
) -> None:
    open_take(qtbot, page, stored, Sitting((SAID,)))
    for part in Part:
        page.feedback.panel.choose(part)
        assert nameless(page.feedback.panel) == []
