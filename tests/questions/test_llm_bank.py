"""The llm bank compared with the text that it was made from."""

import re
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from mock_interviewer.questions.bank_loader import (
    bank_folder,
    bank_ids,
    load_bank,
    read_bank,
    shipped_banks,
)
from mock_interviewer.questions.model import Bank, Question

SEED = Path(__file__).with_name("seed.txt")

SECTIONS = (
    "Model Architecture and Design",
    "Training and Fine-tuning",
    "Performance and Efficiency",
    "Evaluation and Metrics",
    "Applications and Use Cases",
    "Ethical and Social Considerations",
    "Advanced Topics",
    "Real-World Deployment and Integration",
    "Future of LLMs",
    "Technical Questions",
    "Behavioral Questions",
    "Situational Questions",
    "Conceptual Questions",
    "Domain-Specific Questions",
)


class Asked(NamedTuple):
    text: str
    number: int | None
    section: str | None
    subsection: str | None


def seed_questions() -> list[Asked]:
    asked = []
    section = subsection = None
    for line in SEED.read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"### (?:\*\*)?(.+?)(?::\*\*)?", line):
            section, subsection = heading[1], None
        elif line == "---":
            section = None
        elif question := re.fullmatch(r"(\d+)\. \*\*(.+[?.])\*\*", line):
            asked.append(Asked(question[2], int(question[1]), section, None))
        elif heading := re.fullmatch(r"\d+\. \*\*(.+)\*\*", line):
            subsection = heading[1]
        elif question := re.fullmatch(r" +- (.+)", line):
            asked.append(Asked(question[1], None, section, subsection))
    return asked


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank("llm")


def by_id(bank: Bank) -> dict[str, Question]:
    return {question.id: question for question in bank.questions}


def test_texts_equal_the_seeds_in_order(bank: Bank) -> None:
    assert [question.text for question in bank.questions] == [q.text for q in seed_questions()]


def test_there_are_158_questions(bank: Bank) -> None:
    assert len(bank.questions) == 158


def test_sources_equal_the_seeds(bank: Bank) -> None:
    wanted = (
        [(1, number) for number in range(1, 61)]
        + [(2, number) for number in range(1, 21)]
        + [(3, number) for number in range(21, 51)]
        + [(4, number) for number in range(1, 49)]
    )
    assert [(q.source.list, q.source.number) for q in bank.questions] == wanted
    written = [asked.number for asked in seed_questions() if asked.number is not None]
    assert [q.source.number for q in bank.questions if q.source.list < 4] == written


def test_sections_that_the_seed_names_are_kept(bank: Bank) -> None:
    for question, asked in zip(bank.questions, seed_questions(), strict=True):
        if asked.section:
            assert question.section == asked.section, question.id
        assert question.subsection == asked.subsection, question.id


def test_fourteen_sections_come_in_the_seeds_order(bank: Bank) -> None:
    assert bank.sections == SECTIONS


def test_each_file_has_one_section() -> None:
    files = sorted(bank_folder("llm").glob("*.yaml"))
    assert len(files) == len(SECTIONS) + 1
    named = [
        line.removeprefix("section: ")
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("section: ")
    ]
    assert sorted(named) == sorted(SECTIONS)


def test_ids_are_unique(bank: Bank) -> None:
    assert Counter(question.id for question in bank.questions).most_common(1)[0][1] == 1


def test_behavioral_and_situational_questions_have_their_kind(bank: Bank) -> None:
    for question in bank.questions:
        if question.section in {"Behavioral Questions", "Situational Questions"}:
            assert question.kind.value in question.section.lower()


def test_see_also_points_both_ways(bank: Bank) -> None:
    questions = by_id(bank)
    for question in bank.questions:
        for other in question.see_also:
            assert question.id in questions[other].see_also, (question.id, other)


@pytest.mark.parametrize(
    "word",
    ["perplexity", "overfitting", "distillation", "pruning", "transfer learning", "healthcare"],
)
def test_related_questions_link_to_each_other(bank: Bank, word: str) -> None:
    questions = by_id(bank)
    about = {
        question.id
        for question in bank.questions
        if word in question.text.lower() and question.kind.value != "situational"
    } - {"interpretability-for-non-experts"}
    reached: set[str] = set()
    ahead = [min(about)]
    while ahead:
        reached.add(here := ahead.pop())
        ahead += [other for other in questions[here].see_also if other not in reached]
    assert len(about) > 1
    assert about <= reached


def test_the_llm_bank_comes_first() -> None:
    assert bank_ids()[0] == "llm"
    assert [bank.id for bank in shipped_banks()] == list(bank_ids())


def test_loading_takes_well_under_half_a_second() -> None:
    seconds = []
    for _ in range(3):
        start = time.process_time()
        read_bank(bank_folder("llm"))
        seconds.append(time.process_time() - start)
    assert min(seconds) < 0.5
