import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from rig.child import child

from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.column import HeightForWidthWidget
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.app.ui.widgets.scroll_areas import ShrinkingScrollArea

LEAST = 60


@pytest.fixture
def page(qtbot: QtBot, look: Theme) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    held = HeightForWidthWidget()
    QVBoxLayout(held).addWidget(TextLabel("word " * 60, wrap=True))
    column = QVBoxLayout(page)
    column.addWidget(ShrinkingScrollArea(held, LEAST))
    column.addStretch(1)
    return page


def _held(page: QWidget) -> ShrinkingScrollArea:
    return child(page, ShrinkingScrollArea)


def test_with_enough_room_the_area_is_as_high_as_its_text_and_does_not_scroll(
    qtbot: QtBot, page: QWidget
) -> None:
    page.resize(500, 600)
    page.show()
    held = _held(page)
    inner = held.widget()
    assert inner is not None
    qtbot.waitUntil(lambda: held.height() == inner.heightForWidth(held.width()))
    assert LEAST < held.height() < 600
    assert not held.verticalScrollBar().isVisible()


def test_a_narrower_area_is_higher(qtbot: QtBot, page: QWidget) -> None:
    page.resize(800, 600)
    page.show()
    held = _held(page)
    qtbot.waitUntil(lambda: held.height() > LEAST)
    before = held.height()
    page.resize(400, 600)
    qtbot.waitUntil(lambda: held.height() > before)


def test_without_enough_room_the_area_scrolls(qtbot: QtBot, page: QWidget) -> None:
    page.resize(300, 120)
    page.show()
    held = _held(page)
    qtbot.waitUntil(held.verticalScrollBar().isVisible)
    assert held.height() >= LEAST
    assert page.height() == 120
