import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.panels import ConfirmationPanel

LONG = "The recordings of 214 answers, 388 MB, are older than 6 months and are removed for good."


@pytest.mark.parametrize(("width", "beside"), [(700, True), (480, False)])
def test_the_answers_stand_beneath_a_question_that_would_be_squeezed_beside_them(
    qtbot: QtBot, look: Theme, width: int, beside: bool
) -> None:
    confirm = ConfirmationPanel("Remove them", "Cancel")
    qtbot.addWidget(confirm)
    confirm.ask(LONG)
    confirm.resize(width, confirm.heightForWidth(width))
    confirm.resize(width, confirm.heightForWidth(width))
    end = confirm._text.mapTo(confirm, QPoint(0, confirm._text.height())).y()
    assert (confirm.yes.y() < end) is beside
