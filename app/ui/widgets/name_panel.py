"""A panel that asks for a name inside the page."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.ui.widgets.panels import TextEntryPanel
from mock_interviewer.app.ui.widgets.text_fields import SingleLineEdit

MAX_NAME_LENGTH = 60


class NamePanel(TextEntryPanel):
    """A panel that asks for a name. Enter accepts it, Esc cancels; invalid names are explained.

    ``of`` says what is named, such as "the plan". The limit is ``longest`` characters.
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
        self.line.textEdited.connect(lambda _text: self._show_wrong(""))

    def ask(
        self,
        text: str,
        given: Callable[[str], object],
        wrong: Callable[[str], str],
        *,
        name: str = "",
        go: str = "Add",
    ) -> None:
        """Ask ``text``. ``wrong`` returns why a name is invalid, or ""; ``given`` gets a valid one.

        The field starts with ``name``; the button is labeled ``go``.
        """
        self._given, self._wrong_of = given, wrong
        self.go.setText(go)
        self.go.setAccessibleName(f"{go} {self._of}".strip())
        self.line.setText(name)
        self.line.selectAll()
        self._show_wrong("")
        self._ask(text)

    def _accept(self) -> None:
        name = self.line.line
        wrong = self._wrong_of(name) if name.isprintable() and name else "Enter a name."
        if wrong:
            self._show_wrong(wrong)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._close()
        self._given(name)
