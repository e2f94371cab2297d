"""Shipped and own banks together."""

from pathlib import Path

import pytest

from mock_interviewer.questions.bank_loader import bank_ids, load_bank
from mock_interviewer.questions.overlay import overlay_file
from mock_interviewer.questions.shelf import own_bank_file, own_files, read_shelf

OWN = """\
id: {id}
name: Tea
version: 1
questions:
  - {{id: why-tea, text: Why tea?, section: Tea, kind: technical}}
  - {{id: perplexity, text: Does it perplex?, section: Tea, kind: technical}}
"""


def own_bank(folder: Path, bank_id: str, name: str | None = None) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / (name or f"{bank_id}.yaml")
    path.write_text(OWN.format(id=bank_id), "utf-8")
    return path


def test_own_banks_come_after_shipped_banks(tmp_path: Path) -> None:
    own_bank(tmp_path, "tea")
    own_bank(tmp_path, "coffee")
    shelf = read_shelf(tmp_path)
    assert shelf.ids == (*bank_ids(), "coffee", "tea")
    assert shelf.problems == ()


def test_a_missing_folder_is_no_problem(tmp_path: Path) -> None:
    shelf = read_shelf(tmp_path / "banks")
    assert (shelf.ids, shelf.problems) == (bank_ids(), ())


def test_a_broken_bank_is_left_out_and_reported(tmp_path: Path) -> None:
    own_bank(tmp_path, "tea")
    broken = own_bank(tmp_path, "coffee")
    broken.write_text(broken.read_text("utf-8").replace("kind: technical", "kind: hot"), "utf-8")
    shelf = read_shelf(tmp_path)
    assert shelf.ids == (*bank_ids(), "tea")
    assert {(problem.path, problem.line) for problem in shelf.problems} == {
        (broken, 5),
        (broken, 6),
    }


@pytest.mark.parametrize("taken", ["llm", "tea"])
def test_a_second_bank_with_the_same_id_is_a_problem(taken: str, tmp_path: Path) -> None:
    own_bank(tmp_path, "tea")
    second = own_bank(tmp_path, taken, "zzz.yaml")
    shelf = read_shelf(tmp_path)
    assert shelf.ids == (*bank_ids(), "tea")
    (problem,) = shelf.problems
    assert problem.path == second
    assert f'another bank with the id "{taken}"' in problem.what


def test_a_question_is_found_by_its_id_and_by_its_banks(tmp_path: Path) -> None:
    own_bank(tmp_path, "tea")
    shelf = read_shelf(tmp_path)
    found = {wanted: shelf.find(wanted) for wanted in ("why-tea", "perplexity", "tea/perplexity")}
    assert {wanted: pair[0].id for wanted, pair in found.items() if pair} == {
        "why-tea": "tea",
        "perplexity": "llm",
        "tea/perplexity": "tea",
    }


@pytest.mark.parametrize("wanted", ["why-coffee", "llm/why-tea", "coffee/why-tea", ""])
def test_a_question_that_does_not_exist_is_not_found(wanted: str, tmp_path: Path) -> None:
    own_bank(tmp_path, "tea")
    assert read_shelf(tmp_path).find(wanted) is None


def test_hidden_and_other_files_are_ignored(tmp_path: Path) -> None:
    wanted = own_bank(tmp_path, "tea")
    own_bank(tmp_path, "tea", ".tea.yaml-partly-written.yaml")
    (tmp_path / "notes.txt").write_text("no bank", "utf-8")
    (tmp_path / "folder").mkdir()
    assert own_files(tmp_path) == [wanted]


def test_the_file_of_an_own_bank_is_found_by_the_banks_id(tmp_path: Path) -> None:
    path = own_bank(tmp_path, "tea", "drinks.yaml")
    assert own_bank_file(tmp_path, "tea") == path
    assert own_bank_file(tmp_path, "drinks") is None


EDITS = """\
bank: llm
changed:
  - {{id: {id}, spoken: Say it so.}}
retired: [{id}]
"""


def edits(own: Path, text: str) -> Path:
    path = overlay_file(own, "llm")
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    return path


def test_edits_are_applied_and_retired_questions_can_be_found(
    tmp_path: Path,
) -> None:
    ident = load_bank("llm").questions[0].id
    edits(tmp_path, EDITS.format(id=ident))
    shelf = read_shelf(tmp_path)
    bank = shelf.bank("llm")
    found = shelf.find(f"llm/{ident}")
    assert bank is not None
    assert found is not None
    assert found[1].spoken == "Say it so."
    assert ident not in {question.id for question in bank.questions}
    assert len(bank.all_questions) == len(load_bank("llm").all_questions)


def test_broken_edits_are_reported_and_not_applied(
    tmp_path: Path,
) -> None:
    ident = load_bank("llm").questions[0].id
    path = edits(tmp_path, EDITS.format(id=ident).replace("spoken:", "spocken:"))
    shelf = read_shelf(tmp_path)
    assert shelf.bank("llm") == load_bank("llm")
    assert [(problem.path, problem.line) for problem in shelf.problems] == [(path, 3)]


def test_files_of_edits_are_not_banks(tmp_path: Path) -> None:
    edits(tmp_path, "bank: llm\n")
    own_bank(tmp_path / "edits", "tea", "bank.yaml")
    assert own_files(tmp_path) == []


def test_a_bank_in_a_folder_of_files_is_not_edited(tmp_path: Path) -> None:
    own_bank(tmp_path, "tea")
    folder = tmp_path / "coffee"
    folder.mkdir()
    (folder / "bank.yaml").write_text("{id: coffee, name: Coffee, version: 1}", "utf-8")
    question = "{id: why, text: Why?, section: Coffee, kind: technical}"
    (folder / "all.yaml").write_text(f"questions: [{question}]", "utf-8")
    assert set(read_shelf(tmp_path).editions) == {*bank_ids(), "tea"}


def test_edits_to_a_missing_bank_are_reported(tmp_path: Path) -> None:
    edits(tmp_path, "bank: llm\n")
    gone = overlay_file(tmp_path, "gone")
    gone.write_text("bank: gone\n", "utf-8")
    gone.with_name("llm.broken-1.yaml").write_text("[", "utf-8")
    (problem,) = read_shelf(tmp_path).problems
    assert problem.path == gone
    assert "a bank that the program doesn't have" in problem.what
