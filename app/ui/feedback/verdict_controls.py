"""Controls for the person's own verdict on a key point: a sign with a menu, a question, undo."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict, PointCoverage
from mock_interviewer.app.feedback.words import point_verdict
from mock_interviewer.app.ui.feedback.finding_signs import SIGN_WIDTH, FindingSign
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import LARGE, Icon, set_icon
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton, RowButton, labeled_button
from mock_interviewer.app.ui.widgets.labels import TextLabel

VERDICT_KEYS: Final[Mapping[int, CoverageVerdict]] = {
    int(Qt.Key.Key_Y): CoverageVerdict.MADE,
    int(Qt.Key.Key_N): CoverageVerdict.NOT,
}
"""The verdicts with a key, by Qt's key numbers."""

VERDICT_CHOICES: Final = (
    (CoverageVerdict.MADE, "I said this"),
    (CoverageVerdict.NOT, "I didn't say this"),
    (CoverageVerdict.OPPOSITE, "I said the opposite"),
)
"""The verdicts that a person can give, in their own words."""

_TAKE_BACK = "Use the program's verdict"
_QUESTION = "Did you say this?"


@dataclass(frozen=True)
class PointVerdict:
    """The verdict on a key point that can be changed; ``is_own`` if the person gave it."""

    point: str
    covered: CoverageVerdict
    is_own: bool
    words: str

    @classmethod
    def of(cls, point: PointCoverage) -> "PointVerdict":
        """Return the verdict on a point."""
        return cls(point.id, point.covered, point.judged is not None, point_verdict(point))

    @property
    def own(self) -> CoverageVerdict | None:
        """The verdict that the person gave, or None."""
        return self.covered if self.is_own else None

    @property
    def is_asked(self) -> bool:
        """Whether the person is to be asked if they made the point."""
        return self.covered is CoverageVerdict.UNSURE

    def after(self, chosen: CoverageVerdict | None) -> CoverageVerdict | None:
        """Return the person's verdict after they chose one; their own again takes it back."""
        return None if chosen is self.own else chosen


class VerdictButton(RowButton):
    """The sign of a key point as a button; its menu changes the verdict."""

    chosen = Signal(object)
    """The CoverageVerdict that the person chose, or None for the judge's own."""

    def __init__(self, verdict: PointVerdict, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = verdict
        set_kind(self, "fold")
        self.setFixedSize(SIGN_WIDTH, SIGN_WIDTH)
        self.setAccessibleName(f"Verdict: {verdict.words}. Change it for: {text}")
        self.setToolTip(f"{verdict.words.capitalize()}. Click to change the verdict.")
        self.clicked.connect(lambda _checked: self.open_menu())
        self._draw_icon()

    def open_menu(self) -> QMenu:
        """Open the menu below the button."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        names = {verdict: chr(key) for key, verdict in VERDICT_KEYS.items()}
        for verdict, label in VERDICT_CHOICES:
            key = f"\t{names[verdict]}" if verdict in names else ""
            action = menu.addAction(f"{label}{key}")
            action.setCheckable(True)
            action.setChecked(self.verdict.own is verdict)
            action.triggered.connect(lambda _, verdict=verdict: self.chosen.emit(verdict))
        menu.addSeparator()
        back = menu.addAction(_TAKE_BACK)
        back.setEnabled(self.verdict.is_own)
        back.triggered.connect(lambda _: self.chosen.emit(None))
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        return menu

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()

    def _draw_icon(self) -> None:
        which, role, _word = FindingSign.of(self.verdict.covered).value
        set_icon(self, which, getattr(roles(), role), LARGE)


class VerdictQuestion(QWidget):
    """Asks whether the person made a point."""

    chosen = Signal(object)
    """The CoverageVerdict that the answer amounts to."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_QUESTION)
        self.yes = _answer_button("Y", "Yes", f"Yes, I said this: {text}")
        self.no = _answer_button("N", "No", f"No, I didn't say this: {text}")
        self.yes.clicked.connect(lambda _checked: self.chosen.emit(CoverageVerdict.MADE))
        self.no.clicked.connect(lambda _checked: self.chosen.emit(CoverageVerdict.NOT))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.XXS)
        row.addWidget(TextLabel(_QUESTION, strong=True))
        row.addSpacing(Spacing.XXS)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        row.addStretch(1)


class VerdictUndoBar(QFrame):
    """Says which verdict the person gave last, and offers to undo it. Hidden until then."""

    undo_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "raised")
        self._text = TextLabel(size=FontSize.CAPTION, wrap=True)
        self.undo = labeled_button("Undo (Ctrl+Z)", "Undo your verdict")
        set_kind(self.undo, "tool")
        self.undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.undo.clicked.connect(self.undo_pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(Spacing.S, Spacing.XXS, Spacing.XXS, Spacing.XXS)
        row.setSpacing(Spacing.S)
        row.addWidget(self._text, 1)
        row.addWidget(self.undo)
        self._draw_icon()
        self.hide()

    @property
    def text(self) -> str:
        """The message; empty while hidden."""
        return "" if self.isHidden() else self._text.plain

    def show_change(self, text: str) -> None:
        """Show what was changed last, and announce it to screen readers; "" hides the bar."""
        self._text.show_text(text)
        self.undo.setAccessibleDescription(text)
        self.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Redraw the icon in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "undo"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        set_icon(self.undo, Icon.UNDO, roles().text)


def _answer_button(key: str, label: str, name: str) -> KeyHintButton:
    made = KeyHintButton(key, label, kind="grade")
    made.set_edge(Spacing.S, Spacing.XXS)
    # The key works only while the focus is in the row.
    made.show_key(shown=False)
    made.setAccessibleName(name)
    made.setToolTip(f"{name} ({key})")
    return made
