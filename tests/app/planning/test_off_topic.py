"""Answers about something else, among those written without sight of the key points."""

from collections.abc import Sequence

import pytest
from benchmarks.coverage.blind_set import BlindAnswer, PointLabel, Share, blind_answers

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict, PointCoverage
from mock_interviewer.app.planning.off_topic import is_off_topic
from mock_interviewer.questions.bank_loader import bank_ids, load_bank
from mock_interviewer.questions.model import Question

QUESTIONS = {
    f"{bank}/{question.id}": question
    for bank in bank_ids()
    for question in load_bank(bank).questions
}
OTHER_SUBJECT = {"neighboring-question", "evasive", "buzzwords"}
"""Persons of whom some answers are not about the question."""
QUESTION = QUESTIONS["llm/pruning"]
ELSEWHERE = (
    "Oh, my grandmother kept bees behind the house, and every August we carried the frames down to"
    " the cellar, scraped the wax off with a warm knife, and sold honey at the village fair."
)


def not_made(question: Question, verdicts: Sequence[CoverageVerdict] = ()) -> Coverage:
    """Return coverage with these verdicts on the first points, and "not" on the others."""
    rest = len(question.key_points) - len(verdicts)
    found = (*verdicts, *(CoverageVerdict.NOT for _ in range(rest)))
    return Coverage(
        tuple(
            PointCoverage(point.id, point.point, verdict, 0.5)
            for point, verdict in zip(question.key_points, found, strict=True)
        )
    )


def labeled(answer: BlindAnswer) -> Coverage:
    """Return coverage as labeled; a point that is partly made is to be checked."""
    verdicts = {
        PointLabel.MADE: CoverageVerdict.MADE,
        PointLabel.PARTLY: CoverageVerdict.UNSURE,
        PointLabel.OPPOSITE: CoverageVerdict.OPPOSITE,
        PointLabel.NOT: CoverageVerdict.NOT,
    }
    return Coverage(
        tuple(
            PointCoverage(
                point.id,
                point.point,
                CoverageVerdict.UNSURE if point.decided is None else verdicts[point.decided],
                0.5,
            )
            for point in answer.points
        )
    )


def answers(share: Share) -> list[BlindAnswer]:
    """Return the answers to our main questions."""
    return [each for each in blind_answers(share) if each.ours and not each.follow_up]


def off_topic(share: Share, *, judged: bool) -> list[str]:
    """Return the persons of the answers that are off topic, by the labels or by words alone."""
    found = []
    for answer in answers(share):
        question = QUESTIONS[f"{answer.field}/{answer.question}"]
        coverage = labeled(answer) if judged else not_made(question)
        if is_off_topic(question, coverage, answer.text):
            found.append(answer.person)
    return found


def test_many_answers_to_a_neighboring_question_are_off_topic_and_no_beginners() -> None:
    found = off_topic(Share.TRAINING, judged=True)
    asked = sum(each.person == "neighboring-question" for each in answers(Share.TRAINING))
    assert found.count("neighboring-question") >= 0.2 * asked
    assert set(found) <= OTHER_SUBJECT


def test_even_without_verdicts_hardly_any_answer_to_the_question_is_off_topic() -> None:
    about_it = [each for each in answers(Share.TRAINING) if each.person not in OTHER_SUBJECT]
    found = off_topic(Share.TRAINING, judged=False)
    assert sum(person not in OTHER_SUBJECT for person in found) <= 0.01 * len(about_it)


def test_the_figures_hold_on_questions_that_the_threshold_was_not_chosen_on() -> None:
    assert set(off_topic(Share.DEVELOPMENT, judged=True)) <= OTHER_SUBJECT


def test_an_answer_about_something_else_is_off_topic() -> None:
    assert is_off_topic(QUESTION, not_made(QUESTION), ELSEWHERE)


@pytest.mark.parametrize(
    "verdict", [each for each in CoverageVerdict if each is not CoverageVerdict.NOT]
)
def test_an_answer_that_made_touched_or_contradicted_a_point_is_on_topic(
    verdict: CoverageVerdict,
) -> None:
    assert not is_off_topic(QUESTION, not_made(QUESTION, [verdict]), ELSEWHERE)


def test_an_answer_without_coverage_is_on_topic() -> None:
    assert not is_off_topic(QUESTION, None, ELSEWHERE)


def test_a_short_answer_is_on_topic() -> None:
    assert not is_off_topic(QUESTION, not_made(QUESTION), " ".join(ELSEWHERE.split()[:24]))


def test_with_two_points_no_answer_is_off_topic() -> None:
    said = tuple(text for point in QUESTION.key_points for text in point.said)
    points = tuple(point.model_copy(update={"said": said}) for point in QUESTION.key_points)
    three, two = (QUESTION.model_copy(update={"key_points": points[:count]}) for count in (3, 2))
    assert is_off_topic(three, not_made(three), ELSEWHERE)
    assert not is_off_topic(two, not_made(two), ELSEWHERE)


def test_key_points_without_example_sentences_are_too_little_to_compare_with() -> None:
    bare = QUESTION.model_copy(
        update={
            "key_points": tuple(
                point.model_copy(update={"said": ()}) for point in QUESTION.key_points
            )
        }
    )
    assert not is_off_topic(bare, not_made(bare), ELSEWHERE)
