"""A panel that asks for a name inside the page."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.ui.widgets.panels import TextEntryPanel
from mock_interviewer.app.ui.widgets.text_fields import SingleLineEdit

MAX_NAME_LENGTH = 60


class NamePanel(TextEntryPanel):
    """Enter gives the name, Esc gives up; a name that cannot be is told.

    ``of`` is what has the name, as "the plan"; no more than ``longest`` characters can be typed.
    """

    def __init__(
        self, of: str = "", longest: int | None = MAX_NAME_LENGTH, parent: QWidget | None = None
    ) -> None:
        name = f"Name of {of}" if of else "Name"
        self.line = SingleLineEdit(name, name if of else "")
        super().__init__("Add", self.line, parent=parent)
        self._of = of
        self._given: Callable[[str], object] = str
        self._wrong_of: Callable[[str], str] = str
        if longest is not None:
            self.line.setMaxLength(longest)
        self.line.textEdited.connect(lambda _text: self._say_wrong(""))

    def ask(
        self,
        text: str,
        given: Callable[[str], object],
        wrong: Callable[[str], str],
        *,
        name: str = "",
        go: str = "Add",
    ) -> None:
        """Ask ``text``; ``wrong`` says why a name cannot be, ``given`` gets one that can.

        ``name`` is written there to be changed, and ``go`` stands on the button.
        """
        self._given, self._wrong_of = given, wrong
        self.go.setText(go)
        self.go.setAccessibleName(f"{go} {self._of}".strip())
        self.line.setText(name)
        self.line.selectAll()
        self._say_wrong("")
        self._ask(text)

    def _give(self) -> None:
        name = self.line.line
        wrong = self._wrong_of(name) if name.isprintable() and name else "Write a name."
        if wrong:
            self._say_wrong(wrong)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._put_away()
        self._given(name)
