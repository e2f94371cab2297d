"""Import of Markdown outlines."""

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.questions.bank_loader import inspect_map
from mock_interviewer.questions.errors import BankError
from mock_interviewer.questions.importing.markdown_outline import read_markdown_outline
from mock_interviewer.questions.model import Bank, QuestionKind

NURSING = """\
# Nursing Interview

Collected over the years.

## Patients

- Tell me about a time you calmed an anxious patient.
  - Names what the patient feared
  - Says what changed
- What would you do if a patient refused treatment?

### Hygiene

1. Why do we wash hands
   before and after?
2. Which `gloves` are **sterile**?

## Team

- [ ] How do you hand over a shift?
"""


def bank_of(text: str, folder: Path, name: str = "my-questions.md") -> Bank:
    path = folder / name
    path.write_text(text, "utf-8")
    bank, problems = inspect_map(read_markdown_outline(path), path)
    assert bank is not None, problems
    return bank


def test_headings_are_sections_and_items_questions(tmp_path: Path) -> None:
    bank = bank_of(NURSING, tmp_path)
    assert (bank.id, bank.name) == ("nursing-interview", "Nursing Interview")
    assert [(q.section, q.subsection, q.text) for q in bank.questions] == [
        ("Patients", None, "Tell me about a time you calmed an anxious patient."),
        ("Patients", None, "What would you do if a patient refused treatment?"),
        ("Patients", "Hygiene", "Why do we wash hands before and after?"),
        ("Patients", "Hygiene", "Which gloves are sterile?"),
        ("Team", None, "How do you hand over a shift?"),
    ]


def test_items_below_a_question_are_its_key_points(tmp_path: Path) -> None:
    first, second, *_ = bank_of(NURSING, tmp_path).questions
    assert [(point.id, point.point) for point in first.key_points] == [
        ("point-1", "Names what the patient feared"),
        ("point-2", "Says what changed"),
    ]
    assert second.key_points == ()


def test_the_wording_of_a_question_suggests_its_kind(tmp_path: Path) -> None:
    kinds = [question.kind for question in bank_of(NURSING, tmp_path).questions]
    assert kinds[:3] == [QuestionKind.BEHAVIORAL, QuestionKind.SITUATIONAL, QuestionKind.TECHNICAL]


def test_without_a_top_heading_the_file_names_the_bank(tmp_path: Path) -> None:
    bank = bank_of("# Tea\n- Why tea?\n\n# Coffee\n- Why coffee?\n", tmp_path)
    assert (bank.id, bank.name) == ("my-questions", "My questions")
    assert bank.sections == ("Tea", "Coffee")


def test_items_without_headings_are_in_one_section(tmp_path: Path) -> None:
    bank = bank_of("- Why tea?\n- Why coffee?\n", tmp_path)
    assert bank.sections == ("General",)
    assert [question.id for question in bank.questions] == ["why-tea", "why-coffee"]


def test_repeated_questions_get_different_ids(tmp_path: Path) -> None:
    bank = bank_of("- Why tea?\n- Why tea?\n- Warum?\n- ¿¿??\n", tmp_path)
    assert [question.id for question in bank.questions] == [
        "why-tea",
        "why-tea-2",
        "warum",
        "question",
    ]


def test_html_and_formulas_are_text(tmp_path: Path) -> None:
    (question,) = bank_of('- =cmd() <script>alert("x")</script> ?\n', tmp_path).questions
    assert question.text == '=cmd() <script>alert("x")</script> ?'


def test_a_byte_order_mark_is_skipped(tmp_path: Path) -> None:
    assert bank_of("\ufeff- Why tea?\n", tmp_path).questions[0].text == "Why tea?"


@pytest.mark.parametrize("text", ["", "# Tea\n\nWhy tea?\n", "> quoted\n"])
def test_a_file_without_any_list_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "tea.md"
    path.write_text(text, "utf-8")
    with pytest.raises(BankError, match="no list item") as refused:
        read_markdown_outline(path)
    assert '"- "' in refused.value.remedy


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [(b"- Why?\n- Caf\xe9?\n", 2, "not UTF-8"), (b"- Why?\n\n- a\x07b\n", 3, "control character")],
)
def test_binary_content_is_refused_with_its_line(
    content: bytes, line: int, what: str, tmp_path: Path
) -> None:
    path = tmp_path / "tea.md"
    path.write_bytes(content)
    with pytest.raises(BankError, match=what) as refused:
        read_markdown_outline(path)
    assert refused.value.line == line


def test_a_question_too_long_is_refused_on_its_line(tmp_path: Path) -> None:
    path = tmp_path / "tea.md"
    path.write_text(f"- Why tea?\n- {'very ' * 1000}long?\n", "utf-8")
    bank, (problem,) = inspect_map(read_markdown_outline(path), path)
    assert bank is None
    assert (problem.line, problem.what) == (2, '"text" is longer than 4000 characters')


@given(st.text(max_size=300))
def test_any_text_is_a_bank_or_refused_as_one(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.md"
        path.write_text(text, "utf-8", errors="replace")
        with suppress(BankError):
            bank, problems = inspect_map(read_markdown_outline(path), path)
            assert (bank is None) == bool(problems)
