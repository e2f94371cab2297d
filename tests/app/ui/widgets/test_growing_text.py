"""A text that is as high as its lines."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.text_fields import GrowingTextEdit

SENTENCE = "It is as long as a sentence that breaks where there is little width for it."


def test_all_lines_are_seen_of_a_text_that_was_filled_before_its_width_was_known(
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
