"""Import of CSV tables."""

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.questions.bank_loader import inspect_map
from mock_interviewer.questions.errors import BankError
from mock_interviewer.questions.importing.csv_table import read_csv_table
from mock_interviewer.questions.model import Bank, QuestionKind

FULL = """\
ID,Question,Topic,Kind,Difficulty,Key points,Vocabulary,Answer,Follow-ups,See also
why-tea,Why tea?,Drinks,Conceptual,2,It warms; It wakes,oolong|matcha,"Because it warms.

And wakes.",Why not coffee?,
why-not,"Why not, then?",Drinks,,,,,,,why-tea
"""


def inspected(text: str, folder: Path) -> tuple[Bank | None, list[tuple[int | None, str]]]:
    path = folder / "my table.csv"
    path.write_text(text, "utf-8", newline="")
    bank, problems = inspect_map(read_csv_table(path), path)
    return bank, [(problem.line, problem.what) for problem in problems]


def bank_of(text: str, folder: Path) -> Bank:
    bank, problems = inspected(text, folder)
    assert bank is not None, problems
    return bank


def refusal(text: str, folder: Path) -> BankError:
    path = folder / "my table.csv"
    path.write_text(text, "utf-8", newline="")
    with pytest.raises(BankError) as refused:
        read_csv_table(path)
    return refused.value


def test_columns_are_recognized_by_their_names(tmp_path: Path) -> None:
    bank = bank_of(FULL, tmp_path)
    assert (bank.id, bank.name) == ("my-table", "My table")
    first, second = bank.questions
    assert (first.id, first.text, first.section) == ("why-tea", "Why tea?", "Drinks")
    assert (first.kind, first.difficulty) == (QuestionKind.CONCEPTUAL, 2)
    assert [point.point for point in first.key_points] == ["It warms", "It wakes"]
    assert [term.term for term in first.vocabulary] == ["oolong", "matcha"]
    assert first.model_answer == "Because it warms.\n\nAnd wakes."
    assert [item.text for item in first.follow_ups] == ["Why not coffee?"]
    assert (second.text, second.see_also) == ("Why not, then?", ("why-tea",))


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_separators_are_detected(delimiter: str, tmp_path: Path) -> None:
    text = f"question{delimiter}section\r\nWhy tea?{delimiter}Drinks\r\n"
    (question,) = bank_of(text, tmp_path).questions
    assert (question.text, question.section) == ("Why tea?", "Drinks")


def test_a_single_column_without_a_name_is_all_questions(tmp_path: Path) -> None:
    bank = bank_of("Why tea?\nWhy coffee?\n", tmp_path)
    assert [question.text for question in bank.questions] == ["Why tea?", "Why coffee?"]
    assert bank.sections == ("General",)


@pytest.mark.parametrize("name", ["rephrased", "Rephrasing", "In other words"])
def test_a_column_may_hold_the_rephrasing(name: str, tmp_path: Path) -> None:
    text = f"question,{name}\nWhy tea?,What do you like about it?\nWhy coffee?,\n"
    rephrased = [question.rephrased for question in bank_of(text, tmp_path).questions]
    assert rephrased == ["What do you like about it?", None]


def test_a_cell_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    (question,) = bank_of('question\n"=HYPERLINK(""http://x"",1+1)"\n', tmp_path).questions
    assert question.text == '=HYPERLINK("http://x",1+1)'


def test_a_byte_order_mark_is_skipped(tmp_path: Path) -> None:
    assert bank_of("\ufeffquestion\nWhy tea?\n", tmp_path).questions[0].text == "Why tea?"


def test_empty_rows_are_skipped(tmp_path: Path) -> None:
    assert len(bank_of("question,section\n\n,\nWhy tea?,Drinks\n,\n", tmp_path).questions) == 1


@pytest.mark.parametrize(
    ("text", "line", "what", "remedy"),
    [
        ("", 1, "empty", "row for each question"),
        ("question,colour\nWhy?,red\n", 1, '"colour" isn\'t a column', "rename it to one of id"),
        ("question,text\nWhy?,Why?\n", 1, "two columns", "delete one"),
        ("section,kind\nTea,technical\n", 1, "no column is named question", '"question"'),
        ("question,section\nWhy?,Tea,what\n", 2, "3 cells, but only 2 columns", "quote the cells"),
        ("question,section\nWhy?,Tea\n,Tea\n", 3, "no question", "delete the row"),
        ('question\n"Why?\n', 2, "isn't valid CSV", "close its quotes"),
        ("question,section\n", 1, "no question", "rows"),
        ("question\nWhy\x00?\n", 2, "control character", "delete"),
    ],
)
def test_a_bad_table_is_refused_with_its_line(
    text: str, line: int, what: str, remedy: str, tmp_path: Path
) -> None:
    refused = refusal(text, tmp_path)
    assert refused.line == line
    assert what in refused.what
    assert remedy in refused.remedy


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("a,Why?,funny,,", '"kind" is "funny"'),
        ("a,Why?,,9,", '"difficulty" is "9"'),
        ("a,Why?,,hard,", '"difficulty" is "hard"'),
        ("first,Why?,,,", '"first" is already used'),
        ("a,Why?,,,nobody", 'no question "nobody"'),
        ("a,Why?,,,a", "refers to itself"),
    ],
)
def test_a_wrong_value_is_refused_on_the_line_of_its_row(
    row: str, what: str, tmp_path: Path
) -> None:
    head = 'id,question,kind,difficulty,see also\nfirst,"Why\ntea?",,,\n'
    bank, problems = inspected(f"{head}{row}\n", tmp_path)
    assert bank is None
    ((line, said),) = problems
    assert line == 4
    assert what in said


@given(st.text(max_size=300))
def test_any_text_is_a_bank_or_refused_as_one(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        path.write_text(text, "utf-8", errors="replace", newline="")
        with suppress(BankError):
            bank, problems = inspect_map(read_csv_table(path), path)
            assert (bank is None) == bool(problems)
