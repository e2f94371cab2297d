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


def test_it_is_hidden_until_one_asks_for_it(view: ModelAnswerView) -> None:
    assert view.text == ""
    assert not view.reveal.isHidden()
    view.reveal.click()
    assert view.text == ANSWER.text
    assert view.reveal.isHidden()
    assert view.hear.hasFocus()
    view.hide_again.click()
    assert view.text == ""


def test_another_question_hides_its_answer_again(view: ModelAnswerView) -> None:
    view.reveal.click()
    view.show_answer(ModelAnswerText("Something else."))
    assert view.text == ""


def test_it_is_read_aloud_and_stopped(qtbot: QtBot, view: ModelAnswerView) -> None:
    view.reveal.click()
    with qtbot.waitSignal(view.read_aloud_requested) as asked:
        qtbot.keyClick(view.hear, Qt.Key.Key_Return)
    assert asked.args == [ANSWER.text]
    assert view.hear.text() == "Stop"
    with qtbot.waitSignal(view.stop_reading_requested):
        view.hear.click()
    assert view.hear.text() == "Hear it"


def test_it_can_be_heard_again_once_it_was_read_to_its_end(
    qtbot: QtBot, view: ModelAnswerView
) -> None:
    view.reveal.click()
    view.hear.click()
    view.show_reading(on=False)
    with qtbot.waitSignal(view.read_aloud_requested):
        view.hear.click()


@pytest.mark.parametrize("leave", ["another", "hide", "hush"])
def test_leaving_it_silences_the_voice(qtbot: QtBot, view: ModelAnswerView, leave: str) -> None:
    view.reveal.click()
    view.hear.click()
    acts = {
        "another": lambda: view.show_answer(None),
        "hide": view.hide_again.click,
        "hush": view.stop_reading,
    }
    with qtbot.waitSignal(view.stop_reading_requested):
        acts[leave]()


def test_a_voice_that_reads_nothing_is_not_silenced(qtbot: QtBot, view: ModelAnswerView) -> None:
    with qtbot.assertNotEmitted(view.stop_reading_requested):
        view.stop_reading()


def test_an_invented_experience_is_marked_as_one(view: ModelAnswerView) -> None:
    view.show_answer(ModelAnswerText("We cut it by half.", example=True))
    assert view._example.isHidden()
    view.reveal.click()
    assert not view._example.isHidden()
    assert "Tell your own story" in view._example.plain


def test_a_question_without_one_says_so(view: ModelAnswerView) -> None:
    view.show_answer(None)
    assert view.reveal.isHidden()
    assert view._before.plain == "This question has no model answer."


def test_everything_has_a_name(view: ModelAnswerView) -> None:
    view.reveal.click()
    assert nameless(view) == []
