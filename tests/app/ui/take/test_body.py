from dataclasses import replace
from functools import partial
from math import ceil

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QScrollBar, QVBoxLayout
from pytestqt.qtbot import QtBot
from rig.kept_takes import transcript_of
from screenshot_data import EVENING, sample_take

from mock_interviewer.app.ui.feedback.panel import FeedbackPanel
from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, Theme
from mock_interviewer.app.ui.take.body import TakeBody
from mock_interviewer.app.ui.take.tabs import TakeTabs
from mock_interviewer.app.ui.take.transcript_panel import TranscriptPanel
from mock_interviewer.app.ui.widgets.column import ROW_PADDING, HeightForWidthWidget

_HIGH = 900


class Body:
    """A tab of one text, and a transcript, in a page with room in its height."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.content = HeightForWidthWidget()
        self.text = QLabel("word " * 400)
        self.text.setWordWrap(True)
        column = QVBoxLayout(self.content)
        column.addWidget(self.text)
        column.setContentsMargins(0, 0, 0, 0)
        self.tabs = TakeTabs(FeedbackPanel({}), self.content)
        self.tabs.offer(feedback=False, tools=True)
        self.transcript = TranscriptPanel()
        self.whole = TakeBody(self.tabs, self.transcript)
        (self.area,) = self.whole.findChildren(QScrollArea)
        self.bar = self.area.verticalScrollBar()
        qtbot.addWidget(self.whole)
        qtbot.addWidget(self.transcript.tools)

    def say(self, text: str) -> None:
        """Show a transcript of ``text``."""
        take = sample_take("s", 1, EVENING)
        listed = replace(take, take=replace(take.take, transcript=transcript_of(text)))
        self.transcript.show_take(listed, transcribing=False, failure="")

    def show(self, width: int) -> None:
        """Show the body at a width."""
        body = self.whole
        body.fit(width, _HIGH)
        body.resize(width, 400 if body.beside else body.heightForWidth(width))
        with self.qtbot.waitExposed(body):
            body.show()


@pytest.fixture
def body(qtbot: QtBot, look: Theme) -> Body:
    return Body(qtbot)


def test_in_a_wide_page_the_tabs_are_at_the_left_and_the_transcript_at_the_right(
    body: Body,
) -> None:
    body.show(900)
    assert body.whole.beside
    assert body.transcript.x() >= body.area.geometry().right()
    assert body.tabs.bar.geometry().bottom() < body.area.y()
    assert body.bar.isVisible()


def test_a_tab_ends_in_the_same_place_whether_it_scrolls_or_not(qtbot: QtBot, body: Body) -> None:
    body.show(900)
    for text, scrolls in (("word " * 400, True), ("A word.", False)):
        body.text.setText(text)
        qtbot.waitUntil(partial(_scrolls, body.bar, scrolls))
        right = body.text.mapTo(body.whole, body.text.rect().topRight()).x() + 1
        assert right == body.area.geometry().right() + 1 - ROW_PADDING


def _scrolls(bar: QScrollBar, wanted: bool) -> bool:
    return bar.isEnabled() is wanted


def test_the_scroll_range_of_a_tab_changes_once_at_each_height(body: Body) -> None:
    body.text.setText("A word that wraps somewhere. " * 40)
    body.show(900)
    ranges = []
    body.bar.rangeChanged.connect(lambda _least, most: ranges.append(most))
    whole = body.tabs.heightForWidth(body.tabs.width())
    around = body.whole.height() - body.area.height()
    for height in range(whole + around + 30, whole + around - 30, -1):
        ranges.clear()
        body.whole.resize(900, height)
        body.whole.updateGeometry()
        QApplication.sendPostedEvents()
        assert len(ranges) <= 1
        assert body.bar.maximum() == max(0, whole - body.area.viewport().height())


def test_in_a_narrow_page_the_transcript_is_below_and_only_the_page_scrolls(
    qtbot: QtBot, body: Body
) -> None:
    body.say("word " * 600)
    body.show(500)
    assert not body.whole.beside
    assert body.transcript.y() >= body.area.geometry().bottom()
    tabs, view = body.tabs, body.transcript.view
    qtbot.waitUntil(lambda: body.area.height() >= tabs.heightForWidth(tabs.width()))
    whole = view.document().size().height()
    qtbot.waitUntil(lambda: view.minimumSizeHint().height() >= whole)
    body.whole.resize(500, body.whole.heightForWidth(500))
    qtbot.waitUntil(lambda: view.height() >= whole)
    assert not body.bar.isVisible()
    assert not view.verticalScrollBar().isVisible()


def test_a_short_transcript_below_a_tab_is_no_higher_than_its_words(
    qtbot: QtBot, body: Body
) -> None:
    view = body.transcript.view
    body.say("A few words.")
    body.show(500)
    body.whole.resize(500, body.whole.height() + 300)
    qtbot.waitUntil(lambda: body.transcript.height() > 300)
    qtbot.waitUntil(lambda: view.height() == ceil(view.document().size().height()))


def test_a_transcript_beside_a_tab_scrolls(qtbot: QtBot, body: Body) -> None:
    body.say("word " * 600)
    body.show(900)
    qtbot.waitUntil(body.transcript.view.verticalScrollBar().isVisible)


def test_without_tabs_the_transcript_stands_alone_and_is_no_wider_than_text(body: Body) -> None:
    body.tabs.offer(feedback=False, tools=False)
    body.show(900)
    assert not body.whole.beside
    assert body.transcript.x() == 0
    assert body.transcript.width() == TEXT_WIDTH + 2 * ROW_PADDING
    assert not body.area.isVisible()
    assert not body.tabs.bar.isVisible()
