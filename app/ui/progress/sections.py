"""Coverage by section; each section leads to practicing it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mock_interviewer.app.planning.section_progress import SectionProgress
from mock_interviewer.app.ui.progress.words import percent, practiced_of, section_said
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.toolkit.shortcuts import Shortcut, ShortcutAction, declare_shortcuts
from mock_interviewer.app.ui.widgets.labels import ElidedLabel, TextLabel

_NAME_SHARE = 0.42
"""Most of a row that names may take."""
_WIDE = 600
_ROUND = 3.0


class CoverageBar(QWidget):
    """A share of the whole, from the left; the whole is seen too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = 0.0
        self.setFixedHeight(Spacing.S)
        self.setMinimumWidth(Spacing.XXL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        """Show a share from 0 to 1."""
        self.share = share
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw what there is in the accent, and the outline of the whole."""
        colors = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(whole, _ROUND, _ROUND)
        painter.setClipRect(QRectF(0, 0, self.width() * self.share, self.height()))
        painter.fillPath(shape, colors.accent)
        painter.setClipping(False)
        painter.setPen(QPen(colors.edge, 1))
        painter.drawPath(shape)


class SectionButton(QPushButton):
    """A button with the section's name, its bar and its numbers."""

    def __init__(self, standing: SectionProgress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.standing = standing
        set_kind(self, "quiet")
        self.setAutoDefault(True)
        self.setAccessibleName(section_said(standing))
        self.setAccessibleDescription("Practise this section")
        self.setToolTip(f"Practise {standing.section}")
        self.name = ElidedLabel()
        self.name.show_text(standing.section)
        self.bar = CoverageBar()
        self.bar.show_share(standing.coverage or 0.0)
        self.covered = TextLabel(percent(standing.coverage), tabular=True)
        self.count = TextLabel(practiced_of(standing), FontSize.BASE, tabular=True, kind="muted")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for text in (self.covered, self.count):
            text.setAlignment(right)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(Spacing.S, Spacing.XS, Spacing.S, Spacing.XS)
        row.setSpacing(Spacing.M)
        for part in (self.name, self.bar, self.covered, self.count):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)
        row.setStretchFactor(self.bar, 1)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for what its parts need."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for what its parts need at least."""
        return self._row.minimumSize()


class SectionList(QWidget):
    """The rows, on one grid."""

    practise_asked = Signal(str)
    """The name of a section."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[SectionButton, ...] = ()
        self.setAccessibleName("Coverage by section")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        # The rows are buttons, which obey it.
        practise = Shortcut("Practise the section", self._practise, lambda: bool(self.rows))
        keys: dict[int, ShortcutAction] = {Qt.Key.Key_Return: practise}
        declare_shortcuts(self, keys, "On a section")

    def show_standings(self, standings: Sequence[SectionProgress]) -> None:
        """Show sections in this order; nothing happens where they are shown already."""
        if tuple(row.standing for row in self.rows) == tuple(standings):
            return
        kept = next((at for at, row in enumerate(self.rows) if row.hasFocus()), None)
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = tuple(self._add(standing) for standing in standings)
        self._align()
        if kept is not None and self.rows:
            self.rows[min(kept, len(self.rows) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Let all bars begin at one place."""
        super().resizeEvent(event)
        self._align()

    def _add(self, standing: SectionProgress) -> SectionButton:
        row = SectionButton(standing)
        row.clicked.connect(lambda _checked: self.practise_asked.emit(standing.section))
        self._column.addWidget(row)
        # At once: what is not shown yet cannot have the keyboard.
        row.show()
        return row

    def _practise(self) -> None:
        for row in self.rows:
            if row.hasFocus():
                row.click()

    def _align(self) -> None:
        if not self.rows:
            return
        wide = self.width() >= _WIDE
        widest = max(row.name.sizeHint().width() for row in self.rows)
        for row in self.rows:
            row.name.setFixedWidth(min(widest, round(self.width() * _NAME_SHARE)))
            row.count.show_text(practiced_of(row.standing, short=not wide))
        for texts in ([row.covered for row in self.rows], [row.count for row in self.rows]):
            for text in texts:
                text.setFixedWidth(max(each.sizeHint().width() for each in texts))
