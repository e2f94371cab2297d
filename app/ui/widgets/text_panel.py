"""The frame in which a page asks for something to be written."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.panel import Panel
from mock_interviewer.app.ui.widgets.remark import Remark


class TextPanel(Panel):
    """Says above its fields what is asked, and beneath them what is wrong with what is written."""

    def __init__(self, go: str, *fields: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(go, parent)
        self._first = fields[0]
        self._wrong = Remark("caution")
        self._wrong.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.XS)
        buttons.addWidget(self.go)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.XS)
        for part in (self._text, *fields, self._wrong):
            column.addWidget(part)
        column.addLayout(buttons)
        self.go.clicked.connect(lambda _checked: self._give())

    @property
    def wrong(self) -> str:
        """Why that cannot be; empty where nothing is told."""
        return "" if self._wrong.isHidden() else self._wrong.plain

    def _ask(self, text: str) -> None:
        """Ask ``text``, with the keyboard on the first field."""
        self._show(text)
        self._first.setAccessibleDescription(text)
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_wrong(self, sentence: str) -> None:
        """Say what is wrong; "" for nothing."""
        self._wrong.show_text(sentence)
        self._wrong.setVisible(bool(sentence))

    def _give(self) -> None:
        """Take what is written, once the person wants that."""
        raise NotImplementedError
