import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless

from mock_interviewer.app.ui.feedback.model_answer import ModelAnswerText, ModelAnswerView
from mock_interviewer.app.ui.style.theme import Theme

ANSWER = ModelAnswerText("It is the <i>exponentiated</i> loss.")


@pytest.fixture
def view(qtbot: QtBot, look: Theme) -> ModelAnswerView:
    view = ModelAnswerView()
    qtbot.addWidget(view)
    view.show_answer(ANSWER)
    with qtbot.waitExposed(view):
        view.show()
    return view


def test_the_answer_is_hidden_until_it_is_revealed(view: ModelAnswerView) -> None:
    assert view.text == ""
    assert not view.reveal.isHidden()
    view.reveal.click()
    assert view.text == ANSWER.text
    assert view.reveal.isHidden()
    assert view.read_button.hasFocus()
    view.hide_again.click()
    assert view.text == ""


def test_the_answer_to_another_question_is_hidden(view: ModelAnswerView) -> None:
    view.reveal.click()
    view.show_answer(ModelAnswerText("Something else."))
    assert view.text == ""


def test_the_answer_is_read_aloud_and_stopped(qtbot: QtBot, view: ModelAnswerView) -> None:
    view.reveal.click()
    with qtbot.waitSignal(view.read_aloud_requested) as asked:
        qtbot.keyClick(view.read_button, Qt.Key.Key_Return)
    assert asked.args == [ANSWER.text]
    assert view.read_button.text() == "Stop"
    with qtbot.waitSignal(view.stop_reading_requested):
        view.read_button.click()
    assert view.read_button.text() == "Read aloud"


def test_the_answer_can_be_read_again_after_its_end(qtbot: QtBot, view: ModelAnswerView) -> None:
    view.reveal.click()
    view.read_button.click()
    view.show_reading(on=False)
    with qtbot.waitSignal(view.read_aloud_requested):
        view.read_button.click()


@pytest.mark.parametrize("leave", ["another", "hide", "stop"])
def test_leaving_the_answer_stops_reading(qtbot: QtBot, view: ModelAnswerView, leave: str) -> None:
    view.reveal.click()
    view.read_button.click()
    acts = {
        "another": lambda: view.show_answer(None),
        "hide": view.hide_again.click,
        "stop": view.stop_reading,
    }
    with qtbot.waitSignal(view.stop_reading_requested):
        acts[leave]()


def test_a_voice_that_reads_nothing_is_not_stopped(qtbot: QtBot, view: ModelAnswerView) -> None:
    with qtbot.assertNotEmitted(view.stop_reading_requested):
        view.stop_reading()


def test_a_fictional_example_is_marked_once_it_is_revealed(view: ModelAnswerView) -> None:
    view.show_answer(ModelAnswerText("We cut it by half.", example=True))
    assert "Fictional" not in view.note
    view.reveal.click()
    assert view.note.startswith("Fictional example.")


def test_a_question_without_a_model_answer_says_so(view: ModelAnswerView) -> None:
    view.show_answer(None)
    assert view.reveal.isHidden()
    assert view.note == "This question has no model answer."


def test_every_focusable_part_has_an_accessible_name(view: ModelAnswerView) -> None:
    view.reveal.click()
    assert nameless(view) == []
