from pathlib import Path

from rig.small_bank import write_small_bank

from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion, ExpectedPoint
from mock_interviewer.app.planning.bank_questions import (
    asked_by_words,
    asked_in_take,
    asked_question,
    find_asked,
    planned_question,
)
from mock_interviewer.app.planning.follow_ups import planned_follow_up
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.questions.model import (
    Bank,
    FollowUp,
    KeyPoint,
    Question,
    QuestionKind,
    QuestionSource,
    StarPart,
)
from mock_interviewer.questions.shelf import BankShelf, read_shelf


def test_a_question_is_asked_with_all_that_coverage_needs_of_its_points() -> None:
    points = (
        KeyPoint(
            id="first",
            point="It is so.",
            why="It was measured.",
            terms=("so",),
            essential=True,
            weight=3.0,
            part=StarPart.RESULT,
            said=("It came to be so.",),
            mistaken=("It is not so.",),
        ),
        KeyPoint(id="second", point="It stays so."),
    )
    question = Question(
        id="q",
        text="Is it so?",
        spoken="Is it really so?",
        section="Things",
        source=QuestionSource(list=1, number=1),
        kind=QuestionKind.BEHAVIORAL,
        key_points=points,
    )
    assert asked_question(question) == CoverageQuestion(
        "Is it so?",
        (
            ExpectedPoint(
                "first",
                "It is so.",
                essential=True,
                weight=3.0,
                said=("It came to be so.",),
                part="result",
            ),
            ExpectedPoint("second", "It stays so."),
        ),
        "behavioral",
    )


def test_a_question_is_found_in_its_bank_unless_it_is_gone(tmp_path: Path) -> None:
    write_small_bank(tmp_path)
    shelf = read_shelf(tmp_path)
    found = find_asked(shelf, "small", "what-is-rag")
    assert found is not None
    assert found.text == "What is RAG?"
    assert find_asked(shelf, "llm", "what-is-rag") is None
    assert find_asked(BankShelf(()), "small", "what-is-rag") is None


WHY = FollowUp(
    text="Why is it so?",
    about=("first",),
    key_points=(KeyPoint(id="because", point="Because it was made so.", essential=True),),
)
WHEN = FollowUp(text="When was it so?", about=("first",))


def bank(*follow_ups: FollowUp) -> Bank:
    question = Question(
        id="q",
        text="Is it so?",
        section="Things",
        source=QuestionSource(list=1, number=1),
        kind=QuestionKind.BEHAVIORAL,
        key_points=(KeyPoint(id="first", point="It is so."),),
        follow_ups=follow_ups,
    )
    return Bank(id="small", name="Small", version="1", questions=(question,))


def take_of(of: Bank, follow_up: FollowUp | None, folder: Path) -> TakeRecord:
    """Return a take of the bank's question or of a follow-up to it, as it is kept."""
    (question,) = of.questions
    asked = (
        planned_question(of, question)
        if follow_up is None
        else planned_follow_up(of, question, follow_up)
    )
    with Library.open(DataFolder(folder)) as library:
        session = library.create_session(Plan((planned_question(of, question),)))
        return library.create_take(session.id, asked, 1, 1)


def test_a_follow_up_is_asked_with_key_points_of_its_own_and_no_story() -> None:
    (question,) = bank(WHY, WHEN).questions
    assert asked_by_words(question, WHY.text) == CoverageQuestion(
        "Why is it so?",
        (ExpectedPoint("because", "Because it was made so.", essential=True),),
    )


def test_a_take_of_a_follow_up_answers_that_and_others_the_question(tmp_path: Path) -> None:
    of = bank(WHY, WHEN)
    shelf = BankShelf((of,))
    assert asked_in_take(shelf, take_of(of, WHY, tmp_path)) == asked_by_words(
        of.questions[0], WHY.text
    )
    assert asked_in_take(shelf, take_of(of, None, tmp_path)) == asked_question(of.questions[0])


def test_a_take_of_a_follow_up_is_known_by_its_words_when_the_bank_has_changed(
    tmp_path: Path,
) -> None:
    take = take_of(bank(WHY, WHEN), WHY, tmp_path)
    assert asked_in_take(BankShelf((bank(WHEN, WHY),)), take) == asked_by_words(
        bank(WHY).questions[0], WHY.text
    )
    assert asked_in_take(BankShelf((bank(WHEN),)), take) is None
    assert asked_in_take(BankShelf((bank(),)), take) is None
