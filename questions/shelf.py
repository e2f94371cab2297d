"""The banks there are: those that come with the program, then the own banks of a person."""

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
    """The banks that can be used, and what is wrong with what is a person's own and cannot be.

    ``editions`` has the same banks, by their ids, as they can be edited; a bank that is a folder of
    files is not among them.
    """

    banks: tuple[Bank, ...]
    problems: tuple[BankError, ...] = ()
    editions: Mapping[str, EditedBank] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the banks, in their order."""
        return tuple(bank.id for bank in self.banks)

    def bank(self, bank_id: str) -> Bank | None:
        """Return the bank of this id, or None."""
        return next((bank for bank in self.banks if bank.id == bank_id), None)

    def find(self, wanted: str) -> tuple[Bank, Question] | None:
        """Return the first question of this id, which may be written BANK/ID, and its bank.

        One that is retired is found too.
        """
        bank_id, _, question_id = wanted.rpartition("/")
        for bank in self.banks:
            if bank_id in {"", bank.id}:
                for question in bank.all_questions:
                    if question.id == question_id:
                        return bank, question
        return None


def read_shelf(own: Path | None = None) -> BankShelf:
    """Read every bank, those that come with the program first and ``llm`` first of all.

    ``own`` is a folder with a bank file or a bank's folder for each bank of a person's own, and
    with their edits to the other banks; it need not exist. What is broken in it is left out and its
    problems are kept. Raises BankError only for what comes with the program.
    """
    problems: list[BankError] = []
    banks: dict[str, Bank] = {}
    editions: dict[str, EditedBank] = {}
    for shipped in shipped_banks():
        edition, found = edited_shipped(own, shipped)
        problems += found
        banks[shipped.id], editions[shipped.id] = edition.bank, edition
    problems += _edits_of_none(own)
    for path in own_files(own):
        bank, found = inspect_bank(path)
        problems += found
        if bank is None:
            continue
        if bank.id in banks:
            what = f"there is another bank called {quoted(bank.id)}"
            problems.append(BankError(path, None, what, "give this one its own id"))
            continue
        banks[bank.id] = bank
        if path.is_file():
            editions[bank.id] = OwnBank(bank)
    return BankShelf(tuple(banks.values()), tuple(problems), editions)


def edited_shipped(own: Path | None, shipped: Bank) -> tuple[OverlaidBank, tuple[BankError, ...]]:
    """Return a bank that comes with the program with the edits to it that are kept in ``own``.

    It comes without them where their file is broken, and with what is wrong there.
    """
    nothing = OverlaidBank(shipped, BankOverlay(bank=shipped.id))
    if own is None:
        return nothing, ()
    overlay, problems = inspect_overlay(overlay_file(own, shipped.id), shipped.id)
    return (nothing if overlay is None else OverlaidBank(shipped, overlay)), problems


def _edits_of_none(own: Path | None) -> Iterator[BankError]:
    """Yield a problem for each file of edits to a bank that does not come with the program."""
    folder = None if own is None else own / OVERLAY_FOLDER
    if folder is not None and folder.is_dir():
        for path in sorted(folder.glob("*.yaml")):
            if not (path.name.startswith(".") or ".broken-" in path.name or is_shipped(path.stem)):
                what = f"these are edits to a bank {quoted(path.stem)} that does not come with us"
                yield BankError(path, None, what, "keep them until it is back, or delete the file")


def is_shipped(bank_id: str) -> bool:
    """Return whether a bank of this id comes with the program."""
    return bank_id in bank_ids()


def own_bank_file(own: Path, bank_id: str) -> Path | None:
    """Return the file or folder of a person's own bank of this id, or None; skips broken ones."""
    for path in own_files(own):
        bank, _problems = inspect_bank(path)
        if bank is not None and bank.id == bank_id:
            return path
    return None


def own_files(own: Path | None) -> list[Path]:
    """Return the files and folders of a person's own banks, sound or not."""
    if own is None or not own.is_dir():
        return []
    return sorted(
        path
        for path in own.iterdir()
        if not path.name.startswith(".")
        and path.name != OVERLAY_FOLDER
        and (path.suffix.lower() in {".yaml", ".yml"} or (path / HEADER_FILE).is_file())
    )
