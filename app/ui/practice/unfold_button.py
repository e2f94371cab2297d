"""A button that unfolds something and shortens its label where there is little room."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import SMALL, Icon, pixmap
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.widgets.choice import LABEL_JOINT, elided_label
from mock_interviewer.app.ui.widgets.labels import TextLabel

SIDE = Spacing.S
"""Space between either edge of the button and what it shows."""
_LEAST = 120
_LEAST_PART = 80
"""Width in pixels to which a part of a label may be shortened."""


class UnfoldButton(QPushButton):
    """A label and a chevron, which points up while the button is checked.

    A ``boxed`` one looks like a drop-down list; otherwise it is a line of text.
    """

    def __init__(self, *, boxed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxed = boxed
        self._whole = ""
        set_kind(self, "unfold" if boxed else "quiet")
        # A button would insist on the width of its whole label.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCheckable(True)
        self.setAutoDefault(True)
        self._text = TextLabel(size=FontSize.BASE if boxed else FontSize.BODY, tabular=True)
        self._chevron = QLabel()
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, Spacing.XXS, self._right, Spacing.XXS)
        row.setSpacing(Spacing.XS)
        for part in (self._text, self._chevron):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self._text, 1 if boxed else 0)
        row.addWidget(self._chevron)
        if not boxed:
            row.addStretch(1)
        self.toggled.connect(lambda _checked: self._draw_chevron())
        self._draw_chevron()

    @property
    def label(self) -> str:
        """The whole label."""
        return self._whole

    def show_label(self, label: str, name: str) -> None:
        """Change the label; its accessible name is ``name`` and the label."""
        self._whole = label
        self.setAccessibleName(f"{name}: {label}")
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size at which the label is whole."""
        self.ensurePolished()
        wide = self._text.fontMetrics().horizontalAdvance(self._whole) + 1 + self._beside
        return QSize(wide, self._row.sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return a size at which the label is shortened."""
        return QSize(_LEAST, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Shorten the label to the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Redraw the chevron in the new colors, and show it only while there is a choice."""
        super().changeEvent(event)
        if not hasattr(self, "_chevron"):
            return
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_chevron()
        elif event.type() == QEvent.Type.EnabledChange:
            self._chevron.setVisible(self.isEnabled())

    @property
    def _right(self) -> int:
        return SIDE if self._boxed else Spacing.XXS

    @property
    def _beside(self) -> int:
        """The width of all but the label, in pixels."""
        return SIDE + Spacing.XS + SMALL + self._right

    def _fit(self) -> None:
        room = self.width() - self._beside
        shown = shortened_parts(self._whole, self._text.fontMetrics(), room)
        self._text.show_text(shown)
        self.setToolTip("" if shown == self._whole else self._whole)

    def _draw_chevron(self) -> None:
        which = Icon.FOLD if self.isChecked() else Icon.UNFOLD
        tint = roles().text_muted
        self._chevron.setPixmap(pixmap(which, tint, SMALL, self.devicePixelRatioF()))


def shortened_parts(label: str, metrics: QFontMetrics, width: int) -> str:
    """Return ``label`` shortened to ``width`` pixels, its longest parts first.

    LABEL_JOINT separates the parts. If that is not enough, all but the last are shortened as one.
    """
    parts = label.split(LABEL_JOINT)
    for part in sorted(parts, key=metrics.horizontalAdvance, reverse=True):
        excess = metrics.horizontalAdvance(LABEL_JOINT.join(parts)) - width
        if excess <= 0:
            break
        room = max(_LEAST_PART, metrics.horizontalAdvance(part) - excess)
        shorter = metrics.elidedText(part, Qt.TextElideMode.ElideRight, room)
        parts[parts.index(part)] = shorter
    shown = LABEL_JOINT.join(parts)
    fits = metrics.horizontalAdvance(shown) <= width
    return shown if fits else elided_label(label, metrics, width)
