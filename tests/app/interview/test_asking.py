from pathlib import Path

from rig.small_bank import write_small_bank

from mock_interviewer.app.feedback.coverage import Asked, PointToMake
from mock_interviewer.app.interview.asking import asked_in, asked_of
from mock_interviewer.questions.model import KeyPoint, Kind, Question, Source, StarPart
from mock_interviewer.questions.shelf import Shelf, read_shelf


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
        source=Source(list=1, number=1),
        kind=Kind.BEHAVIORAL,
        key_points=points,
    )
    assert asked_of(question) == Asked(
        "Is it so?",
        (
            PointToMake(
                "first",
                "It is so.",
                essential=True,
                weight=3.0,
                said=("It came to be so.",),
                part="result",
            ),
            PointToMake("second", "It stays so."),
        ),
        "behavioral",
    )


def test_a_question_is_found_in_its_bank_unless_it_is_gone(tmp_path: Path) -> None:
    write_small_bank(tmp_path)
    shelf = read_shelf(tmp_path)
    found = asked_in(shelf, "small", "what-is-rag")
    assert found is not None
    assert found.text == "What is RAG?"
    assert asked_in(shelf, "llm", "what-is-rag") is None
    assert asked_in(Shelf(()), "small", "what-is-rag") is None
