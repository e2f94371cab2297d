"""The keys that do something now, as buttons at the foot of the interview."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mock_interviewer.app.ui.pages.interview_keys import Hint
from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.key_hint import KeyHint

EDGE = Space.XXS
"""How far the row reaches beyond the text on either side, so that keys line up with it."""


class KeyRow(QWidget):
    """``chosen`` comes with the Command or Leave of the button that was pressed."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: tuple[Hint, ...] = ()
        self._buttons: list[KeyHint] = []
        self.setFixedHeight(Space.XXL)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.XXS)
        self._row.addStretch(1)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The keys that are shown."""
        return self._hints

    @property
    def buttons(self) -> tuple[KeyHint, ...]:
        """Their buttons, in the same order."""
        return tuple(self._buttons)

    def show_hints(self, wanted: tuple[Hint, ...]) -> bool:
        """Show other keys; return whether they are others than before."""
        if wanted == self._hints:
            return False
        self._hints = wanted
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        # A primary button has a ground, which lines up itself.
        grounded = bool(wanted) and wanted[0].primary
        self._row.setContentsMargins(EDGE if grounded else 0, 0, EDGE, 0)
        self._buttons = [self._add(hint, place) for place, hint in enumerate(wanted)]
        return True

    def _add(self, hint: Hint, place: int) -> KeyHint:
        button = KeyHint(hint.name, hint.label, primary=hint.primary)
        button.clicked.connect(lambda _checked: self.chosen.emit(hint.action))
        self._row.insertWidget(place, button)
        return button
