"""Terms that answers to any question of a bank are likely to use."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.ui.widgets.lines import Lines
from mock_interviewer.app.ui.widgets.text_panel import TextPanel


class BankWords(TextPanel):
    """Ctrl+Enter gives them, as Enter ends a line; Esc gives up."""

    given = Signal(object)
    """The terms, as a tuple of texts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.lines = Lines("Words of this bank")
        super().__init__("Save", self.lines, parent=parent)

    def ask(self, bank: str, terms: Sequence[str]) -> None:
        """Show the terms of a bank, to be changed."""
        self.lines.show_lines(terms)
        self._ask(
            f"Words that answers to any question of “{bank}” are likely to use, such as the names "
            "of your tools, so that they are spelled right."
        )

    def _give(self) -> None:
        self._put_away()
        self.given.emit(self.lines.lines)
