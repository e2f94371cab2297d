"""The import of a bank from YAML, CSV, Markdown, or a ZIP archive of these."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from mock_interviewer.questions.bank_loader import HEADER_FILE, inspect_bank, inspect_map
from mock_interviewer.questions.errors import BankError, quoted
from mock_interviewer.questions.ids import slug
from mock_interviewer.questions.importing.csv_table import read_csv_table
from mock_interviewer.questions.importing.markdown_outline import read_markdown_outline
from mock_interviewer.questions.importing.zip_archive import unpack_archive
from mock_interviewer.questions.model import Bank
from mock_interviewer.questions.yaml_reader import YamlMap

FORMATS = "YAML, CSV, Markdown, a ZIP of these, or a folder of YAML files"

_Inspected = tuple[Bank | None, tuple[BankError, ...]]


def inspect_import(
    path: Path, *, bank_id: str | None = None, name: str | None = None
) -> _Inspected:
    """Return the bank in a file, folder, or archive, or None and everything that is wrong with it.

    ``name`` and ``bank_id`` replace those in the file; a name without an id also makes the id. The
    suffix of the file's name decides how the file is read. An archive is unpacked into a temporary
    folder; errors name its files as if the archive were a folder.
    """
    bank, problems = _inspect(path)
    if bank is None or not (bank_id or name):
        return bank, problems
    called = {"name": name or bank.name, "id": bank_id or slug(name or "") or bank.id}
    return Bank.model_validate(bank.model_dump() | called), ()


def _inspect(path: Path) -> _Inspected:
    suffix = path.suffix.lower()
    if path.is_dir() or suffix in {".yaml", ".yml"}:
        return inspect_bank(path)
    if suffix == ".csv":
        return _inspect_list(path, read_csv_table)
    if suffix in {".md", ".markdown"}:
        return _inspect_list(path, read_markdown_outline)
    if suffix == ".zip":
        return _inspect_archive(path)
    what = (
        f"a file with the suffix {quoted(suffix)} isn't a bank" if suffix else "this isn't a bank"
    )
    return None, (BankError(path, None, what, f"choose {FORMATS}"),)


def _inspect_list(path: Path, read: Callable[[Path], YamlMap]) -> _Inspected:
    try:
        root = read(path)
    except BankError as error:
        return None, (error,)
    return inspect_map(root, path)


def _inspect_archive(archive: Path) -> _Inspected:
    with tempfile.TemporaryDirectory(prefix="mock-interviewer-scratch-") as made:
        # Resolved, since the paths in errors are, and must start with it.
        folder = Path(made).resolve()
        try:
            unpack_archive(archive, folder)
            bank, problems = _inspect(_bank_in(folder, archive))
        except BankError as error:
            bank, problems = None, (error,)
        return bank, tuple(_as_in(archive, folder, problem) for problem in problems)


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
