from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.app.ui.interview.question_block import QuestionBlock
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.labels import TextLabel

QUESTION = PlannedQuestion("llm", "loss", "What is a loss?", "What is a loss?", "Training")
SAVED = SessionSnapshot(SessionState.SAVED, QUESTION, 2, 3, hands_free=True)
LONG = replace(QUESTION, text=" ".join(["What is a loss, and what is it for?"] * 3))


@pytest.fixture
def block(qtbot: QtBot, look: Theme) -> QuestionBlock:
    made = QuestionBlock()
    qtbot.addWidget(made)
    made.resize(760, 400)
    made.show()
    return made


def label_of(block: QuestionBlock, text: str) -> TextLabel:
    """Return the label that shows ``text``."""
    (label,) = (each for each in block.findChildren(TextLabel) if each.plain == text)
    return label


def _height(block: QuestionBlock) -> int:
    return max(block.heightForWidth(block.width()), block.minimumHeight())


def test_a_remark_is_shown_below_the_question(block: QuestionBlock) -> None:
    block.show_snapshot(replace(SAVED, remark="Thank you."))
    assert block.question.plain == "What is a loss?"
    assert block.remark == "Thank you."
    assert label_of(block, "Thank you.").y() >= block.question.geometry().bottom()


def test_a_remark_that_looks_like_html_is_shown_literally(block: QuestionBlock) -> None:
    block.show_snapshot(replace(SAVED, remark="<b>Loss</b> means"))
    assert "&lt;b&gt;" in label_of(block, "<b>Loss</b> means").text()


@pytest.mark.parametrize("low", [False, True])
@pytest.mark.parametrize("question", [QUESTION, LONG])
def test_a_short_remark_takes_no_extra_space(
    block: QuestionBlock, question: PlannedQuestion, low: bool
) -> None:
    block.fit(low=low)
    block.show_snapshot(replace(SAVED, question=question))
    before = _height(block)
    block.show_snapshot(replace(SAVED, question=question, remark="Thank you."))
    assert _height(block) == before


def test_a_session_by_keys_reserves_no_space_for_a_remark(block: QuestionBlock) -> None:
    block.fit(low=True)
    block.show_snapshot(SAVED)
    talking = _height(block)
    block.show_snapshot(replace(SAVED, hands_free=False))
    assert _height(block) < talking


def test_the_summary_of_a_session_ends_with_it(block: QuestionBlock) -> None:
    closing = replace(
        SAVED, state=SessionState.CLOSING, remark="One thing to work on: pauses. Goodbye."
    )
    block.show_snapshot(closing)
    assert block.remark == closing.remark
    block.show_snapshot(replace(closing, state=SessionState.FINISHED))
    assert block.remark == ""


def test_while_feedback_is_read_the_question_is_small_and_without_a_remark(
    block: QuestionBlock,
) -> None:
    block.show_snapshot(replace(SAVED, remark="Thank you."))
    before = _height(block)
    label = label_of(block, "Thank you.")
    assert label.isVisible()
    block.fit(low=False, reading=True)
    assert not label.isVisible()
    assert _height(block) < before
    block.fit(low=False)
    assert (label.isVisible(), _height(block)) == (True, before)


def test_a_session_cut_short_ends_without_the_last_remark(block: QuestionBlock) -> None:
    block.show_snapshot(replace(SAVED, remark="Thank you."))
    block.show_snapshot(replace(SAVED, state=SessionState.FINISHED, remark="Thank you."))
    assert block.remark == ""


@pytest.mark.parametrize("low", [False, True])
def test_nothing_moves_when_a_long_remark_disappears(block: QuestionBlock, low: bool) -> None:
    block.fit(low=low)
    block.show_snapshot(replace(SAVED, state=SessionState.ASKING, remark=LONG.text * 3))
    while_said = _height(block)
    block.show_snapshot(replace(SAVED, state=SessionState.THINKING))
    assert block.remark == ""
    assert _height(block) == while_said


def test_the_next_question_frees_the_space_of_a_long_remark(
    block: QuestionBlock,
) -> None:
    block.fit(low=True)
    block.show_snapshot(SAVED)
    before = _height(block)
    block.show_snapshot(replace(SAVED, remark=LONG.text * 3))
    assert _height(block) > before
    block.show_snapshot(replace(SAVED, question=replace(QUESTION, text="What is a model?")))
    assert _height(block) == before


def test_the_space_of_a_remark_follows_the_width(block: QuestionBlock) -> None:
    block.show_snapshot(replace(SAVED, remark=LONG.text * 3))
    before = _height(block)
    block.resize(380, 400)
    assert _height(block) > before
    block.resize(760, 400)
    assert _height(block) == before


def test_a_finished_session_reserves_no_space_for_questions(block: QuestionBlock) -> None:
    block.show_snapshot(SAVED)
    while_asked = _height(block)
    block.show_snapshot(SessionSnapshot(SessionState.FINISHED, None, 3, 3))
    assert _height(block) < while_asked
    block.show_snapshot(SAVED)
    assert _height(block) == while_asked
