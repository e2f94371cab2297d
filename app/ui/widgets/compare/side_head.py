"""Which take stands on a side, and its player."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.ui.peaks import Peaks
from mock_interviewer.app.ui.phrases import clock_length, clock_place
from mock_interviewer.app.ui.theme import Space, Type, font, set_kind
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.play_button import PlayButton
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.app.ui.widgets.waveform import Waveform
from mock_interviewer.app.ui.widgets.waveform_marks import Passage

_LEAST_PICKER = 120
_ALL = 1000
"""Stretch beside which that of the empty rest is nothing, until the picker is at its widest."""


class SideHead(QWidget):
    """Says earlier or later, offers the takes to choose from, and plays."""

    take_chosen = Signal(str)
    """The id of another take that is to stand here."""
    play_pressed = Signal()
    seek_requested = Signal(float)
    """Seconds."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._duration = 0.0
        self._title = Text(name.capitalize(), kind="muted")
        self.picker: Picker[str] = Picker(f"The {name} take")
        # Some screen readers are told what is chosen in place of the name.
        self.picker.setAccessibleDescription(f"The {name} take")
        self.picker.shrink(_LEAST_PICKER)
        self.button = PlayButton()
        self.waveform = Waveform()
        self.waveform.setAccessibleName(f"Position in the {name} take")
        self._time = Text(size=Type.BASE, tabular=True, kind="muted")
        self._time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._silence = Text(wrap=True, kind="muted")
        self._player = QWidget()
        self._lay_out()
        self.picker.chosen.connect(self._choose)
        self.button.clicked.connect(self.play_pressed)
        self.waveform.seek_requested.connect(self.seek_requested)
        self.waveform.passage_chosen.connect(self._forget_passage)
        self.set_sound(0.0, None)
        self.say_silent("")

    @property
    def stops(self) -> tuple[QWidget, QWidget, QWidget]:
        """What can have the keyboard."""
        return self.picker, self.button, self.waveform

    @property
    def time_text(self) -> str:
        """What is shown of the time."""
        return self._time.plain

    @property
    def silence(self) -> str:
        """Why it cannot be played; empty where it can, or is still being read."""
        return "" if self._silence.isHidden() else self._silence.plain

    def offer(self, takes: Sequence[tuple[str, str]], chosen: str | None) -> None:
        """Offer takes, by their ids and in words, with ``chosen`` among them."""
        self.picker.offer(takes, chosen)
        self.picker.setEnabled(len(takes) > 1)
        self.picker.setToolTip(self.picker.currentText())

    def set_sound(self, duration: float, outline: Peaks | None) -> None:
        """Show a recording of ``duration`` seconds at its start; 0 for one still being read."""
        self._duration = duration
        self.button.setEnabled(duration > 0)
        self.waveform.set_duration(duration)
        self.waveform.set_outline(outline)
        longest = f"{clock_length(duration)} / {clock_length(duration)}"
        # The figures must not move what stands beside them.
        self._time.setMinimumWidth(self._time.fontMetrics().horizontalAdvance(longest))
        self.show_position(0.0)
        self.show_playing(False)

    def say_silent(self, sentence: str) -> None:
        """Say in place of the player why nothing can be heard; empty where something can."""
        self._silence.show_text(sentence)
        self._silence.setVisible(bool(sentence))
        self._player.setVisible(not sentence)

    @Slot(float)
    def show_position(self, seconds: float) -> None:
        """Show where the player is."""
        self.waveform.show_position(seconds)
        place = clock_place(seconds, self._duration)
        self._time.show_text(f"{place} / {clock_length(self._duration)}")

    @Slot(bool)
    def show_playing(self, playing: bool) -> None:
        """Show whether sound is coming out."""
        self.button.show_playing(playing=playing)
        act = "Pause" if playing else "Play"
        self.button.setAccessibleName(f"{act} the {self._name} take")

    def show_active(self, *, active: bool) -> None:
        """Show whether the keys go to this side, not by color alone."""
        set_kind(self._title, "hint" if active else "muted")
        self._title.setFont(font(strong=active))

    def fit(self, *, low: bool, flat: bool = False) -> None:
        """Take less height where the page is low; a ``flat`` one is one line, without waveform."""
        self.button.fit(low=low)
        self.waveform.fit(low=low)
        self.waveform.setHidden(flat)
        ways = QBoxLayout.Direction
        self._parts.setDirection(ways.LeftToRight if flat else ways.TopToBottom)

    @Slot()
    def _forget_passage(self) -> None:
        """Leave no passage standing where none is played over and over."""
        self.waveform.show_passage(Passage())

    @Slot()
    def _choose(self) -> None:
        take = self.picker.value
        if take is not None:
            self.take_chosen.emit(take)

    def _lay_out(self) -> None:
        # Both titles take the same room, so that what stands beside them lines up.
        strong = QFontMetrics(font(strong=True))
        self._title.setFixedWidth(strong.horizontalAdvance("Earlier") + Space.XXS)
        which = QHBoxLayout()
        which.setSpacing(Space.XS)
        which.addWidget(self._title)
        which.addWidget(self.picker, _ALL)
        which.addStretch(1)
        player = QHBoxLayout(self._player)
        player.setContentsMargins(0, 0, 0, 0)
        player.setSpacing(Space.S)
        player.addWidget(self.button)
        player.addWidget(self.waveform, 1)
        player.addWidget(self._time)
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._parts.setSpacing(Space.XS)
        self._parts.addLayout(which, 1)
        self._parts.addWidget(self._player)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(self._parts)
        column.addWidget(self._silence)
        column.addStretch(1)
