"""Shipped banks and a person's own, side by side."""

from pathlib import Path

import pytest

from mock_interviewer.questions.bank import bank_ids
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


def test_own_banks_stand_after_those_that_come_with_the_program(tmp_path: Path) -> None:
    own_bank(tmp_path, "tea")
    own_bank(tmp_path, "coffee")
    shelf = read_shelf(tmp_path)
    assert shelf.ids == (*bank_ids(), "coffee", "tea")
    assert shelf.problems == ()


def test_a_folder_that_is_not_there_is_no_problem(tmp_path: Path) -> None:
    shelf = read_shelf(tmp_path / "banks")
    assert (shelf.ids, shelf.problems) == (bank_ids(), ())


def test_a_broken_bank_is_left_out_and_its_problem_kept(tmp_path: Path) -> None:
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
def test_of_two_banks_of_one_id_the_first_counts(taken: str, tmp_path: Path) -> None:
    own_bank(tmp_path, "tea")
    second = own_bank(tmp_path, taken, "zzz.yaml")
    shelf = read_shelf(tmp_path)
    assert shelf.ids == (*bank_ids(), "tea")
    (problem,) = shelf.problems
    assert problem.path == second
    assert f'another bank called "{taken}"' in problem.what


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


def test_hidden_and_other_files_are_no_banks(tmp_path: Path) -> None:
    wanted = own_bank(tmp_path, "tea")
    own_bank(tmp_path, "tea", ".tea.yaml-partly-written.yaml")
    (tmp_path / "notes.txt").write_text("no bank", "utf-8")
    (tmp_path / "folder").mkdir()
    assert own_files(tmp_path) == [wanted]


def test_an_own_banks_file_is_found_by_its_id_whatever_it_is_called(tmp_path: Path) -> None:
    path = own_bank(tmp_path, "tea", "drinks.yaml")
    assert own_bank_file(tmp_path, "tea") == path
    assert own_bank_file(tmp_path, "drinks") is None
