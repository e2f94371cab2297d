"""Where a person stands in each section; a section leads to practising it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mock_interviewer.app.interview.standing import Standing
from mock_interviewer.app.ui.deeds import Act, Deed, declare
from mock_interviewer.app.ui.progress_words import percent, practised, section_said
from mock_interviewer.app.ui.theme import Space, Type, roles, set_kind
from mock_interviewer.app.ui.widgets.elided import Elided
from mock_interviewer.app.ui.widgets.text import Text

_NAME_SHARE = 0.42
"""Most of a row that names may take."""
_WIDE = 600
_ROUND = 3.0


class ShareBar(QWidget):
    """A share of the whole, from the left; the whole is seen too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = 0.0
        self.setFixedHeight(Space.S)
        self.setMinimumWidth(Space.XXL)
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


class SectionRow(QPushButton):
    """A button with the section's name, its bar and its numbers."""

    def __init__(self, standing: Standing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.standing = standing
        set_kind(self, "quiet")
        self.setAutoDefault(True)
        self.setAccessibleName(section_said(standing))
        self.setAccessibleDescription("Practise this section")
        self.setToolTip(f"Practise {standing.section}")
        self.name = Elided()
        self.name.show_text(standing.section)
        self.bar = ShareBar()
        self.bar.show_share(standing.coverage or 0.0)
        self.covered = Text(percent(standing.coverage), tabular=True)
        self.count = Text(practised(standing), Type.BASE, tabular=True, kind="muted")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for text in (self.covered, self.count):
            text.setAlignment(right)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, Space.XS, Space.S, Space.XS)
        row.setSpacing(Space.M)
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


class Sections(QWidget):
    """The rows, on one grid."""

    practise_asked = Signal(str)
    """The name of a section."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[SectionRow, ...] = ()
        self.setAccessibleName("Coverage by section")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        # The rows are buttons, which obey it.
        practise = Deed("Practise the section", self._practise, lambda: bool(self.rows))
        keys: dict[int, Act] = {Qt.Key.Key_Return: practise}
        declare(self, keys, "On a section")

    def show_standings(self, standings: Sequence[Standing]) -> None:
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

    def _add(self, standing: Standing) -> SectionRow:
        row = SectionRow(standing)
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
            row.count.show_text(practised(row.standing, short=not wide))
        for texts in ([row.covered for row in self.rows], [row.count for row in self.rows]):
            for text in texts:
                text.setFixedWidth(max(each.sizeHint().width() for each in texts))
