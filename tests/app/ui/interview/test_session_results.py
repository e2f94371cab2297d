from dataclasses import replace

from rig.feedback import ADVICE, FEEDBACK, UNTOLD, coverage

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.app.ui.interview.session_results import (
    SessionAnswer,
    SessionResults,
    last_attempts,
)

MADE, UNSURE, NOT = CoverageVerdict.MADE, CoverageVerdict.UNSURE, CoverageVerdict.NOT
ALL = replace(FEEDBACK, coverage=coverage(MADE, MADE, MADE), advice=())
SOME = replace(FEEDBACK, coverage=coverage(MADE, NOT, NOT))
NONE = replace(FEEDBACK, coverage=coverage(NOT, NOT, NOT))


def _question(number: int, follow_up: int | None = None) -> PlannedQuestion:
    text = f"Question {number}?" if follow_up is None else f"And {number}?"
    return PlannedQuestion("llm", f"q-{number}", text, "", "Evaluation", follow_up=follow_up)


def _answer(
    number: int, result: Feedback | str | None, *, saved: bool = True, follow_up: int | None = None
) -> SessionAnswer:
    question = _question(number, follow_up)
    return SessionAnswer(f"t-{number}", question, number, result, saved=saved)


def _results(*answers: SessionAnswer, seconds: float = 0.0) -> SessionResults:
    return SessionResults(answers, sum(each.saved for each in answers), seconds)


def _weakest(*answers: SessionAnswer) -> list[str]:
    return [each.id for each in _results(*answers).weakest]


def test_points_are_added_up() -> None:
    assert _results(_answer(1, ALL), _answer(2, SOME)).headline == "4 of 6 key points"
    unsure = replace(FEEDBACK, coverage=coverage(MADE, UNSURE, NOT))
    assert _results(_answer(1, ALL), _answer(2, unsure)).headline == "4 to 5 of 6 key points"


def test_without_points_the_answers_are_counted() -> None:
    results = _results(_answer(1, UNTOLD), seconds=80.0)
    assert (results.headline, results.details) == ("1 answer", "1 min 20 s spoken")


def test_the_details_say_how_much_was_spoken_and_what_is_pending() -> None:
    results = _results(_answer(1, ALL), _answer(2, None), seconds=80.0)
    assert results.details == "2 answers · 1 min 20 s spoken · 1 still being analyzed"


def test_the_strongest_answer_covered_the_most() -> None:
    strongest = _results(_answer(1, SOME), _answer(2, ALL), _answer(3, ALL)).strongest
    assert strongest is not None
    assert strongest.take == "t-2"


def test_one_answer_is_not_called_the_strongest() -> None:
    assert _results(_answer(1, ALL), _answer(2, UNTOLD)).strongest is None


def test_an_answer_without_a_point_is_not_called_the_strongest() -> None:
    assert _results(_answer(1, NONE), _answer(2, NONE)).strongest is None


def test_the_weakest_come_first_and_are_at_most_two() -> None:
    answers = (_answer(1, SOME), _answer(2, NONE), _answer(3, ALL), _answer(4, SOME))
    assert _weakest(*answers) == ["q-2", "q-1"]


def test_complete_and_unchecked_answers_are_not_weak() -> None:
    assert _weakest(_answer(1, ALL), _answer(2, UNTOLD), _answer(3, None), _answer(4, "No.")) == []


def test_a_skipped_question_is_the_weakest() -> None:
    assert _weakest(_answer(1, SOME), _answer(2, None, saved=False)) == ["q-2", "q-1"]


def test_a_follow_up_is_not_tried_again_by_itself() -> None:
    assert _weakest(_answer(1, SOME), _answer(1, NONE, follow_up=1)) == ["q-1"]


def test_the_advice_is_that_of_the_closing_words() -> None:
    essential = replace(NONE, advice=(replace(ADVICE, text="Make this point."),))
    found = _results(_answer(1, SOME), _answer(2, essential)).advice
    assert found is not None
    assert (found.advice.text, found.number) == ("Make this point.", 2)
    assert _results(_answer(1, "The worker ended.")).advice is None


def test_the_last_attempt_counts_in_the_place_of_the_first() -> None:
    first, other = _answer(1, SOME), _answer(2, SOME)
    again = replace(first, take="t-3", result=ALL)
    assert last_attempts((first, other, again)) == (again, other)


def test_a_skipped_attempt_does_not_replace_an_answer() -> None:
    first = _answer(1, SOME)
    assert last_attempts((first, replace(first, take="t-3", saved=False))) == (first,)
    skipped = replace(first, saved=False)
    assert last_attempts((skipped,)) == (skipped,)


def test_a_follow_up_is_an_answer_of_its_own() -> None:
    answers = (_answer(1, SOME), _answer(1, ALL, follow_up=1))
    assert last_attempts(answers) == answers
