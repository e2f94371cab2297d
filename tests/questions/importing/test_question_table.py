"""Tables of questions: their separators, their columns, and what a person matches."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.questions.errors import BankError
from mock_interviewer.questions.importing.draft_bank import inspect_draft
from mock_interviewer.questions.importing.import_draft import ImportDraft, LineRole
from mock_interviewer.questions.importing.import_reader import (
    ImportRefused,
    read_import,
    read_pasted,
)
from mock_interviewer.questions.importing.importer import inspect_import
from mock_interviewer.questions.importing.question_table import UNKNOWN, with_column
from mock_interviewer.questions.model import Bank, QuestionKind

FULL = """\
ID,Question,Topic,Kind,Difficulty,Key points,Vocabulary,Answer,Follow-ups,See also,Note
why-tea,Why tea?,Drinks,Conceptual,2,It warms; It wakes,oolong|matcha,"Because it warms.

And wakes.",Why not coffee?,,Ask it kindly
why-not,"Why not, then?",Drinks,,,,,,,why-tea,
"""
GERMAN = "Nr.;Frage;Thema\n1;Warum Tee?;Getr\xe4nke\n2;Warum Kaffee?;Getr\xe4nke\n"


def written(text: str, folder: Path, name: str = "my table.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8", newline="")
    return path


def read(text: str, folder: Path) -> ImportDraft:
    return read_import(written(text, folder))


def bank_of(text: str, folder: Path) -> Bank:
    bank, problems = inspect_import(written(text, folder))
    assert bank is not None, problems
    return bank


def refusals(text: str, folder: Path) -> tuple[BankError, ...]:
    bank, problems = inspect_import(written(text, folder))
    assert bank is None
    return problems


def kept(draft: ImportDraft) -> Bank:
    bank, problems = inspect_draft(draft, Path("table"))
    assert bank is not None, problems
    return bank


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
    assert first.notes == "Ask it kindly"
    assert (second.text, second.see_also) == ("Why not, then?", ("why-tea",))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_separators_are_detected(delimiter: str, tmp_path: Path) -> None:
    text = f"question{delimiter}section\r\nWhy tea?{delimiter}Drinks\r\n"
    (question,) = bank_of(text, tmp_path).questions
    assert (question.text, question.section) == ("Why tea?", "Drinks")


def test_commas_within_cells_separate_nothing_in_a_table_with_semicolons(tmp_path: Path) -> None:
    text = "question;section\nWhy, then, tea?;Hot, cold\nWhy milk?;Cold\n"
    first, _ = bank_of(text, tmp_path).questions
    assert (first.text, first.section) == ("Why, then, tea?", "Hot, cold")


def test_the_line_by_which_excel_names_the_separator_is_skipped(tmp_path: Path) -> None:
    draft = read("sep=;\nquestion;section\nWhy tea?;Drinks\n", tmp_path)
    assert [(line.number, line.text) for line in draft.lines] == [(2, "question"), (3, "Why tea?")]


def test_a_single_column_without_a_name_is_all_questions(tmp_path: Path) -> None:
    bank = bank_of("Why tea?\nWhy coffee?\nTell me, please.\n", tmp_path)
    asked = [question.text for question in bank.questions]
    assert asked == ["Why tea?", "Why coffee?", "Tell me, please."]
    assert bank.sections == ("General",)


@pytest.mark.parametrize("name", ["rephrased", "Rephrasing", "In other words"])
def test_a_column_may_hold_the_rephrasing(name: str, tmp_path: Path) -> None:
    text = f"question,{name}\nWhy tea?,What do you like about it?\nWhy coffee?,\n"
    rephrased = [question.rephrased for question in bank_of(text, tmp_path).questions]
    assert rephrased == ["What do you like about it?", None]


def test_a_cell_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    (question,) = bank_of('question\n"=HYPERLINK(""http://x"",1+1)"\n', tmp_path).questions
    assert question.text == '=HYPERLINK("http://x",1+1)'


def test_empty_rows_are_skipped(tmp_path: Path) -> None:
    assert len(bank_of("question,section\n\n,\nWhy tea?,Drinks\n,\n", tmp_path).questions) == 1


def test_words_for_a_difficulty_are_understood(tmp_path: Path) -> None:
    bank = bank_of("question,level\nWhy?,Easy\nWhat?,hard\n", tmp_path)
    assert [question.difficulty for question in bank.questions] == [2, 4]


@pytest.mark.parametrize(
    ("text", "line", "what", "remedy"),
    [
        ("", None, "empty", "a line for each question"),
        ("question,colour\nWhy?,red\n", 1, '"colour" isn\'t a column', "rename it to one of id"),
        ("question,text\nWhy?,Why?\n", 1, "two columns", "delete one"),
        ("section,kind\nTea,technical\n", 1, "no column is named question", '"question"'),
        ("question,section\nWhy?,Tea,what\n", 2, "3 cells, but only 2 columns", "quote the cells"),
        ("question,section\nWhy?,Tea\n,Tea\n", 3, "no question", "delete the row"),
        ('question\n"Why?\n', 2, "isn't valid CSV", "close its quotes"),
        ("question,section\n", None, "no questions", "line for each"),
    ],
)
def test_without_a_preview_a_bad_table_is_refused_with_its_line(
    text: str, line: int | None, what: str, remedy: str, tmp_path: Path
) -> None:
    refused, *_ = refusals(text, tmp_path)
    assert refused.line == line
    assert what in refused.what
    assert remedy in refused.remedy


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("a,Why?,funny,,", '"kind" is "funny"'),
        ("a,Why?,,9,", '"difficulty" is "9"'),
        ("a,Why?,,tricky,", '"difficulty" is "tricky"'),
        ("first,Why?,,,", '"first" is already used'),
        ("a,Why?,,,nobody", 'no question "nobody"'),
        ("a,Why?,,,a", "refers to itself"),
    ],
)
def test_without_a_preview_a_wrong_value_is_refused_on_the_line_of_its_row(
    row: str, what: str, tmp_path: Path
) -> None:
    head = 'id,question,kind,difficulty,see also\nfirst,"Why\ntea?",,,\n'
    (problem,) = refusals(f"{head}{row}\n", tmp_path)
    assert problem.line == 4
    assert what in problem.what


def test_a_column_that_is_not_known_is_matched_by_choosing_its_field(tmp_path: Path) -> None:
    draft = read(GERMAN, tmp_path)
    assert [column.name for column in draft.columns] == ["Nr.", "Frage", "Thema"]
    assert [column.key for column in draft.columns] == ["", "text", ""]
    assert [column.doubt for column in draft.columns] == ["", "Guessed", UNKNOWN]
    assert draft.count == 2
    matched = with_column(with_column(draft, 2, "section"), 1, "text")
    assert [column.doubt for column in matched.columns] == ["", "", ""]
    assert [(q.text, q.section) for q in kept(matched).questions] == [
        ("Warum Tee?", "Getr\xe4nke"),
        ("Warum Kaffee?", "Getr\xe4nke"),
    ]


def test_a_field_is_in_one_column_only(tmp_path: Path) -> None:
    draft = with_column(read(GERMAN, tmp_path), 2, "text")
    assert [column.key for column in draft.columns] == ["", "", "text"]
    assert [line.text for line in draft.lines] == ["Thema", "Getr\xe4nke", "Getr\xe4nke"]


def test_notes_may_be_in_several_columns(tmp_path: Path) -> None:
    draft = with_column(read("question,note,x\nWhy?,a,b\n", tmp_path), 2, "notes")
    assert kept(draft).questions[0].notes == "a\nb"


def test_a_role_that_was_chosen_stays_when_a_column_is_matched(tmp_path: Path) -> None:
    draft = read(GERMAN, tmp_path).with_role([1], LineRole.LEFT_OUT)
    assert with_column(draft, 2, "section").count == 1


def test_rows_and_cells_that_cannot_be_used_have_a_doubt(tmp_path: Path) -> None:
    draft = read("question,kind,level\nWhy?,funny,2\n,technical,3\nWhat?,,tricky\n", tmp_path)
    assert [line.doubt for line in draft.lines] == [
        "",
        "“funny” isn't a kind of question",
        "This row has no question",
        "“tricky” isn't a difficulty from 1 to 5",
    ]
    first, second = kept(draft).questions
    assert (first.kind, first.difficulty) == (QuestionKind.TECHNICAL, 2)
    assert second.difficulty is None


def test_a_row_joined_to_the_one_above_adds_its_cells(tmp_path: Path) -> None:
    draft = read("question,points\nWhy?,a\nAlso this,b;c\n", tmp_path).joined([2])
    (question,) = kept(draft).questions
    assert question.notes == "Also this"
    assert [point.point for point in question.key_points] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "text",
    [
        "Why tea?\tDrinks\nWhy milk?\tDrinks\n",
        "| Question | Topic |\n|---|:--:|\n| Why tea? | Drinks |\n| Why milk? | Drinks |\n",
        "question,topic\nWhy tea?,Drinks\nWhy milk?,Drinks\n",
        "a;b;c\n1;Why tea?;x\n2;Why milk?;y\n",
    ],
)
def test_a_pasted_table_is_a_table(text: str) -> None:
    draft = read_pasted(text)
    asked = [line.text for line in draft.lines if line.role is LineRole.QUESTION]
    assert asked == ["Why tea?", "Why milk?"]
    assert len(draft.columns) > 1


@pytest.mark.parametrize(
    "text", ["Why, then, tea?\nWhy milk?\n", "Why tea, or milk?\nWhy milk, or tea?\n", "a;b\nc;d"]
)
def test_a_pasted_list_with_commas_is_a_list(text: str) -> None:
    assert read_pasted(text).columns == ()


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "-----"])
def test_an_empty_paste_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_pasted(text)
    assert str(refused.value) == (
        "the pasted text: it is empty; write or paste a line for each question."
    )


@given(st.text(alphabet='aQ?,;\t|"\n\r =', max_size=200) | st.text(max_size=200))
def test_any_pasted_text_is_understood_or_refused(text: str) -> None:
    try:
        draft = read_pasted(text)
    except ImportRefused:
        return
    bank, _ = inspect_draft(draft, Path("any"))
    assert bank is None or len(bank.questions) == draft.count
    for at in range(len(draft.columns)):
        matched = with_column(draft, at, "text")
        assert matched.columns[at].key == "text"
        assert [line.number for line in matched.lines] == [line.number for line in draft.lines]
