"""Reading of any list of questions, from a file or from pasted text, for a preview."""

import tempfile
from pathlib import Path

from mock_interviewer.questions.bank_loader import HEADER_FILE, inspect_bank
from mock_interviewer.questions.errors import BankError, QuestionsError, quoted
from mock_interviewer.questions.importing.bank_builder import name_of_file
from mock_interviewer.questions.importing.decoding import cleaned, read_any_text
from mock_interviewer.questions.importing.import_draft import (
    ImportDraft,
    ImportLine,
    LineRole,
)
from mock_interviewer.questions.importing.question_list import read_question_list
from mock_interviewer.questions.importing.question_table import (
    csv_rows,
    pasted_rows,
    read_table,
)
from mock_interviewer.questions.importing.word_document import read_document
from mock_interviewer.questions.importing.workbook import read_workbook
from mock_interviewer.questions.importing.zip_archive import unpack_archive
from mock_interviewer.questions.model import Bank
from mock_interviewer.questions.text_files import MAX_BYTES

FORMATS = (
    "Markdown, plain text, CSV, TSV, XLSX, DOCX, YAML, a ZIP of these, or a folder of YAML files"
)
SUFFIXES = (
    ".md",
    ".markdown",
    ".txt",
    ".csv",
    ".tsv",
    ".tab",
    ".xlsx",
    ".xlsm",
    ".docx",
    ".yaml",
    ".yml",
    ".zip",
)
"""The suffixes of files that can be read."""

PASTED_NAME = "Pasted questions"
_PASTED = "the pasted text"


class ImportRefused(QuestionsError):
    """A file or a text that can't be imported; ``problems`` has everything that is wrong."""

    def __init__(self, problems: tuple[BankError, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        first = self.problems[0]
        more = len(self.problems) - 1
        place = first.path.name if first.line is None else f"{first.path.name}, line {first.line}"
        others = "" if not more else f" There {'is 1' if more == 1 else f'are {more}'} more."
        return f"{place}: {first.what}; {first.remedy}.{others}"


def read_import(path: Path) -> ImportDraft:
    """Return what was understood of a file, folder, or archive; raises ImportRefused.

    The suffix of the file's name decides how the file is read. An archive is unpacked into a
    temporary folder; errors name its files as if the archive were a folder.
    """
    try:
        return _with_questions(_read(path), path)
    except BankError as error:
        raise ImportRefused((error,)) from error


def read_pasted(text: str) -> ImportDraft:
    """Return what was understood of a text: a list or a table; raises ImportRefused."""
    path = Path(_PASTED)
    if len(text) > MAX_BYTES:
        what = f"it is longer than {MAX_BYTES // 1_000_000} million characters"
        raise ImportRefused((BankError(path, None, what, "paste it in parts"),))
    plain = cleaned(text)
    rows = pasted_rows(plain)
    if rows:
        draft = read_table(rows, _PASTED, PASTED_NAME)
    else:
        draft = read_question_list(plain, _PASTED, PASTED_NAME)
    try:
        return _with_questions(draft, path)
    except BankError as error:
        raise ImportRefused((error,)) from error


def _with_questions(draft: ImportDraft, path: Path) -> ImportDraft:
    """Return a draft that has something to choose from; raises BankError."""
    if not any(line.text or line.cells for line in draft.lines):
        raise BankError(path, None, "it is empty", "write or paste a line for each question")
    return draft


def _read(path: Path) -> ImportDraft:
    suffix = path.suffix.lower()
    source, name = path.name, name_of_file(path)
    if path.is_dir() or suffix in {".yaml", ".yml"}:
        return _whole(path)
    if suffix in {".csv", ".tsv", ".tab"}:
        return read_table(csv_rows(read_any_text(path), path), source, name)
    if suffix in {".xlsx", ".xlsm"}:
        rows, remark = read_workbook(path)
        return read_table(rows, source, name, remark)
    if suffix == ".docx":
        document = read_document(path)
        if document.rows:
            return read_table(document.rows, source, name, document.remark)
        return read_question_list(document.text, source, name)
    if suffix in {".md", ".markdown", ".txt"}:
        return read_question_list(read_any_text(path), source, name)
    if suffix == ".zip":
        return _archived(path)
    what = (
        f"a file with the suffix {quoted(suffix)} isn't a list of questions"
        if suffix
        else "this isn't a list of questions"
    )
    raise BankError(path, None, what, f"choose {FORMATS}")


def _whole(path: Path) -> ImportDraft:
    """Return the questions of a whole bank; raises ImportRefused."""
    bank, problems = inspect_bank(path)
    if bank is None:
        raise ImportRefused(problems)
    return ImportDraft(path.name, bank.name, _lines_of(bank), bank=bank)


def _lines_of(bank: Bank) -> tuple[ImportLine, ...]:
    return tuple(
        ImportLine(number, question.text, question.text, LineRole.QUESTION, whole=question)
        for number, question in enumerate(bank.questions, 1)
    )


def _archived(archive: Path) -> ImportDraft:
    with tempfile.TemporaryDirectory(prefix="mock-interviewer-scratch-") as made:
        # Resolved, since the paths in errors are, and must start with it.
        folder = Path(made).resolve()
        try:
            unpack_archive(archive, folder)
            return _read(_bank_in(folder, archive))
        except BankError as error:
            raise _as_in(archive, folder, error) from error
        except ImportRefused as refused:
            inner = tuple(_as_in(archive, folder, problem) for problem in refused.problems)
            raise ImportRefused(inner) from refused


def _bank_in(folder: Path, archive: Path) -> Path:
    """Return the only bank below a folder: a bank's folder, or the only file."""
    headers = sorted(folder.rglob(HEADER_FILE))
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    if len(headers) == 1:
        return headers[0].parent
    if len(files) == 1:
        return files[0]
    what = (
        "it contains no file of questions"
        if not files
        else f"it contains {len(headers) or len(files)} banks or separate files"
    )
    raise BankError(
        archive, None, what, f"put one bank file into it, or one folder with a {HEADER_FILE}"
    )


def _as_in(archive: Path, folder: Path, problem: BankError) -> BankError:
    """Return a problem in an unpacked file as a problem in its archive."""
    if not problem.path.is_relative_to(folder):
        return problem
    inner = archive / problem.path.relative_to(folder)
    return BankError(inner, problem.line, problem.what, problem.remedy)
