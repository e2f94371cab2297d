from dataclasses import replace
from functools import partial
from math import ceil

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QScrollBar, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from rig.kept_takes import transcript_of
from screenshot_data import EVENING, sample_take

from mock_interviewer.app.ui.shared.library_source import ListedTake
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.take.body import TakeBody
from mock_interviewer.app.ui.take.transcript_panel import TranscriptPanel
from mock_interviewer.app.ui.widgets.column import ROW_PADDING, HeightForWidthWidget

HIGH = 900


@pytest.fixture
def feedback() -> QWidget:
    feedback = HeightForWidthWidget()
    text = QLabel("word " * 400)
    text.setWordWrap(True)
    QVBoxLayout(feedback).addWidget(text)
    return feedback


@pytest.fixture
def body(qtbot: QtBot, look: Theme, feedback: QWidget) -> TakeBody:
    body = TakeBody(TranscriptPanel(), feedback)
    qtbot.addWidget(body)
    return body


def _show(qtbot: QtBot, body: TakeBody, width: int) -> None:
    body.fit(width, HIGH)
    body.resize(width, body.heightForWidth(width) if not body.beside else 400)
    with qtbot.waitExposed(body):
        body.show()


def test_with_room_for_both_they_stand_beside_each_other(
    qtbot: QtBot, body: TakeBody, feedback: QWidget
) -> None:
    _show(qtbot, body, 900)
    assert body.beside
    assert body._scroll.x() >= body._transcript.geometry().right()
    assert body._scroll.verticalScrollBar().isVisible()


def test_feedback_ends_where_the_column_does_whether_it_scrolls_or_not(
    qtbot: QtBot, body: TakeBody, feedback: QWidget
) -> None:
    (text,) = feedback.findChildren(QLabel)
    layout = feedback.layout()
    assert layout is not None
    layout.setContentsMargins(0, 0, 0, 0)
    _show(qtbot, body, 900)
    bar = body._scroll.verticalScrollBar()
    for said, scrolls in (("word " * 400, True), ("A word.", False)):
        text.setText(said)
        qtbot.waitUntil(partial(_scrolls, bar, scrolls))
        right = text.mapTo(body, text.rect().topRight()).x() + 1
        assert right == body.width() - ROW_PADDING


def _scrolls(bar: QScrollBar, wanted: bool) -> bool:
    return bar.isEnabled() is wanted


def test_whether_feedback_scrolls_is_settled_in_every_height(
    qtbot: QtBot, body: TakeBody, feedback: QWidget
) -> None:
    (text,) = feedback.findChildren(QLabel)
    text.setText("A word that wraps somewhere. " * 40)
    _show(qtbot, body, 900)
    bar = body._scroll.verticalScrollBar()
    ranges = []
    bar.rangeChanged.connect(lambda _least, most: ranges.append(most))
    whole = feedback.heightForWidth(feedback.width())
    for height in range(whole + 30, whole - 30, -1):
        ranges.clear()
        body.resize(900, height)
        body.updateGeometry()
        QApplication.sendPostedEvents()
        assert len(ranges) <= 1
        assert bar.maximum() == max(0, whole - body._scroll.viewport().height())


def test_without_room_they_stand_above_each_other_and_only_the_page_scrolls(
    qtbot: QtBot, body: TakeBody, feedback: QWidget
) -> None:
    _show(qtbot, body, 500)
    assert not body.beside
    assert body._scroll.y() >= body._transcript.geometry().bottom()
    qtbot.waitUntil(lambda: body._scroll.height() >= feedback.heightForWidth(feedback.width()))
    assert not body._scroll.verticalScrollBar().isVisible()


def test_above_feedback_a_long_transcript_can_be_unfolded_and_folded_again(
    qtbot: QtBot, body: TakeBody
) -> None:
    panel = body._transcript
    panel.show_take(_listed("word " * 600), writing=False, failure="")
    _show(qtbot, body, 500)
    view = panel.view
    qtbot.waitUntil(panel.whole.isVisible)
    assert panel.whole.label == "Show all words"
    panel.whole.click()
    assert view.minimumSizeHint().height() >= view.document().size().height()
    assert panel.whole.label == "Show fewer"
    panel.whole.click()
    assert view.minimumSizeHint().height() < view.document().size().height() / 2
    assert panel.whole.label == "Show all words"


def test_above_feedback_a_short_transcript_is_no_higher_than_its_words(
    qtbot: QtBot, body: TakeBody
) -> None:
    panel = body._transcript
    panel.show_take(_listed("A few words."), writing=False, failure="")
    _show(qtbot, body, 500)
    body.resize(500, body.height() + 300)
    foot = panel.edit_button
    qtbot.waitUntil(lambda: body._transcript.height() > 300)
    assert foot.mapTo(panel, foot.rect().topLeft()).y() < 100
    qtbot.waitUntil(lambda: panel.view.height() == ceil(panel.view.document().size().height()))
    assert not panel.whole.isVisible()


def test_beside_feedback_a_transcript_scrolls_and_nothing_is_to_unfold(
    qtbot: QtBot, body: TakeBody
) -> None:
    panel = body._transcript
    panel.show_take(_listed("word " * 600), writing=False, failure="")
    _show(qtbot, body, 900)
    qtbot.waitUntil(panel.view.verticalScrollBar().isVisible)
    assert not panel.whole.isVisible()


def _listed(said: str) -> ListedTake:
    take = sample_take("s", 1, EVENING)
    return replace(take, take=replace(take.take, transcript=transcript_of(said)))


def test_without_feedback_the_transcript_has_all_the_room(
    qtbot: QtBot, body: TakeBody, feedback: QWidget
) -> None:
    feedback.hide()
    _show(qtbot, body, 900)
    assert not body.beside
    assert body._transcript.width() == 900
    assert body._scroll.isHidden()
