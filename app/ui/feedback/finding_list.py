"""Lists of findings, each with a sign, a sentence, and a button that plays its moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict
from mock_interviewer.app.feedback.words import verdict
from mock_interviewer.app.text.formatting import clock_time
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import LARGE, Icon, pixmap, set_icon
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, font, set_kind
from mock_interviewer.app.ui.toolkit.shortcuts import ARROW_KEYS
from mock_interviewer.app.ui.widgets.buttons import ChevronButton
from mock_interviewer.app.ui.widgets.labels import TextLabel


class FindingSign(Enum):
    """The icon, the color role that tints it, and the word for it."""

    MADE = (Icon.MADE, "good", verdict(CoverageVerdict.MADE))
    UNSURE = (Icon.UNSURE, "caution", verdict(CoverageVerdict.UNSURE))
    OPPOSITE = (Icon.OPPOSITE, "bad", verdict(CoverageVerdict.OPPOSITE))
    NOT = (Icon.NOT_MADE, "text_muted", verdict(CoverageVerdict.NOT))
    ADVICE = (Icon.ADVICE, "accent", "advice")
    UNKNOWN = (Icon.INFO, "text_muted", "not checked")

    @property
    def word(self) -> str:
        """The word for the sign."""
        return self.value[2]

    @classmethod
    def of(cls, covered: CoverageVerdict) -> "FindingSign":
        """Return the sign of a verdict."""
        return _OF_VERDICT[covered]


_OF_VERDICT = {
    CoverageVerdict.MADE: FindingSign.MADE,
    CoverageVerdict.UNSURE: FindingSign.UNSURE,
    CoverageVerdict.OPPOSITE: FindingSign.OPPOSITE,
    CoverageVerdict.NOT: FindingSign.NOT,
}


class SignLabel(QLabel):
    """A sign; ``word`` replaces the word for it, which is that of key points."""

    def __init__(self, sign: FindingSign, word: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sign = sign
        self.setFixedSize(LARGE, LARGE)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(word or sign.word)
        self.setToolTip(self.accessibleName().capitalize())
        self._draw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        which, role, _word = self.sign.value
        self.setPixmap(pixmap(which, getattr(roles(), role), LARGE, self.devicePixelRatioF()))


_SIGN = 12


class MomentButton(QPushButton):
    """A button labeled with a time, such as 0:12, that plays the recording from there.

    A click takes no focus, so that the page's keys keep working.
    """

    play_asked = Signal(float)
    """Seconds from the start of the recording."""
    focus_changed = Signal(bool)

    def __init__(self, seconds: float, what: str, parent: QWidget | None = None) -> None:
        super().__init__(clock_time(seconds), parent)
        set_kind(self, "moment")
        self.setFont(font(FontSize.BASE, tabular=True))
        # The icon follows the time.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"Play from {clock_time(seconds)}: {what}")
        self.clicked.connect(lambda: self.play_asked.emit(seconds))
        self._draw_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the arrow keys to the page, which seeks; Qt would move the focus."""
        if event.key() in ARROW_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Report the focus."""
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Report the lost focus."""
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()

    def _draw_icon(self) -> None:
        set_icon(self, Icon.PLAY, roles().accent, _SIGN)


@dataclass(frozen=True)
class Finding:
    """The content of a row.

    ``at`` and ``until`` are seconds of the recording, None if there is nothing to play; ``note`` is
    shown muted below the sentence, ``details`` unfold. ``word`` replaces the word for the sign,
    which is that of key points.
    """

    sign: FindingSign
    text: str
    at: float | None = None
    until: float | None = None
    note: str = ""
    details: tuple[str, ...] = ()
    word: str = ""

    @property
    def name(self) -> str:
        """The finding as one sentence, with its sign as a word."""
        return f"{self.word or self.sign.word}: {self.text}"


class FindingRow(QWidget):
    """A row that plays its moment on a click, or unfolds if it has none."""

    play_asked = Signal(float)
    evidence_highlighted = Signal(object)
    """Start and end in seconds of the evidence while a person points at the row, then None."""

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        self.moment = MomentButton(finding.at, finding.text) if finding.at is not None else None
        self.fold = ChevronButton(finding.text)
        self._details = TextLabel("\n".join(finding.details), wrap=True, kind="muted")
        self._lay_out()
        self.setAccessibleName(finding.name)
        self.fold.setVisible(bool(finding.details))
        self._details.hide()
        self.fold.toggled.connect(self._details.setVisible)
        if self.moment is not None or finding.details:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def unfolded(self) -> str:
        """The details shown; empty while they are folded."""
        return "" if self._details.isHidden() else self._details.plain

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Play or unfold."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if not self.rect().contains(event.position().toPoint()):
            return
        if self.moment is not None:
            self.moment.click()
        elif self.finding.details:
            self.fold.toggle()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 (Qt's name)
        """Highlight the evidence."""
        super().enterEvent(event)
        self._highlight(on=True)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Stop highlighting the evidence."""
        super().leaveEvent(event)
        self._highlight(on=False)

    @Slot(bool)
    def _highlight(self, on: bool) -> None:
        finding = self.finding
        if finding.at is not None:
            end = finding.until if finding.until is not None else finding.at
            self.evidence_highlighted.emit((finding.at, end) if on else None)

    def _lay_out(self) -> None:
        finding = self.finding
        muted = finding.sign in {FindingSign.NOT, FindingSign.UNKNOWN}
        text = TextLabel(finding.text, wrap=True, kind="muted" if muted else "")
        text.setMinimumHeight(LARGE)
        head = QHBoxLayout()
        head.setSpacing(Spacing.XS)
        head.addWidget(SignLabel(finding.sign, finding.word), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(text, 1, Qt.AlignmentFlag.AlignTop)
        if self.moment is not None:
            self.moment.play_asked.connect(self.play_asked)
            self.moment.focus_changed.connect(self._highlight)
            head.addWidget(self.moment, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        column.addLayout(head)
        below = QVBoxLayout()
        below.setContentsMargins(LARGE + Spacing.XS, 0, 0, 0)
        below.setSpacing(Spacing.XXS)
        if finding.note:
            below.addWidget(TextLabel(finding.note, FontSize.CAPTION, wrap=True, kind="muted"))
        below.addWidget(self._details)
        column.addLayout(below)


class FindingList(QWidget):
    """A list of findings, hidden while empty. ``name`` is its accessible name."""

    play_asked = Signal(float)
    evidence_highlighted = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._rows: list[FindingRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Spacing.XS)
        self.hide()

    @property
    def rows(self) -> tuple[FindingRow, ...]:
        """The rows shown."""
        return tuple(self._rows)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show ``findings``; if they are unchanged, rows stay unfolded."""
        if tuple(row.finding for row in self._rows) == tuple(findings):
            return
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [FindingRow(finding) for finding in findings]
        for row in self._rows:
            row.play_asked.connect(self.play_asked)
            row.evidence_highlighted.connect(self.evidence_highlighted)
            self._column.addWidget(row)
        self.setVisible(bool(self._rows))
