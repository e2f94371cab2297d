"""Adding, replacing, and removing the person's own banks."""

import stat
from pathlib import Path

import pytest

from mock_interviewer.app.banks.own_banks import add_bank, remove_bank
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.writer_lock import WriterLock
from mock_interviewer.app.errors import StoreError, StoreInUse, UsageError
from mock_interviewer.questions.bank_loader import read_bank
from mock_interviewer.questions.model import Bank, Question, QuestionKind, QuestionSource

TEA = Bank(
    id="tea",
    name="Tea",
    version="1",
    questions=(
        Question(
            id="why-tea",
            text="Why tea?",
            section="Drinks",
            source=QuestionSource(list=1, number=1),
            kind=QuestionKind.TECHNICAL,
        ),
    ),
)
STRONGER = TEA.model_copy(update={"name": "Stronger Tea"})


def test_a_bank_is_a_private_yaml_file(tmp_path: Path) -> None:
    data = DataFolder.at(tmp_path / "data")
    path = add_bank(data, TEA)
    assert path == data.banks / "tea.yaml"
    assert read_bank(path) == TEA
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_second_bank_with_the_same_id_is_refused(tmp_path: Path) -> None:
    data = DataFolder.at(tmp_path)
    path = add_bank(data, TEA)
    with pytest.raises(UsageError, match="--replace"):
        add_bank(data, STRONGER)
    assert read_bank(path) == TEA


def test_replace_overwrites_an_own_bank(tmp_path: Path) -> None:
    data = DataFolder.at(tmp_path)
    add_bank(data, TEA)
    assert read_bank(add_bank(data, STRONGER, replace=True)) == STRONGER


def test_a_bank_in_a_file_of_another_name_is_replaced_there(tmp_path: Path) -> None:
    data = DataFolder.at(tmp_path)
    other = data.banks / "drinks.yaml"
    add_bank(data, TEA).rename(other)
    assert add_bank(data, STRONGER, replace=True) == other
    assert [path.name for path in data.banks.iterdir()] == ["drinks.yaml"]


def test_a_shipped_bank_is_never_replaced(tmp_path: Path) -> None:
    data = DataFolder.at(tmp_path)
    with pytest.raises(UsageError, match="comes with the program"):
        add_bank(data, TEA.model_copy(update={"id": "llm"}), replace=True)
    with pytest.raises(UsageError, match="can't be removed"):
        remove_bank(data, "llm")


def test_nothing_is_written_while_a_window_has_the_folder_open(tmp_path: Path) -> None:
    data = DataFolder.at(tmp_path)
    path = add_bank(data, TEA)
    with WriterLock(data):
        with pytest.raises(StoreInUse):
            add_bank(data, STRONGER, replace=True)
        with pytest.raises(StoreInUse):
            remove_bank(data, "tea")
    assert read_bank(path) == TEA


def test_an_unwritable_folder_is_reported(tmp_path: Path) -> None:
    data = DataFolder.at(tmp_path)
    data.banks.write_text("in the way", "utf-8")
    with pytest.raises(StoreError, match="can't be written"):
        add_bank(data, TEA)


def test_removing_a_bank_deletes_its_file(tmp_path: Path) -> None:
    data = DataFolder.at(tmp_path)
    path = add_bank(data, TEA)
    remove_bank(data, "tea")
    assert not path.exists()
    with pytest.raises(UsageError, match='no bank "tea"'):
        remove_bank(data, "tea")


def test_a_bank_folder_is_not_removed(tmp_path: Path) -> None:
    data = DataFolder.at(tmp_path)
    folder = data.banks / "drinks"
    folder.mkdir(parents=True)
    (folder / "bank.yaml").write_text("id: tea\nname: Tea\nversion: 1\n", "utf-8")
    (folder / "all.yaml").write_text(
        "questions: [{id: why, text: Why?, section: Tea, kind: technical}]\n", "utf-8"
    )
    with pytest.raises(UsageError, match=r"delete .*drinks yourself"):
        remove_bank(data, "tea")
    with pytest.raises(UsageError, match="by hand"):
        add_bank(data, TEA, replace=True)
    assert (folder / "all.yaml").exists()
