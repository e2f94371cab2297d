from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from rig.child import child

from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.text_fields import GrowingTextEdit, LinesEdit


@pytest.fixture
def page(qtbot: QtBot, look: Theme) -> Iterator[QWidget]:
    """Return a visible page with a LinesEdit and a QLineEdit."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(LinesEdit("Words"))
    column.addWidget(QLineEdit())
    column.addStretch(1)
    qtbot.addWidget(page)
    page.resize(300, 500)
    page.show()
    yield page
    page.hide()


@pytest.fixture
def lines(page: QWidget) -> LinesEdit:
    return child(page, LinesEdit)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ()),
        (" \n\n", ()),
        ("Ada\nZuse", ("Ada", "Zuse")),
        ("  Ada Lovelace \n\n Zuse\t", ("Ada Lovelace", "Zuse")),
        ("Ada\nZuse\nAda", ("Ada", "Zuse")),
        ("Ada\r\nZuse\u2029Noether", ("Ada", "Zuse", "Noether")),
    ],
)
def test_each_line_that_is_not_blank_is_an_item_once(
    lines: LinesEdit, typed: str, expected: tuple[str, ...]
) -> None:
    lines.setPlainText(typed)
    assert lines.lines == expected


def test_tab_leaves_the_field_and_finishes_it(
    qtbot: QtBot, page: QWidget, lines: LinesEdit
) -> None:
    lines.setFocus()
    qtbot.keyClicks(lines, "Ada")
    with qtbot.waitSignal(lines.finished):
        qtbot.keyClick(lines, Qt.Key.Key_Tab)
    assert child(page, QLineEdit).hasFocus()
    assert lines.lines == ("Ada",)


def test_hiding_the_page_finishes_the_field(qtbot: QtBot, page: QWidget, lines: LinesEdit) -> None:
    with qtbot.waitSignal(lines.finished):
        page.hide()


def test_opening_a_menu_does_not_finish_the_field(qtbot: QtBot, lines: LinesEdit) -> None:
    with qtbot.assertNotEmitted(lines.finished):
        lines.focusOutEvent(QFocusEvent(QFocusEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason))


def test_the_field_grows_with_its_lines_up_to_ten(lines: LinesEdit) -> None:
    heights = []
    for count in (0, 3, 6, 10, 500):
        lines.show_lines(f"word {number}" for number in range(count))
        heights.append(lines.height())
        assert (lines.verticalScrollBar().maximum() > 0) is (count > 10)
    empty, three, six, ten, many = heights
    assert empty == three < six < ten == many
    lines.show_lines(["a long text that needs more than one line, as titles of books do " * 3])
    assert lines.height() > three


@pytest.mark.parametrize("focused", [True, False])
def test_the_wheel_scrolls_the_field_only_while_it_has_the_focus(
    page: QWidget, lines: LinesEdit, *, focused: bool
) -> None:
    lines.show_lines(f"word {number}" for number in range(100))
    chosen: QWidget = lines if focused else child(page, QLineEdit)
    chosen.setFocus()
    place = QPointF(lines.rect().center())
    down = QWheelEvent(
        place,
        QPointF(lines.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, -480),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(lines.viewport(), down)
    assert (lines.verticalScrollBar().value() > 0) is focused


SENTENCE = "A sentence that is long enough to wrap in a narrow field like this one here."


def test_a_field_filled_before_it_is_laid_out_shows_all_of_its_lines(
    qtbot: QtBot, look: Theme
) -> None:
    page, part = QWidget(), QWidget()
    qtbot.addWidget(page)
    whole, inner = QVBoxLayout(page), QVBoxLayout(part)
    part.hide()
    whole.addWidget(part)
    whole.addStretch(1)
    page.resize(300, 600)
    page.show()
    text = GrowingTextEdit("Text")
    inner.addWidget(text)
    text.show_text("\n".join([SENTENCE] * 3))
    part.show()
    qtbot.waitUntil(lambda: text.width() < page.width())
    assert text.verticalScrollBar().maximum() == 0
