"""Which questions are listed."""

import pytest

from mock_interviewer.app.ui.question_model import (
    Filter,
    Of,
    QuestionModel,
    QuestionRow,
    SectionRow,
    listed,
)
from mock_interviewer.questions.editing import OverlaidBank
from mock_interviewer.questions.model import Bank, Group, KeyPoint, Kind, Question, Source, Term
from mock_interviewer.questions.overlay import Overlay


def question(ident: str, section: str, number: int, **fields: object) -> Question:
    whole = {
        "id": ident,
        "text": f"Why {ident}?",
        "section": section,
        "source": Source(list=1, number=number),
        "kind": Kind.TECHNICAL,
    }
    return Question.model_validate(whole | fields)


SHIPPED = Bank(
    id="tea",
    name="Tea",
    version="1",
    questions=(
        question("green", "Leaves", 1, vocabulary=(Term(term="sencha"),)),
        question("milk", "Cup", 2),
        question("black", "Leaves", 3, key_points=(KeyPoint(id="a", point="It is oxidised."),)),
    ),
)
EDITED = (
    OverlaidBank(SHIPPED, Overlay(bank="tea"))
    .keep(question("white", "Leaves", 1))
    .keep(question("milk", "Cup", 2, difficulty=3))
    .retire("black")
    .group([Group(name="Friday", questions=("green", "milk"))])
)


def found(chosen: Filter, search: str = "") -> list[str]:
    rows = listed(EDITED.bank, EDITED, chosen, search)
    return [row.id for row in rows if isinstance(row, QuestionRow)]


def test_questions_stand_under_their_sections_with_what_is_unusual() -> None:
    assert listed(EDITED.bank, EDITED, Filter(), "") == (
        SectionRow("Leaves"),
        QuestionRow("green", "Why green?", False, ""),
        QuestionRow("black", "Why black?", True, "Retired"),
        QuestionRow("white", "Why white?", False, "Yours"),
        SectionRow("Cup"),
        QuestionRow("milk", "Why milk?", False, "Changed"),
    )


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        (Filter(Of.SECTION, "Cup"), ["milk"]),
        (Filter(Of.GROUP, "Friday"), ["green", "milk"]),
        (Filter(Of.OWN), ["milk", "white"]),
        (Filter(Of.RETIRED), ["black"]),
    ],
)
def test_some_of_them_can_be_listed_alone(chosen: Filter, ids: list[str]) -> None:
    assert found(chosen) == ids


@pytest.mark.parametrize(
    ("search", "ids"),
    [
        ("GREEN", ["green"]),
        ("why mi", ["milk"]),
        ("sench", ["green"]),
        ("oxidised", ["black"]),
        ("green milk", []),
    ],
)
def test_the_search_finds_all_words_wherever_they_stand(search: str, ids: list[str]) -> None:
    assert found(Filter(), search) == ids


def test_only_questions_can_be_chosen() -> None:
    model = QuestionModel()
    model.show_rows(listed(EDITED.bank, EDITED, Filter(), ""))
    assert not model.flags(model.index(0))
    assert model.flags(model.index_of("milk"))
    assert not model.index_of("gone").isValid()
