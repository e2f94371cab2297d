"""Errors about banks and selections, each as one plain sentence."""

from pathlib import Path

_SHOWN = 60


def quoted(value: object) -> str:
    """Return a value in quotation marks, shortened and on one line, for use in a sentence."""
    text = "".join(character if character.isprintable() else " " for character in str(value))
    if len(text) > _SHOWN:
        text = f"{text[: _SHOWN - 1]}…"
    return f'"{text}"'


class QuestionsError(Exception):
    """An error that a person can fix; ``str()`` says what happened and what to do."""


class BankError(QuestionsError):
    """A bank can't be used.

    ``line`` counts from 1, and is None if the error has no line. ``what`` and ``remedy`` are
    clauses without a capital and a period.
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
    """A selection of questions is empty, or names something that doesn't exist."""
