"""List of coverage by section, where each section can be practiced."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mock_interviewer.app.planning.section_progress import SectionProgress
from mock_interviewer.app.ui.progress.words import percent, practiced_count, section_description
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.toolkit.shortcuts import Shortcut, ShortcutAction, declare_shortcuts
from mock_interviewer.app.ui.widgets.labels import ElidedLabel, TextLabel

_NAME_SHARE = 0.42
"""Maximum share of a row for the names."""
_WIDE = 600
_ROUND = 3.0


class CoverageBar(QWidget):
    """Bar filled from the left, with an outline of the whole."""

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
        """Draw the share in the accent color, and the outline."""
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
    """Button with the name, the bar, and the numbers of a section."""

    def __init__(self, progress: SectionProgress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.progress = progress
        set_kind(self, "quiet")
        self.setAutoDefault(True)
        self.setAccessibleName(section_description(progress))
        self.setAccessibleDescription("Practice this section")
        self.setToolTip(f"Practice {progress.section}")
        self.name = ElidedLabel()
        self.name.show_text(progress.section)
        self.bar = CoverageBar()
        self.bar.show_share(progress.coverage or 0.0)
        self.covered = TextLabel(percent(progress.coverage), tabular=True)
        self.count = TextLabel(practiced_count(progress), FontSize.BASE, tabular=True, kind="muted")
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
        """Return the size that the parts need."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the minimum size of the parts."""
        return self._row.minimumSize()


class SectionList(QWidget):
    """Rows of sections, with aligned columns."""

    practice_requested = Signal(str)
    """Practice the section of this name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[SectionButton, ...] = ()
        self.setAccessibleName("Coverage by section")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        # Declared for the help only: the rows are buttons, which handle the key.
        practice = Shortcut("Practice this section", self._practice, lambda: bool(self.rows))
        shortcuts: dict[int, ShortcutAction] = {Qt.Key.Key_Return: practice}
        declare_shortcuts(self, shortcuts, "On a section")

    def show_sections(self, sections: Sequence[SectionProgress]) -> None:
        """Show sections in this order; do nothing if they are already shown."""
        if tuple(row.progress for row in self.rows) == tuple(sections):
            return
        focused = next((at for at, row in enumerate(self.rows) if row.hasFocus()), None)
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = tuple(self._add(progress) for progress in sections)
        self._align()
        if focused is not None and self.rows:
            self.rows[min(focused, len(self.rows) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Align the columns of all rows."""
        super().resizeEvent(event)
        self._align()

    def _add(self, progress: SectionProgress) -> SectionButton:
        row = SectionButton(progress)
        row.clicked.connect(lambda _checked: self.practice_requested.emit(progress.section))
        self._column.addWidget(row)
        # At once, because a hidden widget can't take the focus.
        row.show()
        return row

    def _practice(self) -> None:
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
            row.count.show_text(practiced_count(row.progress, short=not wide))
        for texts in ([row.covered for row in self.rows], [row.count for row in self.rows]):
            for text in texts:
                text.setFixedWidth(max(each.sizeHint().width() for each in texts))
