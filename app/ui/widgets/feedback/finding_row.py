"""One finding in a line: its sign, a sentence, the moment it rests on, and more to unfold."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.ui.icons import LARGE
from mock_interviewer.app.ui.theme import Space, Type
from mock_interviewer.app.ui.widgets.feedback.fold_button import FoldButton
from mock_interviewer.app.ui.widgets.feedback.moment_button import MomentButton
from mock_interviewer.app.ui.widgets.feedback.sign import Sign, SignLabel
from mock_interviewer.app.ui.widgets.text import Text


@dataclass(frozen=True)
class Finding:
    """What a row shows.

    ``at`` and ``until`` are seconds of the recording, None where there is nothing to hear;
    ``note`` stands muted beneath the sentence, ``details`` unfold. ``word`` is what the sign means,
    where that is not what it means of key points.
    """

    sign: Sign
    text: str
    at: float | None = None
    until: float | None = None
    note: str = ""
    details: tuple[str, ...] = ()
    word: str = ""

    @property
    def name(self) -> str:
        """The finding as one sentence, its sign as a word."""
        return f"{self.word or self.sign.word}: {self.text}"


class FindingRow(QWidget):
    """A click on it plays its moment, or unfolds it where there is none."""

    play_asked = Signal(float)
    pointed = Signal(object)
    """Start and end in seconds of what the row rests on while one points at it, then None."""

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        self.moment = MomentButton(finding.at, finding.text) if finding.at is not None else None
        self.fold = FoldButton(finding.text)
        self._details = Text("\n".join(finding.details), wrap=True, kind="muted")
        self._lay_out()
        self.setAccessibleName(finding.name)
        self.fold.setVisible(bool(finding.details))
        self._details.hide()
        self.fold.toggled.connect(self._details.setVisible)
        if self.moment is not None or finding.details:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def unfolded(self) -> str:
        """The details that are shown; empty while they are folded."""
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
        """Show what it rests on."""
        super().enterEvent(event)
        self._point(on=True)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Show it no longer."""
        super().leaveEvent(event)
        self._point(on=False)

    @Slot(bool)
    def _point(self, on: bool) -> None:
        finding = self.finding
        if finding.at is not None:
            end = finding.until if finding.until is not None else finding.at
            self.pointed.emit((finding.at, end) if on else None)

    def _lay_out(self) -> None:
        finding = self.finding
        muted = finding.sign in {Sign.NOT, Sign.UNKNOWN}
        text = Text(finding.text, wrap=True, kind="muted" if muted else "")
        text.setMinimumHeight(LARGE)
        head = QHBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(SignLabel(finding.sign, finding.word), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(text, 1, Qt.AlignmentFlag.AlignTop)
        if self.moment is not None:
            self.moment.play_asked.connect(self.play_asked)
            self.moment.focus_changed.connect(self._point)
            head.addWidget(self.moment, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XXS)
        column.addLayout(head)
        beneath = QVBoxLayout()
        beneath.setContentsMargins(LARGE + Space.XS, 0, 0, 0)
        beneath.setSpacing(Space.XXS)
        if finding.note:
            beneath.addWidget(Text(finding.note, Type.CAPTION, wrap=True, kind="muted"))
        beneath.addWidget(self._details)
        column.addLayout(beneath)
