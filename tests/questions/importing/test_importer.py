"""Import of banks in every format, and refusal of unsafe archives."""

import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from mock_interviewer.questions.errors import BankError
from mock_interviewer.questions.importing import zip_archive as archives
from mock_interviewer.questions.importing.importer import inspect_import
from mock_interviewer.questions.model import Bank
from mock_interviewer.questions.text_files import MAX_BYTES

HEADER = "id: tea\nname: Tea\nversion: 1\n"
SECTION = """\
section: Drinks
questions:
  - {id: why-tea, text: Why tea?, kind: technical}
"""


def zipped(folder: Path, **files: str) -> Path:
    path = folder / "bank.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return path


def with_entry(folder: Path, entry: zipfile.ZipInfo | str, content: str = "x") -> Path:
    path = folder / "bank.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tea/bank.yaml", HEADER)
        archive.writestr("tea/drinks.yaml", SECTION)
        archive.writestr(entry, content)
    return path


def bank_of(path: Path, **called: str) -> Bank:
    bank, problems = inspect_import(path, **called)
    assert bank is not None, problems
    return bank


def refusal(path: Path) -> BankError:
    bank, problems = inspect_import(path)
    assert bank is None
    return problems[0]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tea.yaml", HEADER + SECTION),
        ("tea.YML", HEADER + SECTION),
        ("tea.csv", "question,section\nWhy tea?,Drinks\n"),
        ("tea.md", "# Drinks\n- Why tea?\n"),
        ("tea.markdown", "# Drinks\n- Why tea?\n"),
        ("tea.txt", "# Drinks\n1) Why tea?\n"),
        ("tea.tsv", "question\tsection\nWhy tea?\tDrinks\n"),
    ],
)
def test_the_suffix_decides_how_a_file_is_read(name: str, content: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    bank = bank_of(path)
    assert (bank.id, bank.name) == ("tea", "Tea")
    assert [(q.id, q.text, q.section) for q in bank.questions] == [
        ("why-tea", "Why tea?", "Drinks")
    ]


@pytest.mark.parametrize(
    "files",
    [
        {"bank_yaml": HEADER, "drinks_yaml": SECTION},
        {"tea__bank_yaml": HEADER, "tea__drinks_yaml": SECTION, "tea__logo_png": "\x89PNG"},
        {"tea_yaml": HEADER + SECTION},
        {"tea_md": "# Drinks\n- Why tea?\n", "cover_jpg": "no picture"},
    ],
)
def test_an_archive_may_contain_a_bank_folder_or_a_single_file(
    files: dict[str, str], tmp_path: Path
) -> None:
    assert bank_of(zipped(tmp_path, **files)).questions[0].text == "Why tea?"


def test_a_fault_within_an_archive_names_the_file_in_it_and_its_line(tmp_path: Path) -> None:
    broken = SECTION.replace("technical", "hot")
    path = zipped(tmp_path, tea__bank_yaml=HEADER, tea__drinks_yaml=broken)
    problem = refusal(path)
    assert (problem.path, problem.line) == (path / "tea" / "drinks.yaml", 3)


@pytest.mark.parametrize(
    "name", ["../evil.yaml", "tea/../../evil.yaml", "/etc/evil.yaml", "C:/evil.yaml", "..\\evil.md"]
)
def test_an_entry_that_leads_out_of_the_archive_is_refused(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "er"
    folder.mkdir(parents=True)
    problem = refusal(with_entry(folder, name))
    assert "leads out of the archive" in problem.what
    assert not list(tmp_path.rglob("evil*"))


@pytest.mark.parametrize("name", ["tea/nul.csv", "Tea|Green.csv", "tea./a.csv"])
def test_a_name_that_is_invalid_on_windows_is_refused_there(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mock_interviewer.questions.zip_entries._ON_WINDOWS", True)
    assert "this computer can't use" in refusal(with_entry(tmp_path, name)).what


def test_a_file_that_is_a_folder_too_is_refused(tmp_path: Path) -> None:
    problem = refusal(with_entry(tmp_path, "tea/bank.yaml/inner.yaml"))
    assert "can't be read" in problem.what


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_a_device_is_refused(kind: int, tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("tea/link.yaml")
    entry.external_attr = (kind | 0o777) << 16
    assert "isn't a regular file" in refusal(with_entry(tmp_path, entry, "/etc/passwd")).what


def test_a_file_that_unpacks_to_more_than_a_bank_is_refused(tmp_path: Path) -> None:
    bomb = with_entry(tmp_path, "tea/bomb.yaml", " " * (MAX_BYTES + 1))
    assert bomb.stat().st_size < 100_000
    assert "larger than a bank may be" in refusal(bomb).what


def test_many_files_that_are_too_large_together_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bank.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"{number}.yaml", " " * MAX_BYTES)
    assert "larger than a bank may be" in refusal(path).what


def test_the_claimed_size_of_an_entry_is_not_trusted(tmp_path: Path) -> None:
    path = with_entry(tmp_path, "tea/bomb.yaml", " " * (MAX_BYTES + 1))
    content = bytearray(path.read_bytes())
    real = struct.pack("<L", MAX_BYTES + 1)
    while (at := content.find(real)) >= 0:
        content[at : at + 4] = struct.pack("<L", 10)
    path.write_bytes(content)
    assert refusal(path).path == path


def test_more_files_than_a_bank_has_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bank.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(archives.MAX_FILES + 1):
            archive.writestr(f"{number}.yaml", "")
    assert "files" in refusal(path).what


def test_a_duplicate_entry_is_refused(tmp_path: Path) -> None:
    assert "twice" in refusal(with_entry(tmp_path, "TEA/bank.yaml", HEADER)).what


def test_an_archive_with_a_password_is_refused(tmp_path: Path) -> None:
    path = with_entry(tmp_path, "tea/more.yaml", SECTION)
    content = bytearray(path.read_bytes())
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 4
    path.write_bytes(content)
    assert "password" in refusal(path).what


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no archive", os.urandom(500)])
def test_a_file_that_is_not_an_archive_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bank.zip"
    path.write_bytes(content)
    assert "isn't a ZIP archive" in refusal(path).what


def test_a_truncated_archive_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, tea_yaml=HEADER + SECTION)
    path.write_bytes(path.read_bytes()[:-30])
    assert "damaged" in refusal(path).what


@pytest.mark.parametrize(
    ("files", "what"),
    [
        ({}, "no file of questions"),
        ({"photo_png": "x"}, "no file of questions"),
        ({"a_yaml": HEADER + SECTION, "b_csv": "question\nWhy?\n"}, "2 banks or separate files"),
        ({"a__bank_yaml": HEADER, "b__bank_yaml": HEADER}, "2 banks"),
        ({"inner_zip": "PK"}, "no file of questions"),
    ],
)
def test_an_archive_without_exactly_one_bank_is_refused(
    files: dict[str, str], what: str, tmp_path: Path
) -> None:
    assert what in refusal(zipped(tmp_path, **files)).what


@pytest.mark.parametrize("name", ["tea.pdf", "tea.html", "tea"])
def test_another_kind_of_file_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    assert "Markdown, plain text, CSV" in refusal(path).remedy


def test_a_name_and_an_id_replace_what_the_file_says(tmp_path: Path) -> None:
    path = tmp_path / "tea.md"
    path.write_text("- Why tea?\n", "utf-8")
    named = bank_of(path, name="Tea for Two")
    assert (named.name, named.id) == ("Tea for Two", "tea-for-two")
    called = bank_of(path, bank_id="t2")
    assert (called.name, called.id) == ("Tea", "t2")
