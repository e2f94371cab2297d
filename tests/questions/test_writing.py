"""A bank that is written reads as the same bank again, whatever its texts hold."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_interviewer.questions.bank import bank_ids, inspect_map, load_bank
from mock_interviewer.questions.marked_yaml import parse_map
from mock_interviewer.questions.model import (
    Bank,
    FollowUp,
    KeyPoint,
    Kind,
    Question,
    Reference,
    Source,
    StarPart,
    Term,
)
from mock_interviewer.questions.writing import bank_yaml

SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff")
TEXTS = (
    st.text(LETTERS | st.sampled_from("\n#:-'\"?!&*%@`|>{}[] "), min_size=1, max_size=120)
    .map(str.strip)
    .filter(lambda text: text and "\ufffe" not in text and "\uffff" not in text)
)
TRICKY = st.sampled_from(
    ["null", "~", "yes", "1.0", "0x1F", "=1+1", "- x", "a: b", "# no", "2001-01-01"]
)
ANY_TEXT = TEXTS | TRICKY
POINTS = st.builds(
    KeyPoint,
    id=SLUGS,
    point=ANY_TEXT,
    why=st.none() | ANY_TEXT,
    terms=st.lists(ANY_TEXT, max_size=3).map(tuple),
    essential=st.booleans(),
    weight=st.sampled_from([0.5, 1.0, 2.0, 3.0]),
    part=st.none() | st.sampled_from(StarPart),
)
POINT_LISTS = st.lists(POINTS, max_size=3, unique_by=lambda point: point.id).map(tuple)
QUESTIONS = st.builds(
    Question,
    id=SLUGS,
    text=ANY_TEXT,
    section=ANY_TEXT,
    subsection=st.none() | ANY_TEXT,
    source=st.builds(Source, list=st.integers(1, 9), number=st.integers(1, 99)),
    kind=st.sampled_from(Kind),
    difficulty=st.none() | st.integers(1, 5),
    spoken=st.none() | ANY_TEXT,
    rephrased=st.none() | ANY_TEXT,
    vocabulary=st.lists(
        st.builds(
            Term,
            term=ANY_TEXT,
            definition=st.none() | ANY_TEXT,
            heard_as=st.lists(ANY_TEXT, max_size=2).map(tuple),
            essential=st.booleans(),
        ),
        max_size=3,
    ).map(tuple),
    key_points=POINT_LISTS,
    model_answer=st.none() | ANY_TEXT,
    example=st.booleans(),
    follow_ups=st.lists(
        st.builds(FollowUp, text=ANY_TEXT, about=st.just(()), key_points=POINT_LISTS), max_size=2
    ).map(tuple),
    references=st.lists(
        st.builds(
            Reference,
            authors=ANY_TEXT,
            title=ANY_TEXT,
            year=st.integers(1800, 2100),
            doi=st.none() | ANY_TEXT,
            arxiv=st.none() | ANY_TEXT,
            url=st.none() | st.just("https://example.org/a?b=c#d"),
        ),
        max_size=2,
    ).map(tuple),
    see_also=st.just(()),
)


def read_again(text: str) -> Bank:
    path = Path("written.yaml")
    bank, problems = inspect_map(parse_map(text, path), path)
    assert bank is not None, problems
    return bank


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(name=ANY_TEXT, version=ANY_TEXT, question=QUESTIONS)
def test_a_written_bank_reads_as_the_same_bank(name: str, version: str, question: Question) -> None:
    bank = Bank(id="own", name=name, version=version, questions=(question,))
    assert read_again(bank_yaml(bank)) == bank


@pytest.mark.parametrize("bank_id", bank_ids())
def test_banks_that_come_with_the_program_can_be_written(bank_id: str) -> None:
    bank = load_bank(bank_id)
    assert read_again(bank_yaml(bank)) == bank


def test_what_is_written_is_as_short_as_a_person_would_write_it() -> None:
    question = Question(
        id="what-is-attention",
        text="What is attention?",
        section="Attention",
        source=Source(list=1, number=1),
        kind=Kind.TECHNICAL,
        vocabulary=(Term(term="query"), Term(term="key", definition="what a query is compared to")),
    )
    written = bank_yaml(Bank(id="own", name="Own", version="1", questions=(question,)))
    assert written == (
        "id: own\n"
        "name: Own\n"
        "version: '1'\n"
        "questions:\n"
        "  - id: what-is-attention\n"
        "    text: What is attention?\n"
        "    section: Attention\n"
        "    source: {list: 1, number: 1}\n"
        "    kind: technical\n"
        "    vocabulary:\n"
        "      - query\n"
        "      - term: key\n"
        "        definition: what a query is compared to\n"
    )
