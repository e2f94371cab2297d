"""Import of banks from files, and export to files."""

from pathlib import Path

import pytest

from mock_interviewer.app.banks.bank_files import KeptImport, export_bank, keep_import
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import StoreError
from mock_interviewer.questions.bank_loader import load_bank, read_bank
from mock_interviewer.questions.importing.import_reader import read_pasted
from mock_interviewer.questions.importing.importer import inspect_import
from mock_interviewer.questions.shelf import read_shelf


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder.at(tmp_path / "data")
    folder.prepare()
    return folder


def kept(data: DataFolder, text: str, bank: str = "", name: str = "Tea") -> KeptImport:
    return keep_import(data, read_pasted(text), bank, name)


def test_a_list_of_questions_becomes_a_bank(data: DataFolder) -> None:
    made = kept(data, "- Why tea?\n  - It wakes.\n- Why milk?\n")
    bank = read_bank(data.banks / "tea.yaml")
    assert (made.bank, made.question) == (bank.id, bank.questions[0].id) == ("tea", "why-tea")
    assert made.sentence == "Kept 2 questions in “Tea”."
    assert [question.text for question in bank.questions] == ["Why tea?", "Why milk?"]
    assert bank.questions[0].key_points[0].point == "It wakes."


def test_an_imported_bank_with_a_taken_name_gets_another_id(data: DataFolder) -> None:
    for text in ("Why tea?", "Why not?"):
        kept(data, f"- {text}\n")
    banks = {bank.id: bank for bank in map(read_bank, sorted(data.banks.glob("*.yaml")))}
    assert {ident: bank.questions[0].text for ident, bank in banks.items()} == {
        "tea": "Why tea?",
        "tea-2": "Why not?",
    }
    assert banks["tea-2"].name == "Tea (2)"


def test_questions_are_added_to_a_bank_of_ones_own(data: DataFolder) -> None:
    kept(data, "- Why tea?\n")
    made = kept(data, "- Why tea?\n- Why milk?\n", "tea", "Other")
    assert (made.bank, made.question) == ("tea", "why-tea-2")
    assert made.sentence == "Kept 2 questions in “Tea”."
    bank = read_bank(data.banks / "tea.yaml")
    assert [question.id for question in bank.questions] == ["why-tea", "why-tea-2", "why-milk"]


def test_questions_are_added_to_a_bank_of_the_program(data: DataFolder) -> None:
    text = "id,question,related\na,Why tea?,b\nb,Why milk?,\n"
    assert kept(data, text, "llm").question == "own-why-tea"
    added = read_shelf(data.banks).find("llm/own-why-tea")
    assert added is not None
    assert added[1].see_also == ("own-why-milk",)
    assert not list(data.banks.glob("*.yaml"))


def test_nothing_is_kept_of_an_import_with_an_error(data: DataFolder) -> None:
    text = f"1. Why tea?\nAnswer: {'a' * 4001}\n"
    for bank in ("", "llm"):
        with pytest.raises(StoreError, match=r"^Nothing was kept\. Line 2 can't be used: .* 4000"):
            kept(data, text, bank)
    assert not data.banks.exists()


def test_nothing_is_kept_if_all_lines_are_left_out(data: DataFolder) -> None:
    draft = read_pasted("1. Why tea?").leave_out([0])
    with pytest.raises(StoreError, match="Nothing was kept"):
        keep_import(data, draft, "", "Tea")
    assert not data.banks.exists()


@pytest.mark.parametrize("form", ["yaml", "zip"])
def test_an_exported_bank_can_be_imported_again(tmp_path: Path, form: str) -> None:
    bank = load_bank("llm")
    file = tmp_path / f"out.{form}"
    export_bank(bank, form, file)
    assert inspect_import(file) == (bank, ())


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_study_sheet_contains_the_questions(tmp_path: Path, form: str) -> None:
    file = tmp_path / f"out.{form}"
    export_bank(load_bank("llm"), form, file)
    assert "positional encoding" in file.read_text("utf-8")


def test_an_unwritable_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Choose another file"):
        export_bank(load_bank("llm"), "yaml", tmp_path / "gone" / "out.yaml")
