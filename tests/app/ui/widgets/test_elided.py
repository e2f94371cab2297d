from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.labels import ElidedLabel

LONG = "Follow-up · 3 of 8 · Real-World Deployment and Integration"


@pytest.fixture
def label(qtbot: QtBot, look: Theme) -> Iterator[ElidedLabel]:
    page = QWidget()
    qtbot.addWidget(page)
    made = ElidedLabel()
    row = QHBoxLayout(page)
    row.addWidget(made)
    made.show_text(LONG)
    page.show()
    yield made
    page.hide()


def test_all_of_it_is_shown_where_there_is_room(label: ElidedLabel, qtbot: QtBot) -> None:
    label.window().resize(900, 60)
    qtbot.waitUntil(lambda: label.text() == LONG)


def test_its_end_is_given_up_where_there_is_none_and_comes_back(
    label: ElidedLabel, qtbot: QtBot
) -> None:
    label.window().resize(200, 60)
    qtbot.waitUntil(lambda: label.text().endswith("…") and label.text() != LONG)
    assert label.window().width() == 200
    label.window().resize(900, 60)
    qtbot.waitUntil(lambda: label.text() == LONG)


def test_its_name_is_the_whole_text(label: ElidedLabel, qtbot: QtBot) -> None:
    label.window().resize(200, 60)
    qtbot.waitUntil(lambda: label.text() != LONG)
    assert label.plain == LONG
    assert label.accessibleName() == LONG


def test_text_that_looks_like_html_is_shown_literally(label: ElidedLabel, qtbot: QtBot) -> None:
    label.window().resize(900, 60)
    label.show_text("1 of 2 · <b>Loss</b>")
    qtbot.waitUntil(lambda: label.text() == "1 of 2 · <b>Loss</b>")
    assert label.sizeHint().width() >= label.fontMetrics().horizontalAdvance("1 of 2 · <b>Loss</b>")
