from functools import partial

import pytest
from PySide6.QtCore import QPoint, QStringListModel
from PySide6.QtWidgets import QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.column import ROW_PADDING, PageColumn
from mock_interviewer.app.ui.widgets.row_list import RowList


@pytest.mark.parametrize("width", [582, 900, 1600])
def test_full_width_rows_reach_equally_far_beyond_the_text_on_both_sides(
    qtbot: QtBot, look: Theme, width: int
) -> None:
    column, text, rows = PageColumn(), QWidget(), RowList()
    text.setFixedHeight(20)
    column.add(text)
    column.add(rows, 1, full_width=True, scrolls=True)
    qtbot.addWidget(column)
    column.fit(width)
    column.resize(width, 400)
    column.show()
    bar = rows.verticalScrollBar()
    for count, scrolls in ((2, False), (200, True)):
        rows.setModel(QStringListModel([str(at) for at in range(count)], rows))
        qtbot.waitUntil(partial(_is_enabled, bar, scrolls))
        assert _span(rows.viewport(), column) == (
            _span(text, column)[0] - ROW_PADDING,
            _span(text, column)[1] + ROW_PADDING,
        )


def _span(part: QWidget, within: QWidget) -> tuple[int, int]:
    """Return the left and the right edge of a part."""
    left = part.mapTo(within, QPoint(0, 0)).x()
    return left, left + part.width()


def _is_enabled(bar: QScrollBar, wanted: bool) -> bool:
    return bar.isEnabled() is wanted
