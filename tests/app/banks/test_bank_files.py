"""Import of banks from files, and export to files."""

from pathlib import Path

import pytest

from mock_interviewer.app.banks.bank_files import export_bank, import_bank
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import StoreError
from mock_interviewer.questions.bank_loader import load_bank, read_bank
from mock_interviewer.questions.importing.importer import inspect_import


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder.at(tmp_path / "data")
    folder.prepare()
    return folder


def test_a_list_of_questions_becomes_a_bank(data: DataFolder, tmp_path: Path) -> None:
    outline = tmp_path / "tea.md"
    outline.write_text("- Why tea?\n  - It wakes.\n- Why milk?\n", "utf-8")
    bank, said = import_bank(data, outline)
    assert read_bank(data.banks / "tea.yaml") == bank
    assert said == "Imported “Tea” with 2 questions."


def test_an_imported_bank_with_a_taken_id_gets_another(data: DataFolder, tmp_path: Path) -> None:
    for text in ("Why tea?", "Why not?"):
        (tmp_path / "tea.md").write_text(f"- {text}\n", "utf-8")
        import_bank(data, tmp_path / "tea.md")
    kept = {bank.id: bank for bank in map(read_bank, sorted(data.banks.glob("*.yaml")))}
    assert {ident: bank.questions[0].text for ident, bank in kept.items()} == {
        "tea": "Why tea?",
        "tea-2": "Why not?",
    }
    assert kept["tea-2"].name == "Tea (2)"


def test_a_broken_file_is_not_imported(data: DataFolder, tmp_path: Path) -> None:
    broken = tmp_path / "tea.yaml"
    broken.write_text("id: tea\nname: Tea\nversion: 1\nquestions: [{}]\n", "utf-8")
    with pytest.raises(StoreError, match=r"^Nothing was imported\. .*tea\.yaml, line 4: "):
        import_bank(data, broken)
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
