"""A question as the editor shows it."""

from dataclasses import dataclass

from mock_interviewer.questions.drafted import Fields
from mock_interviewer.questions.model import Bank, Question


@dataclass(frozen=True)
class Shown:
    """``fields`` are what is to be written on.

    ``saved`` is how the bank has it, None for one that is new; ``changed`` tells whether it came
    with the program and was changed; ``note`` is a sentence about it, of a Remark's kind;
    ``editable`` tells whether it can be written on here.
    """

    bank: Bank
    fields: Fields
    saved: Question | None = None
    retired: bool = False
    changed: bool = False
    note: str = ""
    note_kind: str = "hint"
    editable: bool = True

    @property
    def others(self) -> dict[str, str]:
        """The words of the bank's other questions, by their ids."""
        own = None if self.saved is None else self.saved.id
        return {each.id: each.text for each in self.bank.every if each.id != own}
