"""A written bank reads as the same bank."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from rig.any_question import QUESTIONS, WORDS

from mock_interviewer.questions.bank_loader import bank_ids, inspect_map, load_bank
from mock_interviewer.questions.model import (
    Bank,
    Question,
    QuestionGroup,
    QuestionKind,
    QuestionSource,
    VocabularyTerm,
)
from mock_interviewer.questions.yaml_reader import parse_map
from mock_interviewer.questions.yaml_writer import bank_yaml


def read_again(text: str) -> Bank:
    path = Path("written.yaml")
    bank, problems = inspect_map(parse_map(text, path), path)
    assert bank is not None, problems
    return bank


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(name=WORDS, version=WORDS, question=QUESTIONS)
def test_a_written_bank_reads_as_the_same_bank(name: str, version: str, question: Question) -> None:
    bank = Bank(id="own", name=name, version=version, questions=(question,))
    assert read_again(bank_yaml(bank)) == bank


def test_retired_questions_and_groups_are_written() -> None:
    asked, retired = (
        Question(
            id=ident,
            text="Why?",
            section="Tea",
            source=QuestionSource(list=1, number=number),
            kind=QuestionKind.TECHNICAL,
        )
        for ident, number in (("why-tea", 2), ("why-leaves", 1))
    )
    bank = Bank(
        id="own",
        name="Own",
        version="1",
        questions=(asked,),
        retired=(retired,),
        groups=(QuestionGroup(name="Before Friday", questions=("why-tea", "why-leaves")),),
        vocabulary=(
            VocabularyTerm(term="oolong"),
            VocabularyTerm(term="matcha", heard_as=("match a",)),
        ),
    )
    assert read_again(bank_yaml(bank)) == bank


@pytest.mark.parametrize("bank_id", bank_ids())
def test_shipped_banks_can_be_written(bank_id: str) -> None:
    bank = load_bank(bank_id)
    assert read_again(bank_yaml(bank)) == bank


def test_written_yaml_is_concise() -> None:
    question = Question(
        id="what-is-attention",
        text="What is attention?",
        section="Attention",
        source=QuestionSource(list=1, number=1),
        kind=QuestionKind.TECHNICAL,
        vocabulary=(
            VocabularyTerm(term="query"),
            VocabularyTerm(term="key", definition="what a query is compared to"),
        ),
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
