"""Edits to banks in their files."""

import stat
from pathlib import Path

import pytest

from mock_interviewer.app.banks.own_banks import edit_bank, write_bank
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import StoreError
from mock_interviewer.questions.bank_loader import load_bank, read_bank
from mock_interviewer.questions.model import Bank, Question, QuestionKind, QuestionSource
from mock_interviewer.questions.overlay import overlay_file
from mock_interviewer.questions.shelf import own_files, read_shelf

WHY = Question(
    id="why-tea",
    text="Why tea?",
    section="Drinks",
    source=QuestionSource(list=1, number=1),
    kind=QuestionKind.TECHNICAL,
)
TEA = Bank(id="tea", name="Tea", version="1", questions=(WHY,))
SHIPPED = load_bank("llm").questions[0]


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder.at(tmp_path)
    folder.prepare()
    return folder


def text_in(data: DataFolder, question: str) -> str:
    found = read_shelf(data.banks).find(question)
    assert found is not None
    return found[1].text


def test_edits_to_a_shipped_bank_are_in_a_private_file(
    data: DataFolder,
) -> None:
    edit_bank(data, "llm", lambda bank: bank.put(SHIPPED.model_copy(update={"text": "Mine?"})))
    file = overlay_file(data.banks, "llm")
    assert text_in(data, f"llm/{SHIPPED.id}") == "Mine?"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_undoing_the_last_edit_deletes_the_file(data: DataFolder) -> None:
    edit_bank(data, "llm", lambda bank: bank.retire(SHIPPED.id))
    assert overlay_file(data.banks, "llm").exists()
    edit_bank(data, "llm", lambda bank: bank.unretire(SHIPPED.id))
    assert not overlay_file(data.banks, "llm").exists()


def test_unreadable_edits_are_kept_in_another_file(data: DataFolder) -> None:
    file = overlay_file(data.banks, "llm")
    file.parent.mkdir(parents=True)
    file.write_text("bank: [llm", "utf-8")
    said = edit_bank(data, "llm", lambda bank: bank.retire(SHIPPED.id))
    aside = file.with_name("llm.broken-1.yaml")
    assert aside.read_text("utf-8") == "bank: [llm"
    assert str(aside) in said
    assert read_shelf(data.banks).problems == ()


def test_an_own_bank_is_edited_as_it_is_in_its_file_now(data: DataFolder) -> None:
    file = write_bank(data, TEA)
    file.write_text(file.read_text("utf-8").replace("name: Tea", "name: Teas"), "utf-8")
    edit_bank(data, "tea", lambda bank: bank.put(WHY.model_copy(update={"text": "Why T?"})))
    kept = read_bank(file)
    assert (kept.name, kept.questions[0].text) == ("Teas", "Why T?")


def test_a_file_with_comments_is_copied_before_an_edit(data: DataFolder) -> None:
    file = write_bank(data, TEA)
    by_hand = f"# Ask Ada about this.\n{file.read_text('utf-8')}"
    file.write_text(by_hand, "utf-8")
    said = edit_bank(data, "tea", lambda bank: bank.retire("why-tea"))
    kept = file.with_name("tea.yaml.before-1")
    assert kept.read_text("utf-8") == by_hand
    assert str(kept) in said
    assert edit_bank(data, "tea", lambda bank: bank.unretire("why-tea")) == ""
    assert own_files(data.banks) == [file]


def test_an_own_bank_keeps_retired_questions(data: DataFolder) -> None:
    file = write_bank(data, TEA)
    edit_bank(data, "tea", lambda bank: bank.retire("why-tea"))
    assert (read_bank(file).questions, read_bank(file).retired) == ((), (WHY,))


def test_a_broken_bank_is_not_overwritten(data: DataFolder) -> None:
    file = write_bank(data, TEA)
    file.write_text("id: tea\n", "utf-8")
    with pytest.raises(StoreError, match="missing or broken"):
        edit_bank(data, "tea", lambda bank: bank.put(WHY))
    assert file.read_text("utf-8") == "id: tea\n"


def test_an_unwritable_edits_folder_is_reported(data: DataFolder) -> None:
    data.banks.mkdir()
    (data.banks / "edits").write_text("in the way", "utf-8")
    with pytest.raises(StoreError, match="can't be written"):
        edit_bank(data, "llm", lambda bank: bank.retire(SHIPPED.id))
