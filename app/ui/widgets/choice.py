"""Choosing one of a few values: a segmented control or a drop-down list."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, Spacing, set_kind
from mock_interviewer.app.ui.toolkit.shortcuts import PAGE_KEYS

T = TypeVar("T")

LABEL_JOINT = " · "
"""Separates the part of a label that may be shortened from the part that sets it apart."""


class SegmentedControl(QWidget, Generic[T]):
    """Two or three options side by side, one of them chosen. Arrow keys move the choice."""

    chosen = Signal()
    """The person chose another value."""

    def __init__(
        self, name: str, options: Sequence[tuple[T, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._values = [value for value, _ in options]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.XS)
        for index, (_, label) in enumerate(options):
            button = QRadioButton(label)
            button.setAccessibleName(f"{name}: {label}")
            set_kind(button, "segment")
            self._group.addButton(button, index)
            row.addWidget(button)
        row.addStretch(1)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(lambda _index: self.chosen.emit())

    @property
    def value(self) -> T:
        """The chosen value."""
        return self._values[self._group.checkedId()]

    def choose(self, value: T) -> None:
        """Choose ``value`` without emitting ``chosen``."""
        self._group.button(self._values.index(value)).setChecked(True)


class Picker(QComboBox, Generic[T]):
    """A drop-down list. While it is closed, it leaves the wheel and the page keys to the page.

    Otherwise scrolling the page would change the value of the picker that has the focus.
    """

    chosen = Signal()
    """The person chose another value."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[T | None] = []
        self._widens = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda _index: self.chosen.emit())

    @property
    def value(self) -> T | None:
        """The chosen value; None if nothing is offered."""
        index = self.currentIndex()
        return self._values[index] if index >= 0 else None

    def offer(self, options: Sequence[tuple[T, str]], chosen: T | None, *, apart: int = 0) -> None:
        """Offer ``options`` (values and labels), and choose ``chosen`` or else the first.

        A separator sets the last ``apart`` options off.
        """
        self._values = [value for value, _ in options]
        self.clear()
        self.addItems([label for _, label in options])
        if 0 < apart < len(options):
            self.insertSeparator(len(options) - apart)
            self._values.insert(len(options) - apart, None)
        if chosen in self._values:
            self.setCurrentIndex(self._values.index(chosen))
        if self._widens:
            self.setMaximumWidth(self.whole_width())

    def shrink(self, least: int, most: int | None = None) -> None:
        """Take the available width, from ``least`` to ``most`` pixels, whatever is offered.

        Without ``most``, grow up to ``whole_width``.
        """
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(least)
        self._widens = most is None
        self.setMaximumWidth(self.whole_width() if most is None else most)

    @property
    def shown(self) -> str:
        """The label of the chosen option as it is shown, elided if needed."""
        return elided_label(self.currentText(), self.fontMetrics(), self._room())

    def whole_width(self) -> int:
        """Return the width, in pixels, at which no offered label is elided."""
        labels = (self.itemText(index) for index in range(self.count()))
        return max([self.minimumWidth(), *map(self.text_width, labels)])

    def text_width(self, label: str) -> int:
        """Return the width, in pixels, at which ``label`` is not elided."""
        # Before it is first shown, it has neither its font nor its borders.
        self.ensurePolished()
        return self.fontMetrics().horizontalAdvance(label) + self.width() - self._room()

    def choose(self, value: T) -> None:
        """Choose ``value``, if it is offered, without emitting ``chosen``."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the combo box with its text elided to the available width."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def showPopup(self) -> None:  # noqa: N802 (Qt's name)
        """Open the list as wide as its labels, up to the width of text."""
        view = self.view()
        edges = 2 * (view.frameWidth() + Spacing.XXS) + view.verticalScrollBar().sizeHint().width()
        wanted = min(view.sizeHintForColumn(0) + edges, TEXT_WIDTH)
        view.setMinimumWidth(max(wanted, self.width()))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the wheel to the page."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the page keys to the page."""
        if event.key() in PAGE_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _room(self) -> int:
        """Return the available width for the text, in pixels."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        control = QStyle.SubControl.SC_ComboBoxEditField
        combo = QStyle.ComplexControl.CC_ComboBox
        return self.style().subControlRect(combo, option, control, self).width()


def elided_label(label: str, metrics: QFontMetrics, width: int) -> str:
    """Return ``label`` elided to ``width`` pixels, first in the part before LABEL_JOINT."""
    if metrics.horizontalAdvance(label) <= width:
        return label
    name, joint, rest = label.rpartition(LABEL_JOINT)
    right = Qt.TextElideMode.ElideRight
    room = width - metrics.horizontalAdvance(joint + rest)
    if not joint or room < metrics.horizontalAdvance(f"{name[:1]}…"):
        return metrics.elidedText(label, right, width)
    return metrics.elidedText(name, right, room) + joint + rest


def duration_options(
    offered: Sequence[float], word: str, none: str, chosen: float
) -> list[tuple[float, str]]:
    """Return durations in seconds to offer, labeled ``word`` and the length, or ``none`` for 0.

    ``chosen`` is always included; 0 comes last.
    """
    values = sorted({*offered, chosen}, key=_none_last)
    return [(value, f"{word} {_length(value)}" if value else none) for value in values]


def _none_last(value: float) -> tuple[bool, float]:
    return value == 0, value


def _length(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return f"{rest:g} s"
    return f"{minutes:g} min {rest:g} s" if rest else f"{minutes:g} min"
