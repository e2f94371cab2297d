"""Picker of the sections and groups of a bank."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.text.formatting import counted
from mock_interviewer.app.ui.practice.unfold_button import UnfoldButton
from mock_interviewer.app.ui.style.theme import Spacing, set_kind
from mock_interviewer.app.ui.widgets.labeled_form import CONTROL_WIDTH

_ALL = 1000
"""Stretch that gives the button all free space, until it has its maximum width."""


class TopicPicker(QWidget):
    """A button that shows the choice and expands the list of topics; none checked means all.

    Topics are the sections, followed by the groups that the person made of their questions.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[str, int] = {}
        self._sections: tuple[str, ...] = ()
        self._boxes: dict[str, QCheckBox] = {}
        self._positions: list[tuple[int, int]] = []
        self._head = UnfoldButton(boxed=True)
        self._head.setMaximumWidth(CONTROL_WIDTH)
        self._head.toggled.connect(self._unfold)
        self._all = QPushButton("All topics")
        self._all.setAutoDefault(True)
        set_kind(self._all, "link")
        self._all.setAccessibleName("Choose all topics")
        self._all.clicked.connect(self._choose_all)
        self._list = QWidget()
        self._grid = QGridLayout(self._list)
        self._grid.setContentsMargins(Spacing.XXS, Spacing.XS, 0, Spacing.XS)
        self._grid.setHorizontalSpacing(Spacing.M)
        self._grid.setVerticalSpacing(Spacing.XS)
        self._list.hide()
        top = QHBoxLayout()
        top.setSpacing(Spacing.S)
        top.addWidget(self._head, _ALL)
        top.addWidget(self._all)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._list)
        self._describe()

    @property
    def value(self) -> tuple[str, ...]:
        """The chosen sections and groups; empty for all."""
        ticked = tuple(name for name, box in self._boxes.items() if box.isChecked())
        return () if set(ticked) >= set(self._sections) else ticked

    @property
    def summary(self) -> str:
        """The choice in a few words."""
        chosen = self.value
        if not chosen:
            return "all topics"
        return chosen[0] if len(chosen) == 1 else f"{len(chosen)} topics"

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of questions in each of the chosen topics."""
        return tuple(self._counts[name] for name in self.value or self._sections)

    def offer(
        self,
        sections: Sequence[tuple[str, int]],
        chosen: Collection[str],
        groups: Sequence[tuple[str, int]] = (),
    ) -> None:
        """Offer sections and groups with their numbers of questions, and check ``chosen``."""
        for box in self._boxes.values():
            self._grid.removeWidget(box)
            box.deleteLater()
        self._counts = dict(sections) | dict(groups)
        self._sections = tuple(name for name, _ in sections)
        self._boxes = {}
        self._positions = []
        for name, count in self._counts.items():
            box = QCheckBox(f"{name}  ({count})")
            box.setAccessibleName(f"{name}, {counted(count, 'question')}")
            box.setChecked(name in chosen)
            box.clicked.connect(self._on_chosen)
            self._boxes[name] = box
        self._lay_out_boxes()
        self._describe()

    def unfold(self) -> None:
        """Expand the list of topics."""
        self._head.setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Use one column if two don't fit."""
        super().resizeEvent(event)
        self._lay_out_boxes()

    def _lay_out_boxes(self) -> None:
        widths = [box.sizeHint().width() for box in self._boxes.values()]
        half = -(-len(widths) // 2)
        two = sum(max(part, default=0) for part in (widths[:half], widths[half:]))
        columns = 2 if two + Spacing.M + Spacing.XXS <= self.width() else 1
        rows = -(-len(self._boxes) // columns)
        positions = [divmod(index, max(1, rows))[::-1] for index in range(len(self._boxes))]
        if positions == self._positions:
            return
        self._positions = positions
        for box, (row, column) in zip(self._boxes.values(), positions, strict=True):
            self._grid.addWidget(box, row, column)

    def _unfold(self, unfolded: bool) -> None:
        self._list.setVisible(unfolded)
        self._describe()

    def _choose_all(self) -> None:
        for box in self._boxes.values():
            box.setChecked(False)
        self._on_chosen()

    def _on_chosen(self, *_: object) -> None:
        self._describe()
        self.chosen.emit()

    def _describe(self) -> None:
        chosen = self.value
        label = self.summary if chosen else f"All · {counted(len(self._sections), 'topic')}"
        self._head.show_label(label, "Topics")
        self._head.setAccessibleDescription("Show the topics to choose from")
        self._all.setVisible(bool(chosen))
