"""A few short texts, one on each line."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from mock_interviewer.app.ui.widgets.growing_text import GrowingText

_LEAST = 3


class Lines(GrowingText):
    """As high as its lines, up to ten; Tab goes on to the next control."""

    def __init__(self, name: str, *, least: int = _LEAST, parent: QWidget | None = None) -> None:
        super().__init__(name, "One on each line", least=least, parent=parent)

    @property
    def lines(self) -> tuple[str, ...]:
        """The texts without space around them, each once; blank lines are none."""
        typed = (line.strip() for line in self.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in typed if line))

    def show_lines(self, lines: Iterable[str]) -> None:
        """Replace the text."""
        self.show_text("\n".join(lines))
