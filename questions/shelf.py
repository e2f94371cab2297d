"""All banks: those that come with the program, then the person's own banks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mock_interviewer.questions.bank_loader import (
    HEADER_FILE,
    bank_ids,
    inspect_bank,
    shipped_banks,
)
from mock_interviewer.questions.editing import EditedBank, OverlaidBank, OwnBank
from mock_interviewer.questions.errors import BankError, quoted
from mock_interviewer.questions.model import Bank, Question
from mock_interviewer.questions.overlay import (
    OVERLAY_FOLDER,
    BankOverlay,
    inspect_overlay,
    overlay_file,
)


@dataclass(frozen=True)
class BankShelf:
    """The valid banks, and the problems in the person's own banks and edits that are not.

    ``editions`` has the same banks for editing, by their ids, except for banks that are folders of
    files.
    """

    banks: tuple[Bank, ...]
    problems: tuple[BankError, ...] = ()
    editions: Mapping[str, EditedBank] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the banks, in their order."""
        return tuple(bank.id for bank in self.banks)

    def bank(self, bank_id: str) -> Bank | None:
        """Return the bank with this id, or None."""
        return next((bank for bank in self.banks if bank.id == bank_id), None)

    def find(self, wanted: str) -> tuple[Bank, Question] | None:
        """Return the first question with this id, which may be written BANK/ID, and its bank.

        Retired questions are found, too.
        """
        bank_id, _, question_id = wanted.rpartition("/")
        for bank in self.banks:
            if bank_id in {"", bank.id}:
                for question in bank.all_questions:
                    if question.id == question_id:
                        return bank, question
        return None


def read_shelf(own: Path | None = None) -> BankShelf:
    """Read all banks: those that come with the program first, starting with ``llm``.

    ``own`` is a folder with a file or a folder for each of the person's own banks, and with their
    edits to other banks; it need not exist. Broken banks and edits in it are left out and reported
    as problems. Raises BankError only for banks that come with the program.
    """
    problems: list[BankError] = []
    banks: dict[str, Bank] = {}
    editions: dict[str, EditedBank] = {}
    for shipped in shipped_banks():
        edition, found = edited_shipped(own, shipped)
        problems += found
        banks[shipped.id], editions[shipped.id] = edition.bank, edition
    problems += _stray_edits(own)
    for path in own_files(own):
        bank, found = inspect_bank(path)
        problems += found
        if bank is None:
            continue
        if bank.id in banks:
            what = f"there is another bank with the id {quoted(bank.id)}"
            problems.append(BankError(path, None, what, "give this one its own id"))
            continue
        banks[bank.id] = bank
        if path.is_file():
            editions[bank.id] = OwnBank(bank)
    return BankShelf(tuple(banks.values()), tuple(problems), editions)


def edited_shipped(own: Path | None, shipped: Bank) -> tuple[OverlaidBank, tuple[BankError, ...]]:
    """Return a bank that comes with the program with the person's edits in the folder ``own``.

    If the file of edits is broken, return it without edits, and the problems in the file.
    """
    nothing = OverlaidBank(shipped, BankOverlay(bank=shipped.id))
    if own is None:
        return nothing, ()
    overlay, problems = inspect_overlay(overlay_file(own, shipped.id), shipped.id)
    return (nothing if overlay is None else OverlaidBank(shipped, overlay)), problems


def _stray_edits(own: Path | None) -> Iterator[BankError]:
    """Yield a problem for each file of edits to a bank that does not come with the program."""
    folder = None if own is None else own / OVERLAY_FOLDER
    if folder is not None and folder.is_dir():
        for path in sorted(folder.glob("*.yaml")):
            if not (path.name.startswith(".") or ".broken-" in path.name or is_shipped(path.stem)):
                what = (
                    f"these are edits to {quoted(path.stem)}, a bank that the program doesn't have"
                )
                yield BankError(path, None, what, "delete the file if you don't need them")


def is_shipped(bank_id: str) -> bool:
    """Return whether a bank with this id comes with the program."""
    return bank_id in bank_ids()


def own_bank_file(own: Path, bank_id: str) -> Path | None:
    """Return the file or folder of the person's bank with this id, or None; skips broken banks."""
    for path in own_files(own):
        bank, _problems = inspect_bank(path)
        if bank is not None and bank.id == bank_id:
            return path
    return None


def own_files(own: Path | None) -> list[Path]:
    """Return the files and folders of the person's own banks, including broken ones."""
    if own is None or not own.is_dir():
        return []
    return sorted(
        path
        for path in own.iterdir()
        if not path.name.startswith(".")
        and path.name != OVERLAY_FOLDER
        and (path.suffix.lower() in {".yaml", ".yml"} or (path / HEADER_FILE).is_file())
    )
