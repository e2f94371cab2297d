import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.toolkit.tab_order import (
    set_tab_order_after,
    tab_stop_before,
    tab_stops,
)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    inner = QWidget()
    column.addWidget(QPushButton("before"))
    column.addWidget(inner)
    QVBoxLayout(inner).addWidget(QPushButton("old"))
    column.addWidget(QPushButton("after"))
    return page


def _part(page: QWidget, at: int) -> QWidget:
    layout = page.layout()
    item = layout.itemAt(at) if layout is not None else None
    widget = item.widget() if item is not None else None
    assert widget is not None
    return widget


def _chain(start: QWidget) -> list[str]:
    found, at = [], start
    while True:
        if isinstance(at, QPushButton):
            found.append(at.text())
        following = at.nextInFocusChain()
        assert following is not None
        if following is start:
            return found
        at = following


def test_widgets_created_later_are_reached_in_layout_order(page: QWidget) -> None:
    inner = _part(page, 1)
    layout = inner.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.insertWidget(0, QPushButton("new"))
    layout.insertWidget(0, QLabel("no stop"))
    before = _part(page, 0)
    assert _chain(before) == ["before", "old", "after", "new"]
    set_tab_order_after(before, inner)
    assert _chain(before) == ["before", "new", "old", "after"]


def test_the_content_of_a_scroll_area_is_included(page: QWidget) -> None:
    scroll = QScrollArea()
    held = QWidget()
    QVBoxLayout(held).addWidget(QPushButton("inside"))
    scroll.setWidget(held)
    layout = page.layout()
    assert layout is not None
    layout.addWidget(scroll)
    assert [stop.text() for stop in tab_stops(page) if isinstance(stop, QPushButton)] == [
        "before",
        "old",
        "after",
        "inside",
    ]


def test_the_stop_before_a_part_is_found(page: QWidget) -> None:
    assert tab_stop_before(_part(page, 1)) is _part(page, 0)


def test_a_part_without_stops_has_none_before_it(page: QWidget) -> None:
    assert tab_stop_before(QWidget(page)) is None
