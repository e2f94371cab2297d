"""Filters and rows of the list of questions."""

import pytest

from mock_interviewer.app.ui.questions.question_list import (
    QuestionFilter,
    QuestionListItem,
    QuestionListModel,
    QuestionScope,
    SectionHeading,
    filtered_rows,
)
from mock_interviewer.questions.editing import OverlaidBank
from mock_interviewer.questions.model import (
    Bank,
    KeyPoint,
    Question,
    QuestionGroup,
    QuestionKind,
    QuestionSource,
    VocabularyTerm,
)
from mock_interviewer.questions.overlay import BankOverlay


def question(ident: str, section: str, number: int, **fields: object) -> Question:
    whole = {
        "id": ident,
        "text": f"Why {ident}?",
        "section": section,
        "source": QuestionSource(list=1, number=number),
        "kind": QuestionKind.TECHNICAL,
    }
    return Question.model_validate(whole | fields)


SHIPPED = Bank(
    id="tea",
    name="Tea",
    version="1",
    questions=(
        question("green", "Leaves", 1, vocabulary=(VocabularyTerm(term="sencha"),)),
        question("milk", "Cup", 2),
        question("black", "Leaves", 3, key_points=(KeyPoint(id="a", point="It is oxidised."),)),
    ),
)
EDITED = (
    OverlaidBank(SHIPPED, BankOverlay(bank="tea"))
    .put(question("white", "Leaves", 1))
    .put(question("milk", "Cup", 2, difficulty=3))
    .retire("black")
    .set_groups([QuestionGroup(name="Friday", questions=("green", "milk"))])
)


def found(chosen: QuestionFilter, search: str = "") -> list[str]:
    rows = filtered_rows(EDITED.bank, EDITED, chosen, search)
    return [row.id for row in rows if isinstance(row, QuestionListItem)]


def test_questions_are_listed_by_section_with_their_marks() -> None:
    assert filtered_rows(EDITED.bank, EDITED, QuestionFilter(), "") == (
        SectionHeading("Leaves"),
        QuestionListItem("green", "Why green?", False, ""),
        QuestionListItem("black", "Why black?", True, "Retired"),
        QuestionListItem("white", "Why white?", False, "Yours"),
        SectionHeading("Cup"),
        QuestionListItem("milk", "Why milk?", False, "Changed"),
    )


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        (QuestionFilter(QuestionScope.SECTION, "Cup"), ["milk"]),
        (QuestionFilter(QuestionScope.GROUP, "Friday"), ["green", "milk"]),
        (QuestionFilter(QuestionScope.OWN), ["milk", "white"]),
        (QuestionFilter(QuestionScope.RETIRED), ["black"]),
    ],
)
def test_a_filter_lists_some_of_the_questions(chosen: QuestionFilter, ids: list[str]) -> None:
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
def test_the_search_finds_all_words_in_any_field(search: str, ids: list[str]) -> None:
    assert found(QuestionFilter(), search) == ids


def test_only_questions_can_be_chosen() -> None:
    model = QuestionListModel()
    model.show_rows(filtered_rows(EDITED.bank, EDITED, QuestionFilter(), ""))
    assert not model.flags(model.index(0))
    assert model.flags(model.index_of("milk"))
    assert not model.index_of("gone").isValid()
