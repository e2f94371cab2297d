import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.theme import Theme
from mock_interviewer.app.ui.widgets.feedback.flowing import Flowing
from mock_interviewer.app.ui.widgets.take_body import TakeBody
from mock_interviewer.app.ui.widgets.transcript_panel import TranscriptPanel

HIGH = 900


@pytest.fixture
def feedback() -> QWidget:
    feedback = Flowing()
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


def test_without_room_they_stand_above_each_other_and_only_the_page_scrolls(
    qtbot: QtBot, body: TakeBody, feedback: QWidget
) -> None:
    _show(qtbot, body, 500)
    assert not body.beside
    assert body._scroll.y() >= body._transcript.geometry().bottom()
    qtbot.waitUntil(lambda: body._scroll.height() >= feedback.heightForWidth(feedback.width()))
    assert not body._scroll.verticalScrollBar().isVisible()


def test_without_feedback_the_transcript_has_all_the_room(
    qtbot: QtBot, body: TakeBody, feedback: QWidget
) -> None:
    feedback.hide()
    _show(qtbot, body, 900)
    assert not body.beside
    assert body._transcript.width() == 900
    assert body._scroll.isHidden()
