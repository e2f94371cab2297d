"""Lists of questions in Markdown and plain text: what each line is taken for."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.questions.importing.draft_bank import inspect_draft
from mock_interviewer.questions.importing.import_draft import JOINED, ImportDraft, LineRole
from mock_interviewer.questions.importing.question_list import MOST_CHARACTERS, read_question_list
from mock_interviewer.questions.model import Bank, QuestionKind

TEN = """\
Questions for a backend interview

1. Tell me about yourself.
Why they ask: to hear how you summarize.
2) What is a deadlock?
3) How does an index speed up a query,
   and when does it hurt?
Why they ask: They want depth.
  They also want trade-offs.
Q4: What is idempotency?
5.What is the CAP theorem?
Question 6 - How do you design a rate limiter?
**7.** Explain eventual consistency.
- Reads may be stale
- Replicas converge
**8. What is a B-tree?**

9 \N{EN DASH} Describe a time you failed.
Tip: use STAR.
(10) Why us?
"""
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
MARKS = ["1. ", "2) ", "Q3: ", "Question 4 - ", "**5.** ", "- ", "* ", "a) ", "# ", "## ", "> "]
LABELS = ["Why they ask: ", "Answer: ", "Key points:", "Follow-up: ", "Topic: ", "What then: "]
LINES = st.builds(
    lambda indent, mark, text, end: f"{indent}{mark}{text}{end}",
    st.sampled_from(["", " ", "    ", "\t"]),
    st.sampled_from(["", *MARKS, *LABELS]),
    st.sampled_from(["Why tea", "Tell me more", "Because", "It has 3. parts", "", "`code`"]),
    st.sampled_from(["?", ".", "", ":", ","]),
)
TEXTS = st.lists(LINES | st.just("") | st.just("```") | st.text(max_size=30), max_size=30).map(
    "\n".join
) | st.text(max_size=400)


def read(text: str) -> ImportDraft:
    return read_question_list(text, "tea.md", "Tea")


def roles(text: str) -> list[tuple[LineRole, str]]:
    return [(line.role, line.text) for line in read(text).lines]


def questions(text: str) -> list[str]:
    return [text for role, text in roles(text) if role is LineRole.QUESTION]


def bank_of(text: str) -> Bank:
    draft = read(text)
    bank, problems = inspect_draft(draft, Path("tea.md"))
    assert bank is not None, problems
    return bank


def test_ten_questions_are_ten_questions_however_they_are_numbered() -> None:
    draft = read(TEN)
    assert draft.count == 10
    assert draft.doubtful == ()
    assert draft.name == "Questions for a backend interview"
    asked = [question.text for question in bank_of(TEN).questions]
    assert asked == [
        "Tell me about yourself.",
        "What is a deadlock?",
        "How does an index speed up a query, and when does it hurt?",
        "What is idempotency?",
        "What is the CAP theorem?",
        "How do you design a rate limiter?",
        "Explain eventual consistency.",
        "What is a B-tree?",
        "Describe a time you failed.",
        "Why us?",
    ]


def test_why_they_ask_belongs_to_the_question_above() -> None:
    first, _, third, *others = bank_of(TEN).questions
    assert first.notes == "Why they ask: to hear how you summarize."
    assert third.notes == "Why they ask: They want depth.\nThey also want trade-offs."
    assert [point.point for point in others[3].key_points] == [
        "Reads may be stale",
        "Replicas converge",
    ]
    assert others[5].notes == "Tip: use STAR."


@pytest.mark.parametrize(
    "mark",
    ["3)", "3.", "(3)", "[3]", "3:", "3 -", "Q3:", "Q3.", "Q 3)", "q3 -", "Question 3:",
     "Question 3 of 10:", "QUESTION 3 \N{EN DASH}", "**3.**", "**Q3:**", "### 3.", "- 3)", "#3."],
)  # fmt: skip
def test_a_number_of_any_form_marks_a_question(mark: str) -> None:
    assert questions(f"1. Why milk?\n{mark} Why tea?\n") == ["Why milk?", "Why tea?"]


@pytest.mark.parametrize(
    "text",
    ["3.5 million users wait?", "24/7 support, why?", "10-K filings, why?", "9:30, and then?"],
)
def test_a_figure_is_no_number_of_a_question(text: str) -> None:
    assert questions(f"{text}\nWhy tea?") == [text, "Why tea?"]


def test_a_number_alone_on_its_line_waits_for_the_question() -> None:
    text = "Question 1\nWhy tea?\n\nQuestion 2\nWhy milk?\n1. It is white\n2. It is cold\n"
    assert questions(text) == ["Why tea?", "Why milk?"]
    assert [point.point for point in bank_of(text).questions[1].key_points] == [
        "It is white",
        "It is cold",
    ]


def test_several_numbers_on_one_line_are_several_questions() -> None:
    text = "1. Why tea? 2. Tell me more. 3. Why at 4. pm?"
    assert questions(text) == ["Why tea?", "Tell me more.", "Why at 4. pm?"]
    assert [line.number for line in read(text).lines] == [1, 1, 1]


def test_numbers_may_begin_again_in_each_section() -> None:
    text = "# A\n1. Why tea?\n2. Why milk?\n# B\n1. Why water?\n2. Why juice?\n"
    assert [(q.section, q.text) for q in bank_of(text).questions] == [
        ("A", "Why tea?"),
        ("A", "Why milk?"),
        ("B", "Why water?"),
        ("B", "Why juice?"),
    ]


def test_labels_say_what_a_line_is() -> None:
    text = """\
Q: Why tea?
A: It wakes.
It warms, too.
Key points:
- leaves
- water
Follow-up: Why not milk?
"""
    (question,) = bank_of(text).questions
    assert question.model_answer == "It wakes.\nIt warms, too."
    assert [point.point for point in question.key_points] == ["leaves", "water"]
    assert [each.text for each in question.follow_ups] == ["Why not milk?"]


def test_plain_lines_are_questions() -> None:
    text = "Tell me about yourself.\nWhat is your\nbiggest weakness?\nWhy us?\n"
    asked = [question.text for question in bank_of(text).questions]
    assert asked == ["Tell me about yourself.", "What is your biggest weakness?", "Why us?"]


def test_a_line_that_may_be_something_else_has_a_doubt() -> None:
    draft = read("Why tea?\nYour greatest success\n\nLeaves and all that.\n")
    assert [(line.role, bool(line.doubt)) for line in draft.lines] == [
        (LineRole.QUESTION, False),
        (LineRole.NOTE, True),
        (LineRole.QUESTION, True),
    ]


def test_a_repeated_question_has_a_doubt() -> None:
    draft = read("1. Why tea?\n2. Why milk?\n3. why  tea\n")
    assert [line.doubt for line in draft.lines] == ["", "", "Same question as in line 1"]


def test_headings_are_sections_and_items_questions() -> None:
    bank = bank_of(NURSING)
    assert (bank.id, bank.name) == ("nursing-interview", "Nursing Interview")
    assert [(q.section, q.subsection, q.text) for q in bank.questions] == [
        ("Patients", None, "Tell me about a time you calmed an anxious patient."),
        ("Patients", None, "What would you do if a patient refused treatment?"),
        ("Patients", "Hygiene", "Why do we wash hands before and after?"),
        ("Patients", "Hygiene", "Which gloves are sterile?"),
        ("Team", None, "How do you hand over a shift?"),
    ]
    assert [line.text for line in read(NURSING).left_out] == ["Collected over the years."]


def test_items_below_a_question_are_its_key_points() -> None:
    first, second, *_ = bank_of(NURSING).questions
    assert [(point.id, point.point) for point in first.key_points] == [
        ("point-1", "Names what the patient feared"),
        ("point-2", "Says what changed"),
    ]
    assert second.key_points == ()


def test_the_wording_of_a_question_suggests_its_kind() -> None:
    kinds = [question.kind for question in bank_of(NURSING).questions]
    assert kinds[:3] == [QuestionKind.BEHAVIORAL, QuestionKind.SITUATIONAL, QuestionKind.TECHNICAL]


def test_headings_that_ask_are_questions() -> None:
    text = "## 1. Why tea?\nIt wakes.\n\n## 2. Why milk?\n\n## Why water?\n"
    assert questions(text) == ["Why tea?", "Why milk?", "Why water?"]


def test_an_underlined_title_names_a_section() -> None:
    assert bank_of("Drinks\n======\n- Why tea?\n").sections == ("Drinks",)


def test_code_belongs_to_the_question_above() -> None:
    code = "```python\n# 2. no question?\nif 1:\n    print(2)\n```"
    text = f"1. What does this print?\n{code}\n2. Why?\n"
    assert questions(text) == ["What does this print?", "Why?"]
    assert bank_of(text).questions[0].notes == "# 2. no question?\nif 1:\n    print(2)"


def test_a_list_within_a_block_of_code_is_read() -> None:
    assert questions("```\n1. Why tea?\n2. Why milk?\n```\n") == ["Why tea?", "Why milk?"]


def test_repeated_questions_get_different_ids() -> None:
    bank = bank_of("- Why tea?\n- Why tea?\n- Warum?\n- \N{INVERTED QUESTION MARK}?\n")
    assert [question.id for question in bank.questions] == [
        "why-tea",
        "why-tea-2",
        "warum",
        "question",
    ]


def test_html_and_formulas_are_text() -> None:
    assert questions('- =cmd() <script>alert("x")</script> ?\n') == [
        '=cmd() <script>alert("x")</script> ?'
    ]


def test_a_question_that_is_too_long_is_left_out_with_a_doubt() -> None:
    (line, _) = read(f"- {'very ' * 1000}long?\n- Why?\n").lines
    assert line.role is LineRole.LEFT_OUT
    assert str(MOST_CHARACTERS) in line.doubt


@given(TEXTS)
def test_every_line_of_any_text_is_listed_once_in_its_order(text: str) -> None:
    lines = read(text).lines
    filled = [line for line in text.split("\n") if line.strip()]
    # The pieces of one line lose only the space between them.
    assert "".join("".join(line.raw.split()) for line in lines) == "".join(
        "".join(line.split()) for line in filled
    )
    numbers = [line.number for line in lines]
    assert numbers == sorted(numbers)
    for line in lines:
        assert line.raw in text.split("\n")[line.number - 1]


@given(TEXTS)
def test_only_lines_below_a_question_are_joined(text: str) -> None:
    asked = False
    for line in read(text).lines:
        assert asked or line.role not in JOINED
        asked = asked or line.role is LineRole.QUESTION


@given(TEXTS)
def test_the_questions_of_any_text_make_a_bank(text: str) -> None:
    draft = read(text)
    bank, problems = inspect_draft(draft, Path("any.md"))
    if draft.count:
        assert bank is not None, problems
        assert len(bank.questions) == draft.count
        kept = " ".join(str(question.model_dump()) for question in bank.questions)
        for line in draft.lines:
            if line.role is LineRole.QUESTION:
                assert repr(line.text.strip())[1:-1] in kept


@given(st.lists(st.sampled_from(["Why tea?", "Tell me more.", "Name three."]), min_size=2))
def test_a_numbered_list_is_read_as_it_was_numbered(asked: list[str]) -> None:
    numbered = "\n".join(f"{number}. {text}" for number, text in enumerate(asked, 1))
    assert questions(numbered) == asked
    again = read(numbered)
    assert [line.number for line in again.lines] == list(range(1, len(asked) + 1))
