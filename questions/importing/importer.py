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
    """Return the bank that a file, folder or archive holds, or None and all that is wrong with it.

    ``name`` and ``bank_id`` replace what the file calls itself; a name alone makes the id too.
    What it holds decides, by the ending of its name, how it is read. An archive is unpacked into a
    temporary folder, and its files are named in errors as if they stood in a folder of its name.
    """
    bank, problems = _inspect(path)
    if bank is None or not (bank_id or name):
        return bank, problems
    called = {"name": name or bank.name, "id": bank_id or slug(name or "") or bank.id}
    return Bank.model_validate(bank.model_dump() | called), ()


def _inspect(path: Path) -> _Inspected:
    ending = path.suffix.lower()
    if path.is_dir() or ending in {".yaml", ".yml"}:
        return inspect_bank(path)
    if ending == ".csv":
        return _inspect_list(path, read_csv_table)
    if ending in {".md", ".markdown"}:
        return _inspect_list(path, read_markdown_outline)
    if ending == ".zip":
        return _inspect_archive(path)
    what = f"a file that ends in {quoted(ending)} is no bank" if ending else "this is no bank"
    return None, (BankError(path, None, what, f"give {FORMATS}"),)


def _inspect_list(path: Path, read: Callable[[Path], YamlMap]) -> _Inspected:
    try:
        root = read(path)
    except BankError as error:
        return None, (error,)
    return inspect_map(root, path)


def _inspect_archive(archive: Path) -> _Inspected:
    with tempfile.TemporaryDirectory(prefix="mock-interviewer-scratch-") as made:
        # As resolved as the paths in errors, which must start with it.
        folder = Path(made).resolve()
        try:
            unpack_archive(archive, folder)
            bank, problems = _inspect(_bank_in(folder, archive))
        except BankError as error:
            bank, problems = None, (error,)
        return bank, tuple(_as_in(archive, folder, problem) for problem in problems)


def _bank_in(folder: Path, archive: Path) -> Path:
    """Return the one bank below a folder: a bank's folder, or the only file."""
    headers = sorted(folder.rglob(HEADER_FILE))
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    if len(headers) == 1:
        return headers[0].parent
    if len(files) == 1:
        return files[0]
    what = (
        "it holds no file of questions"
        if not files
        else f"it holds {len(headers) or len(files)} banks or loose files"
    )
    raise BankError(
        archive, None, what, f"put one bank file in it, or one folder with a {HEADER_FILE}"
    )


def _as_in(archive: Path, folder: Path, problem: BankError) -> BankError:
    """Return a problem of an unpacked file as one of the archive that it came from."""
    if not problem.path.is_relative_to(folder):
        return problem
    inner = archive / problem.path.relative_to(folder)
    return BankError(inner, problem.line, problem.what, problem.remedy)
