"""What stands beneath a transcript: what there is to say of it, all of it, which, and another."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from mock_interviewer.app.store.records import TranscriptRecord
from mock_interviewer.app.ui.model_words import known_as
from mock_interviewer.app.ui.phrases import date_in_words
from mock_interviewer.app.ui.theme import Space, Type, set_kind
from mock_interviewer.app.ui.widgets.choice import JOINT, Picker
from mock_interviewer.app.ui.widgets.column import BLEED
from mock_interviewer.app.ui.widgets.key_hint import KeyHint
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.app.ui.widgets.unfold_button import UnfoldButton

_WHOLE, _FEWER = "Show all words", "Show fewer"
_LEAST_PICKER = 120
_ALL = 1000
"""Stretch beside which that of the empty rest is nothing, until the picker is at its widest."""
_BEFORE, _BETWEEN = 0, 2
"""Places of the empty rest in the row: before the picker, and between it and the button."""


class TranscriptFoot(QWidget):
    """A hint, what shows all words, the take's transcripts, and the buttons for one more.

    The last three stand beneath the hint where not all of it has room beside each other.
    """

    def __init__(self, again: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint = Text(size=Type.CAPTION, kind="muted")
        self.whole = UnfoldButton(_WHOLE, "link")
        """Shows all words where not they scroll, but the page."""
        self.whole.setCheckable(True)
        self.whole.hide()
        self.versions: Picker[int] = Picker("Which transcript")
        self.versions.shrink(_LEAST_PICKER)
        self.again = QPushButton(again)
        set_kind(self.again, "quiet")
        self.again.setAccessibleName("Transcribe again, with another model")
        self.edit = KeyHint("E", "Edit")
        self.edit.set_edge(Space.S)
        self.edit.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.edit.setAccessibleName("Edit the transcript")
        self.edit.setToolTip("Correct what was misheard (E)")
        tools = self._tools = QHBoxLayout()
        tools.setSpacing(Space.S)
        tools.addStretch()
        tools.addWidget(self.versions, _ALL)
        tools.addStretch()
        tools.addWidget(self.edit)
        tools.addWidget(self.again)
        said = self._said = QHBoxLayout()
        said.setSpacing(Space.S)
        said.addWidget(self.hint)
        said.addWidget(self.whole)
        said.addStretch()
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(BLEED, 0, 0, 0)
        self._parts.addLayout(said)
        self._parts.addLayout(tools, 1)
        self.whole.toggled.connect(self._name_whole)
        self._fit()

    def show_hint(self, text: str) -> None:
        """Say something of the words; an empty text takes no room."""
        self.hint.show_text(text)
        self.hint.setVisible(bool(text))
        self._fit()

    @Slot(bool)
    def offer_whole(self, there: bool) -> None:
        """Offer to show all words where there are more than there is room for."""
        self.whole.setVisible(there)
        self._fit()

    @Slot(bool)
    def _name_whole(self, unfolded: bool) -> None:
        self.whole.show_label(_FEWER if unfolded else _WHOLE)
        self._fit()

    def show_versions(self, kept: Sequence[TranscriptRecord], now: datetime) -> None:
        """Offer transcripts, in this order, where there are several."""
        current = next((one.number for one in kept if one.current), None)
        options = [
            (one.number, f"{known_as(one.model)}{JOINT}{date_in_words(one.made_at, now)}")
            for one in kept
        ]
        self.versions.offer(options, current)
        self.versions.setVisible(len(kept) > 1)
        self._fit()

    def hide_versions(self) -> None:
        """Offer none."""
        self.versions.hide()
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for no more width than the parts take beneath each other: they make way when asked.

        Qt would ask for that of one line, as long as they stand in one.
        """
        tools = [part for part in (self.versions, self.edit, self.again) if not part.isHidden()]
        said = [part for part in (self.hint, self.whole) if not part.isHidden()]
        rows = (_in_a_row(said), _in_a_row(tools))
        return QSize(BLEED + max(rows), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Put the parts where there is room for them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        beside = self.width() >= self._whole_width()
        direction = QBoxLayout.Direction
        self._parts.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._parts.setSpacing(Space.S if beside else Space.XXS)
        told = not self.hint.isHidden() or not self.whole.isHidden()
        self._place_edit(above=not beside and told)
        self._tools.setStretch(_BEFORE, 1 if beside else 0)
        self._tools.setStretch(_BETWEEN, 0 if beside else 1)

    def _place_edit(self, *, above: bool) -> None:
        """Put the button beside the hint, where that has a line of its own, or with the others."""
        there = self._said.indexOf(self.edit) >= 0
        if above != there:
            old, new = (self._tools, self._said) if above else (self._said, self._tools)
            old.removeWidget(self.edit)
            new.insertWidget(new.count() - (0 if above else 1), self.edit)

    def _whole_width(self) -> int:
        """Return the width at which all parts stand beside each other and nothing is cut."""
        widths = [
            (self.hint, self.hint.sizeHint().width()),
            (self.whole, self.whole.sizeHint().width()),
            (self.versions, self.versions.whole_width()),
            (self.edit, self.edit.sizeHint().width()),
            (self.again, self.again.sizeHint().width()),
        ]
        shown = [width for part, width in widths if not part.isHidden()]
        return BLEED + sum(shown) + Space.S * (len(shown) - 1)


def _in_a_row(parts: Sequence[QWidget]) -> int:
    least = [max(part.minimumWidth(), part.minimumSizeHint().width()) for part in parts]
    return sum(least) + Space.S * max(0, len(parts) - 1)
