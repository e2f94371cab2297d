"""Errors about banks and selections, each as one plain sentence."""

from pathlib import Path

_SHOWN = 60


def quoted(value: object) -> str:
    """Return a value between quotes, short and on one line, to stand in a sentence."""
    text = "".join(character if character.isprintable() else " " for character in str(value))
    if len(text) > _SHOWN:
        text = f"{text[: _SHOWN - 1]}…"
    return f'"{text}"'


class QuestionsError(Exception):
    """Something is wrong that a person can mend; ``str()`` says what happened and what to do."""


class BankError(QuestionsError):
    """A bank cannot be used.

    ``line`` counts from 1 and is None where no line is to blame; ``what`` and ``remedy`` are
    clauses without a capital and a full stop.
    """

    def __init__(self, path: Path, line: int | None, what: str, remedy: str) -> None:
        super().__init__(path, line, what, remedy)
        self.path = path
        self.line = line
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.path}" if self.line is None else f"{self.path}, line {self.line}"
        return f"{place}: {self.what}; {self.remedy}."


class SelectionError(QuestionsError):
    """A choice of questions leaves nothing to ask, or names what does not exist."""
