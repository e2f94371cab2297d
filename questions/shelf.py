"""Which banks there are: those that come with the program, then a person's own in a folder."""

from dataclasses import dataclass
from pathlib import Path

from mock_interviewer.questions.bank import HEADER, bank_ids, inspect_bank, shipped_banks
from mock_interviewer.questions.errors import BankError, quoted
from mock_interviewer.questions.model import Bank, Question


@dataclass(frozen=True)
class Shelf:
    """The banks that can be used, and what is wrong with those of a person's own that cannot."""

    banks: tuple[Bank, ...]
    problems: tuple[BankError, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the banks, in their order."""
        return tuple(bank.id for bank in self.banks)

    def bank(self, bank_id: str) -> Bank | None:
        """Return the bank of this id, or None."""
        return next((bank for bank in self.banks if bank.id == bank_id), None)

    def find(self, wanted: str) -> tuple[Bank, Question] | None:
        """Return the first question of this id, which may be written BANK/ID, and its bank."""
        bank_id, _, question_id = wanted.rpartition("/")
        for bank in self.banks:
            if bank_id in {"", bank.id}:
                for question in bank.questions:
                    if question.id == question_id:
                        return bank, question
        return None


def read_shelf(own: Path | None = None) -> Shelf:
    """Read every bank, those that come with the program first and ``llm`` first of all.

    ``own`` is a folder with a bank file or a bank's folder for each bank of a person's own; it
    need not exist. A broken one is left out and its problems are kept. Raises BankError only for
    what comes with the program.
    """
    banks = list(shipped_banks())
    problems: list[BankError] = []
    for path in own_files(own):
        bank, found = inspect_bank(path)
        problems += found
        if bank is None:
            continue
        if bank.id in {other.id for other in banks}:
            problems.append(
                BankError(
                    path,
                    None,
                    f"there is another bank called {quoted(bank.id)}",
                    "give this one an id of its own",
                )
            )
            continue
        banks.append(bank)
    return Shelf(tuple(banks), tuple(problems))


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
        and (path.suffix.lower() in {".yaml", ".yml"} or (path / HEADER).is_file())
    )
