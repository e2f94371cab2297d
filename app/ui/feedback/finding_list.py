"""Lists of findings, each with a sign, a sentence, and a button that plays its moment."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict
from mock_interviewer.app.text.formatting import clock_time
from mock_interviewer.app.ui.feedback.finding_signs import SIGN_WIDTH, FindingSign, SignLabel
from mock_interviewer.app.ui.feedback.verdict_controls import (
    VERDICT_KEYS,
    PointVerdict,
    VerdictButton,
    VerdictQuestion,
)
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import LARGE, Icon, set_icon
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, font, set_kind
from mock_interviewer.app.ui.toolkit.shortcuts import ARROW_KEYS, is_plain
from mock_interviewer.app.ui.widgets.buttons import ChevronButton
from mock_interviewer.app.ui.widgets.labels import TextLabel

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
    which is that of key points. ``verdict`` is present if the person can change it.
    """

    sign: FindingSign
    text: str
    at: float | None = None
    until: float | None = None
    note: str = ""
    details: tuple[str, ...] = ()
    word: str = ""
    verdict: PointVerdict | None = None

    @property
    def name(self) -> str:
        """The finding as one sentence, with its sign as a word."""
        return f"{self.word or self.sign.word}: {self.text}"


class FindingRow(QWidget):
    """A row that plays its moment on a click, or unfolds if it has none.

    While the focus is in a row whose verdict can be changed, Y and N give it.
    """

    play_asked = Signal(float)
    verdict_chosen = Signal(object, object)
    """A PointVerdict, and the CoverageVerdict that replaces it; None for the judge's own."""
    evidence_highlighted = Signal(object)
    """Start and end in seconds of the evidence while a person points at the row, then None."""

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        self.moment = MomentButton(finding.at, finding.text) if finding.at is not None else None
        judged = finding.verdict
        self.verdict = None if judged is None else VerdictButton(judged, finding.text)
        """Changes the verdict; None where there is none to change."""
        asked = judged is not None and judged.is_asked
        self.question = VerdictQuestion(finding.text) if asked else None
        """Asks for the verdict of a point that is to be checked."""
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

    def unfold(self) -> None:
        """Show the details."""
        self.fold.setChecked(bool(self.finding.details))

    def take_focus(self) -> None:
        """Move the keyboard focus to the verdict, or else to the first button."""
        for part in (self.verdict, self.moment, self.fold):
            if part is not None:
                part.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Give the verdict that the key stands for."""
        given = VERDICT_KEYS.get(event.key()) if is_plain(event) else None
        if given is None or self.finding.verdict is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.choose(given)

    @Slot(object)
    def choose(self, covered: CoverageVerdict | None) -> None:
        """Give a verdict as the person does; the same again takes it back."""
        if self.finding.verdict is not None:
            self.verdict_chosen.emit(self.finding.verdict, self.finding.verdict.after(covered))

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
        if self.verdict is not None:
            # A sign that is a button is higher: its middle is that of the first line.
            text.setContentsMargins(0, SIGN_WIDTH - LARGE - 1, 0, 0)
        head = QHBoxLayout()
        head.setSpacing(Spacing.XS)
        head.addWidget(self._sign(), 0, Qt.AlignmentFlag.AlignTop)
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
        below.setContentsMargins(SIGN_WIDTH + Spacing.XS, 0, 0, 0)
        below.setSpacing(Spacing.XXS)
        if finding.note:
            contradicted = finding.sign is FindingSign.OPPOSITE
            kind = "bad" if contradicted else "muted"
            below.addWidget(TextLabel(finding.note, FontSize.CAPTION, wrap=True, kind=kind))
        if self.question is not None:
            self.question.chosen.connect(self.choose)
            below.addWidget(self.question)
        below.addWidget(self._details)
        column.addLayout(below)

    def _sign(self) -> QWidget:
        if self.verdict is not None:
            self.verdict.chosen.connect(self.choose)
            return self.verdict
        sign = SignLabel(self.finding.sign, self.finding.word)
        sign.setFixedWidth(SIGN_WIDTH)
        return sign


class FindingList(QWidget):
    """A list of findings, hidden while empty. ``name`` is its accessible name."""

    play_asked = Signal(float)
    evidence_highlighted = Signal(object)
    verdict_chosen = Signal(object, object)
    """A PointVerdict, and the CoverageVerdict that replaces it; None for the judge's own."""

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
        """Show ``findings``; rows whose finding is unchanged stay as they are.

        A row that changes keeps the focus, and stays unfolded if it is about the same.
        """
        before, self._rows = self._rows, []
        for at, finding in enumerate(findings):
            row = before[at] if at < len(before) else None
            if row is not None and row.finding == finding:
                self._rows.append(row)
                continue
            made = self._make_row(finding)
            self._rows.append(made)
            self._column.insertWidget(at, made)
            if row is not None:
                self._replace(row, made)
        for row in before[len(self._rows) :]:
            self._remove(row)
        self.setVisible(bool(self._rows))

    def _make_row(self, finding: Finding) -> FindingRow:
        row = FindingRow(finding)
        row.play_asked.connect(self.play_asked)
        row.evidence_highlighted.connect(self.evidence_highlighted)
        row.verdict_chosen.connect(self.verdict_chosen)
        return row

    def _replace(self, row: FindingRow, made: FindingRow) -> None:
        """Give a new row the state of the one that it replaces, and remove that."""
        if row.unfolded and row.finding.text == made.finding.text:
            made.unfold()
        focused = QApplication.focusWidget()
        if focused is not None and row.isAncestorOf(focused):
            made.show()
            made.take_focus()
        self._remove(row)

    def _remove(self, row: FindingRow) -> None:
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
