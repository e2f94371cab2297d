"""Files of edits: their content, and their errors."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rig.any_question import QUESTIONS

from mock_interviewer.questions.model import Question, QuestionGroup, VocabularyTerm
from mock_interviewer.questions.overlay import (
    EDITABLE,
    BankOverlay,
    QuestionChange,
    fingerprint,
    inspect_overlay,
    inspect_overlay_map,
    overlay_yaml,
)
from mock_interviewer.questions.yaml_reader import parse_map

FILE = Path("tea.yaml")
EDITS = """\
bank: tea
added:
  - {id: own-why-milk, text: Why milk?, section: Tea, kind: technical}
changed:
  - id: why-tea
    instead_of: {text: 0123456789abcdef}
    text: Why do you drink tea?
    difficulty: 3
retired: [why-leaves]
groups:
  - {name: Before Friday, questions: [why-tea]}
vocabulary: [oolong]
"""


def read(text: str) -> BankOverlay:
    overlay, problems = inspect_overlay_map(parse_map(text, FILE), FILE, "tea")
    assert overlay is not None, problems
    return overlay


def test_a_file_of_edits_is_read() -> None:
    overlay = read(EDITS)
    (change,) = overlay.changed
    assert [question.id for question in overlay.added] == ["own-why-milk"]
    assert change.fields == {"text": "Why do you drink tea?", "difficulty": 3}
    assert overlay.retired == ("why-leaves",)
    assert overlay.groups == (QuestionGroup(name="Before Friday", questions=("why-tea",)),)
    assert overlay.vocabulary == (VocabularyTerm(term="oolong"),)


def test_a_missing_file_has_no_edits(tmp_path: Path) -> None:
    overlay, problems = inspect_overlay(tmp_path / "edits" / "tea.yaml", "tea")
    assert problems == ()
    assert overlay is not None
    assert overlay.empty


@pytest.mark.parametrize(
    ("wrong", "line", "said"),
    [
        (("kind: technical", "kind: hot"), 3, '"kind"'),
        (("difficulty: 3", "difficulty: 9"), 8, '"difficulty"'),
        (("text: Why do", "test: Why do"), 7, '"text"'),
        (("    text: Why do you drink tea?\n", "    text:\n"), 7, '"text" is empty'),
        (("[why-leaves]", "{}"), 9, '"retired"'),
        (("bank: tea", "bank: coffee"), 1, "edits to the bank"),
        (("questions: [why-tea]", "question: [why-tea]"), 11, '"questions"'),
        (("  - id: why-tea", "  - why-tea\n  - id: why-tea"), 5, "isn't a map of keys"),
    ],
)
def test_an_error_has_its_line(wrong: tuple[str, str], line: int, said: str) -> None:
    assert wrong[0] in EDITS
    root = parse_map(EDITS.replace(*wrong), FILE)
    overlay, problems = inspect_overlay_map(root, FILE, "tea")
    assert overlay is None
    assert [problem.line for problem in problems] == [line]
    assert said in str(problems[0])


def test_two_changes_of_one_question_are_refused() -> None:
    twice = EDITS.replace("retired:", "  - {id: why-tea, spoken: Why T?}\nretired:")
    overlay, problems = inspect_overlay_map(parse_map(twice, FILE), FILE, "tea")
    assert overlay is None
    assert [(problem.line, problem.what) for problem in problems] == [
        (9, 'the id "why-tea" is already used in this list')
    ]


def test_invalid_yaml_is_returned_as_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "tea.yaml"
    file.write_text("bank: [tea", "utf-8")
    overlay, (problem,) = inspect_overlay(file, "tea")
    assert overlay is None
    assert problem.path == file


CHANGES = st.builds(
    lambda question, names: QuestionChange(
        question.id,
        {name: getattr(question, name) for name in names},
        {name: fingerprint(question, name) for name in names},
    ),
    QUESTIONS,
    st.sets(st.sampled_from(EDITABLE)),
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(question=QUESTIONS, change=CHANGES)
def test_written_edits_read_as_the_same_edits(question: Question, change: QuestionChange) -> None:
    added = question.model_copy(
        update={"source": question.source.model_copy(update={"list": 1, "number": 1})}
    )
    overlay = BankOverlay(bank="tea", added=(added,), changed=(change,), retired=(question.id,))
    again = read(overlay_yaml(overlay))
    assert again == overlay
    assert again.changed[0].fields == change.fields
