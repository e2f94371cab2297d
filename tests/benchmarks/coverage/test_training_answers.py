import pytest
from benchmarks.coverage.labelled import DEVELOPMENT, TEST, labelled
from benchmarks.coverage.training_answers import parsed, training_answers

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict
from mock_interviewer.questions.bank_loader import shipped_banks

POINTS = {
    question.id: {point.id for point in question.key_points}
    for bank in shipped_banks()
    for question in bank.questions
}
ANSWERS = training_answers()


def test_marks_are_removed_and_remembered() -> None:
    (answer,) = parsed("# why\n## full\nWell, {a-b: it is\ncheap}. And {~c: so on}.\n")
    assert answer.text == "Well, it is cheap. And so on."
    marked = {
        point: (mark.covered, answer.text[mark.start : mark.end])
        for point, mark in answer.marks.items()
    }
    assert marked == {
        "a-b": (CoverageVerdict.MADE, "it is cheap"),
        "c": (CoverageVerdict.UNSURE, "so on"),
    }


@pytest.mark.parametrize("half", [DEVELOPMENT, TEST])
def test_training_and_evaluation_questions_do_not_overlap(half: str) -> None:
    judging = {answer.question for answer in labelled(half)}
    assert not judging & {answer.question for answer in ANSWERS}


def test_every_mark_names_a_key_point_of_the_question() -> None:
    unknown = [
        (answer.question, point)
        for answer in ANSWERS
        for point in answer.marks
        if point not in POINTS[answer.question]
    ]
    assert not unknown


def test_no_marks_remain_in_the_texts() -> None:
    assert not [answer.question for answer in ANSWERS if set("{}") & set(answer.text)]
