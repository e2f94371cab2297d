"""What a person changes in the preview of an import."""

from pathlib import Path

import pytest

from mock_interviewer.questions.importing.draft_bank import inspect_draft
from mock_interviewer.questions.importing.import_draft import ImportDraft, LineRole
from mock_interviewer.questions.importing.import_reader import read_import
from mock_interviewer.questions.importing.question_list import read_question_list

TEXT = """\
Preface, of course.
1. Why tea?
- It wakes
Because.
2. Why milk?
Tip: smile.
"""
PREFACE, TEA, POINT, BECAUSE, MILK, TIP = range(6)


@pytest.fixture
def draft() -> ImportDraft:
    return read_question_list(TEXT, "tea.md", "Tea")


def roles(draft: ImportDraft) -> list[LineRole]:
    return [line.role for line in draft.lines]


def test_a_line_is_left_out_and_comes_back(draft: ImportDraft) -> None:
    out = draft.leave_out([POINT])
    assert out.lines[POINT].role is LineRole.LEFT_OUT
    assert roles(out.leave_out([POINT])) == roles(draft)


def test_a_question_that_is_left_out_takes_along_what_belongs_to_it(draft: ImportDraft) -> None:
    out = draft.leave_out([TEA])
    assert roles(out)[TEA : MILK + 1] == [*[LineRole.LEFT_OUT] * 3, LineRole.QUESTION]
    assert out.count == 1
    assert roles(out.leave_out([TEA])) == roles(draft)


def test_a_question_joined_to_the_one_above_takes_along_what_belongs_to_it(
    draft: ImportDraft,
) -> None:
    joined = draft.joined([MILK])
    assert joined.count == 1
    bank, _ = inspect_draft(joined, Path("tea.md"))
    assert bank is not None
    assert bank.questions[0].text == "Why tea? Why milk?"
    assert bank.questions[0].notes == "Because.\nTip: smile."


def test_a_line_can_become_a_question_of_its_own(draft: ImportDraft) -> None:
    asked = draft.with_role([BECAUSE], LineRole.QUESTION)
    bank, _ = inspect_draft(asked, Path("tea.md"))
    assert bank is not None
    assert [question.text for question in bank.questions] == ["Why tea?", "Because.", "Why milk?"]


def test_a_line_joins_as_it_suggests(draft: ImportDraft) -> None:
    apart = draft.with_role([POINT, TIP], LineRole.QUESTION)
    assert roles(apart.joined([POINT, TIP])) == roles(draft)


def test_nothing_joins_before_the_first_question(draft: ImportDraft) -> None:
    assert not draft.can_join(PREFACE)
    assert draft.joined([PREFACE]) == draft


def test_a_choice_clears_the_doubt(draft: ImportDraft) -> None:
    assert draft.lines[BECAUSE].doubt
    chosen = draft.with_role([BECAUSE], LineRole.NOTE)
    assert chosen.doubtful == tuple(at for at in draft.doubtful if at != BECAUSE)


def test_questions_of_a_bank_can_only_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "tea.yaml"
    path.write_text(
        "id: tea\nname: Tea\nversion: 1\nsection: Tea\nquestions:\n"
        "  - {id: a, text: Why a?, kind: technical, difficulty: 4}\n"
        "  - {id: b, text: Why b?, kind: technical, see_also: [a]}\n"
        "groups: [{name: Both, questions: [a, b]}, {name: One, questions: [a]}]\n",
        "utf-8",
    )
    draft = read_import(path)
    assert not draft.can_join(1)
    assert draft.with_role([1], LineRole.NOTE) == draft
    whole, _ = inspect_draft(draft, path)
    assert whole == draft.bank
    part, _ = inspect_draft(draft.leave_out([0]), path)
    assert part is not None
    assert [(question.id, question.see_also) for question in part.questions] == [("b", ())]
    assert [group.questions for group in part.groups] == [("b",)]
