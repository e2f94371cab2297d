"""Spreadsheets and documents of office programs."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from mock_interviewer.questions.importing import office_files
from mock_interviewer.questions.importing.import_draft import ImportDraft, LineRole
from mock_interviewer.questions.importing.import_reader import ImportRefused, read_import

OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    book.save(path)
    return path


def asked(draft: ImportDraft) -> list[str]:
    return [line.text for line in draft.lines if line.role is LineRole.QUESTION]


def refusal(path: Path) -> str:
    with pytest.raises(ImportRefused) as refused:
        read_import(path)
    return str(refused.value)


def test_the_rows_of_a_spreadsheet_are_questions(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["No.", "Question", "Level", "Note"],
        [1, "Why tea?", 3.0, date(2026, 5, 1)],
        [None, None, None, None],
        [2, "Why\nmilk?", None, True],
    ]
    draft = read_import(workbook(tmp_path / "list.xlsx", List=rows))
    assert asked(draft) == ["Why tea?", "Why\nmilk?"]
    assert [line.number for line in draft.lines] == [1, 2, 4]
    assert draft.lines[1].cells == ("1", "Why tea?", "3", "2026-05-01")
    assert draft.doubtful == ()


def test_sheets_with_the_same_columns_are_one_table(tmp_path: Path) -> None:
    one: list[list[object]] = [["Question", "Topic"], ["Why tea?", "A"]]
    two: list[list[object]] = [["Question", "Topic"], ["Why milk?", "B"]]
    draft = read_import(workbook(tmp_path / "list.xlsx", One=one, Two=two))
    assert asked(draft) == ["Why tea?", "Why milk?"]
    assert draft.remark == ""


def test_sheets_that_are_not_shown_are_named(tmp_path: Path) -> None:
    one: list[list[object]] = [["Question", "Topic"], ["Why tea?", "A"]]
    draft = read_import(workbook(tmp_path / "list.xlsx", One=one, Other=[["Money"]]))
    assert asked(draft) == ["Why tea?"]
    assert draft.remark == 'Only the sheet "One" is shown, not the sheet "Other".'


def test_the_numbers_and_bullets_of_a_document_are_read(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Interviews", 0)
    document.add_heading("Drinks", 1)
    document.add_paragraph("Why tea?", style="List Number")
    document.add_paragraph("It wakes", style="List Bullet")
    document.add_paragraph("Why they ask: to hear reasons.")
    document.add_paragraph("Why milk?", style="List Number")
    document.add_heading("Food", 1)
    document.add_paragraph("3) Why bread?")
    path = tmp_path / "list.docx"
    document.save(str(path))
    draft = read_import(path)
    assert draft.name == "Interviews"
    assert [(line.role, line.text) for line in draft.lines[1:]] == [
        (LineRole.SECTION, "Drinks"),
        (LineRole.QUESTION, "Why tea?"),
        (LineRole.KEY_POINT, "It wakes"),
        (LineRole.NOTE, "Why they ask: to hear reasons."),
        (LineRole.QUESTION, "Why milk?"),
        (LineRole.SECTION, "Food"),
        (LineRole.QUESTION, "Why bread?"),
    ]


def test_a_table_that_is_all_of_a_document_is_a_table(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(2, 2)
    for at, text in enumerate(["Question", "Topic", "Why tea?", "Drinks"]):
        table.cell(at // 2, at % 2).text = text
    document.save(str(tmp_path / "list.docx"))
    draft = read_import(tmp_path / "list.docx")
    assert [column.key for column in draft.columns] == ["text", "section"]
    assert asked(draft) == ["Why tea?"]


def test_a_table_with_a_little_text_beside_it_is_a_table(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("From three forums.")
    table = document.add_table(3, 2)
    for at, text in enumerate(["Question", "Topic", "Why tea?", "Drinks", "Why milk?", "Drinks"]):
        table.cell(at // 2, at % 2).text = text
    document.save(str(tmp_path / "list.docx"))
    draft = read_import(tmp_path / "list.docx")
    assert asked(draft) == ["Why tea?", "Why milk?"]
    assert draft.remark == "Only the table of the document is shown, not the text beside it."


def test_a_table_beside_other_text_is_read_as_lines(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Why milk?")
    document.add_table(1, 2).cell(0, 0).text = "Why tea?"
    document.save(str(tmp_path / "list.docx"))
    assert asked(read_import(tmp_path / "list.docx")) == ["Why milk?", "Why tea?"]


@pytest.mark.parametrize(("name", "kind"), [("a.xlsx", "spreadsheet"), ("a.docx", "document")])
def test_a_file_of_another_kind_is_refused_in_one_sentence(
    name: str, kind: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    for content in (b"", b"hello", b"PK\x03\x04junk"):
        path.write_bytes(content)
        assert refusal(path).startswith(f"{name}: this isn't a {kind}; save it as ")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photo.png", "x")
    assert refusal(path).startswith(f"{name}: this isn't a {kind}; save it as ")


def test_a_file_with_a_password_or_an_old_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(OLD_FORMAT + "EncryptedPackage".encode("utf-16-le"))
    assert refusal(path) == (
        "a.xlsx: the file has a password; save it without one and import that."
    )
    path.write_bytes(OLD_FORMAT)
    assert refusal(path) == "a.xlsx: the file has an old format; save it as XLSX or CSV."


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx"])
def test_a_damaged_file_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    folder = "xl" if name.endswith("xlsx") else "word"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types")
        archive.writestr(f"{folder}/document.xml", "<broken")
    assert "is damaged; open it in its program and save it as" in refusal(path)


def test_a_file_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_files, "MOST_UNPACKED", 1000)
    path = workbook(tmp_path / "list.xlsx", List=[["Why tea?"]])
    assert "too large once it is unpacked" in refusal(path)


def test_an_empty_spreadsheet_is_refused(tmp_path: Path) -> None:
    assert "it is empty" in refusal(workbook(tmp_path / "list.xlsx", List=[]))
