from dataclasses import replace
from functools import partial
from math import ceil

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QScrollBar, QVBoxLayout
from pytestqt.qtbot import QtBot
from rig.kept_takes import transcript_of
from screenshot_data import EVENING, sample_take

from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.take.body import TakeBody
from mock_interviewer.app.ui.take.transcript_panel import TranscriptPanel
from mock_interviewer.app.ui.widgets.column import ROW_PADDING, HeightForWidthWidget

_HIGH = 900


class Body:
    """A transcript and a feedback of one text, in a page with room in its height."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.feedback = HeightForWidthWidget()
        self.text = QLabel("word " * 400)
        self.text.setWordWrap(True)
        column = QVBoxLayout(self.feedback)
        column.addWidget(self.text)
        column.setContentsMargins(0, 0, 0, 0)
        self.transcript = TranscriptPanel()
        self.whole = TakeBody(self.transcript, self.feedback)
        (self.area,) = self.whole.findChildren(QScrollArea)
        self.bar = self.area.verticalScrollBar()
        qtbot.addWidget(self.whole)

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


def test_in_a_wide_page_transcript_and_feedback_stand_side_by_side(body: Body) -> None:
    body.show(900)
    assert body.whole.beside
    assert body.area.x() >= body.transcript.geometry().right()
    assert body.bar.isVisible()


def test_feedback_ends_where_the_column_does_whether_it_scrolls_or_not(
    qtbot: QtBot, body: Body
) -> None:
    body.show(900)
    for text, scrolls in (("word " * 400, True), ("A word.", False)):
        body.text.setText(text)
        qtbot.waitUntil(partial(_scrolls, body.bar, scrolls))
        right = body.text.mapTo(body.whole, body.text.rect().topRight()).x() + 1
        assert right == body.whole.width() - ROW_PADDING


def _scrolls(bar: QScrollBar, wanted: bool) -> bool:
    return bar.isEnabled() is wanted


def test_the_scroll_range_of_the_feedback_changes_once_at_each_height(body: Body) -> None:
    body.text.setText("A word that wraps somewhere. " * 40)
    body.show(900)
    ranges = []
    body.bar.rangeChanged.connect(lambda _least, most: ranges.append(most))
    whole = body.feedback.heightForWidth(body.feedback.width())
    for height in range(whole + 30, whole - 30, -1):
        ranges.clear()
        body.whole.resize(900, height)
        body.whole.updateGeometry()
        QApplication.sendPostedEvents()
        assert len(ranges) <= 1
        assert body.bar.maximum() == max(0, whole - body.area.viewport().height())


def test_in_a_narrow_page_they_are_stacked_and_only_the_page_scrolls(
    qtbot: QtBot, body: Body
) -> None:
    body.show(500)
    assert not body.whole.beside
    assert body.area.y() >= body.transcript.geometry().bottom()
    feedback = body.feedback
    qtbot.waitUntil(lambda: body.area.height() >= feedback.heightForWidth(feedback.width()))
    assert not body.bar.isVisible()


def test_a_long_transcript_above_feedback_can_be_unfolded_and_folded_again(
    qtbot: QtBot, body: Body
) -> None:
    panel, view = body.transcript, body.transcript.view
    body.say("word " * 600)
    body.show(500)
    qtbot.waitUntil(panel.whole.isVisible)
    assert panel.whole.label == "Show all words"
    panel.whole.click()
    assert view.minimumSizeHint().height() >= view.document().size().height()
    assert panel.whole.label == "Show fewer"
    panel.whole.click()
    assert view.minimumSizeHint().height() < view.document().size().height() / 2
    assert panel.whole.label == "Show all words"


def test_a_short_transcript_above_feedback_is_no_higher_than_its_words(
    qtbot: QtBot, body: Body
) -> None:
    panel, view = body.transcript, body.transcript.view
    body.say("A few words.")
    body.show(500)
    body.whole.resize(500, body.whole.height() + 300)
    edit = panel.edit_button
    qtbot.waitUntil(lambda: panel.height() > 300)
    assert edit.mapTo(panel, edit.rect().topLeft()).y() < 100
    qtbot.waitUntil(lambda: view.height() == ceil(view.document().size().height()))
    assert not panel.whole.isVisible()


def test_a_transcript_beside_feedback_scrolls_and_does_not_unfold(qtbot: QtBot, body: Body) -> None:
    panel = body.transcript
    body.say("word " * 600)
    body.show(900)
    qtbot.waitUntil(panel.view.verticalScrollBar().isVisible)
    assert not panel.whole.isVisible()


def test_without_feedback_the_transcript_has_all_the_room(body: Body) -> None:
    body.feedback.hide()
    body.show(900)
    assert not body.whole.beside
    assert body.transcript.width() == 900
    assert not body.area.isVisible()
