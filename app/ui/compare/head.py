"""The top of the compare page: the question, the result, and each side with its player."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.text.formatting import clock_length, clock_place
from mock_interviewer.app.ui.compare.side_by_side import FILL_STRETCH
from mock_interviewer.app.ui.shared.navigation import BackButton
from mock_interviewer.app.ui.shared.waveform import WaveformSlider
from mock_interviewer.app.ui.shared.waveform_parts import LoopPassage
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, font, set_kind
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton, PlayButton
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.column import ROW_PADDING
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.audio.files.waveform_outline import Peaks

_MIN_PICKER_WIDTH = 120


class SideHead(QWidget):
    """One side: "Earlier" or "Later", the take that it shows, and its player."""

    take_chosen = Signal(str)
    """The ID of another take to show on this side."""
    play_pressed = Signal()
    seek_requested = Signal(float)
    """Seconds."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._duration = 0.0
        self._title = TextLabel(name.capitalize(), kind="muted")
        self.picker: Picker[str] = Picker(f"The {name} answer")
        # Some screen readers read the current item in place of the name.
        self.picker.setAccessibleDescription(f"The {name} answer")
        self.picker.shrink(_MIN_PICKER_WIDTH)
        self.button = PlayButton()
        self.waveform = WaveformSlider()
        self.waveform.setAccessibleName(f"Position in the {name} answer")
        self._time = TextLabel(size=FontSize.BASE, tabular=True, kind="muted")
        self._time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._silence = TextLabel(wrap=True, kind="muted")
        self._player = QWidget()
        self._lay_out()
        self.picker.chosen.connect(self._choose)
        self.button.clicked.connect(self.play_pressed)
        self.waveform.seek_requested.connect(self.seek_requested)
        self.waveform.passage_chosen.connect(self._forget_passage)
        self.set_sound(0.0, None)
        self.show_unplayable("")

    @property
    def tab_stops(self) -> tuple[QWidget, QWidget, QWidget]:
        """The widgets that can have the focus."""
        return self.picker, self.button, self.waveform

    @property
    def time_text(self) -> str:
        """The position and length, as shown."""
        return self._time.plain

    @property
    def unplayable_reason(self) -> str:
        """Why the take cannot be played; empty if it can, or while it is read."""
        return "" if self._silence.isHidden() else self._silence.plain

    def offer(self, takes: Sequence[tuple[str, str]], chosen: str | None) -> None:
        """Offer takes, as pairs of ID and label, with ``chosen`` as the current one."""
        self.picker.offer(takes, chosen)
        self.picker.setEnabled(len(takes) > 1)
        self.picker.setToolTip(self.picker.currentText())

    def set_sound(self, duration: float, outline: Peaks | None) -> None:
        """Show a recording of ``duration`` seconds, at its start; 0 while it is read."""
        self._duration = duration
        self.button.setEnabled(duration > 0)
        self.waveform.set_duration(duration)
        self.waveform.set_outline(outline)
        longest = f"{clock_length(duration)} / {clock_length(duration)}"
        # The changing digits must not move the widgets beside them.
        self._time.setMinimumWidth(self._time.fontMetrics().horizontalAdvance(longest))
        self.show_position(0.0)
        self.show_playing(False)

    def show_unplayable(self, sentence: str) -> None:
        """Show in place of the player why the take cannot be played; "" shows the player."""
        self._silence.show_text(sentence)
        self._silence.setVisible(bool(sentence))
        self._player.setVisible(not sentence)

    @Slot(float)
    def show_position(self, seconds: float) -> None:
        """Show the position of the player."""
        self.waveform.show_position(seconds)
        place = clock_place(seconds, self._duration)
        self._time.show_text(f"{place} / {clock_length(self._duration)}")

    @Slot(bool)
    def show_playing(self, playing: bool) -> None:
        """Show whether the take is playing."""
        self.button.show_playing(playing=playing)
        act = "Pause" if playing else "Play"
        self.button.setAccessibleName(f"{act} the {self._name} answer")

    def show_active(self, *, active: bool) -> None:
        """Show whether this side gets the keys, not by color alone."""
        set_kind(self._title, "hint" if active else "muted")
        self._title.setFont(font(strong=active))

    def fit(self, *, low: bool, flat: bool = False) -> None:
        """Be lower on a low page; if ``flat``, be one line without a waveform."""
        self.button.fit(low=low)
        self.waveform.fit(low=low)
        self.waveform.setHidden(flat)
        ways = QBoxLayout.Direction
        self._parts.setDirection(ways.LeftToRight if flat else ways.TopToBottom)

    @Slot()
    def _forget_passage(self) -> None:
        """Remove the passage, because this page has no loop."""
        self.waveform.show_passage(LoopPassage())

    @Slot()
    def _choose(self) -> None:
        take = self.picker.value
        if take is not None:
            self.take_chosen.emit(take)

    def _lay_out(self) -> None:
        # Both titles have the same width, so that the pickers line up.
        strong = QFontMetrics(font(strong=True))
        self._title.setFixedWidth(strong.horizontalAdvance("Earlier") + Spacing.XXS)
        which = QHBoxLayout()
        which.setSpacing(Spacing.XS)
        which.addWidget(self._title)
        which.addWidget(self.picker, FILL_STRETCH)
        which.addStretch(1)
        player = QHBoxLayout(self._player)
        player.setContentsMargins(0, 0, 0, 0)
        player.setSpacing(Spacing.S)
        player.addWidget(self.button)
        player.addWidget(self.waveform, 1)
        player.addWidget(self._time)
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._parts.setSpacing(Spacing.XS)
        self._parts.addLayout(which, 1)
        self._parts.addWidget(self._player)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XS)
        column.addLayout(self._parts)
        column.addWidget(self._silence)
        column.addStretch(1)


class CompareHead(QWidget):
    """The question, the result as a sentence, and both sides. Full width of the page.

    The page connects the buttons.
    """

    def __init__(self, earlier: SideHead, later: SideHead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = BackButton()
        self.swap = KeyHintButton("S", "Swap sides")
        self.swap.set_edge(Spacing.S)
        self.swap.setAccessibleName("Swap sides")
        self.question_label = TextLabel(size=FontSize.BODY, wrap=True)
        self.result = TextLabel(size=FontSize.TITLE, strong=True, wrap=True)
        self._keys = TextLabel(size=FontSize.CAPTION, wrap=True, kind="muted")
        self._sides = QWidget()
        self._heads = (earlier, later)
        self._shown = False
        ways = QHBoxLayout()
        ways.addWidget(self.back)
        ways.addStretch(1)
        ways.addWidget(self.swap)
        asked = QVBoxLayout()
        asked.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        asked.setSpacing(Spacing.XXS)
        asked.addWidget(self.question_label)
        asked.addWidget(self.result)
        keys = QHBoxLayout()
        keys.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        keys.addWidget(self._keys)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._sides)
        self._row.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        for head in self._heads:
            self._row.addWidget(head, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(ways)
        self._column.addLayout(asked)
        self._column.addWidget(self._sides)
        self._column.addLayout(keys)

    @property
    def question(self) -> str:
        """The question that is shown."""
        return self.question_label.plain

    def show_question(self, text: str) -> None:
        """Show the question."""
        self.question_label.show_text(text)

    def show_result(self, sentence: str) -> None:
        """Show what changed, as a heading; "" for none."""
        self.result.show_text(sentence)
        self.result.setVisible(bool(sentence))

    def show_key_hints(self, line: str) -> None:
        """Show a line about the keys, if there is room."""
        self._keys.show_text(line)

    def show_sides(self, *, shown: bool) -> None:
        """Show both sides, or neither."""
        self._shown = shown
        self._sides.setVisible(shown)
        self.swap.setVisible(shown)

    def arrange(self, *, swapped: bool) -> None:
        """Put the later side first if ``swapped``."""
        for head in reversed(self._heads) if swapped else self._heads:
            self._row.removeWidget(head)
            self._row.addWidget(head, 1)

    def fit(self, *, low: bool, stacked: bool) -> None:
        """Take less room on a low page, and put one side above the other if ``stacked``."""
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if stacked else direction.LeftToRight)
        self._row.setSpacing((Spacing.XXS if low else Spacing.S) if stacked else Spacing.XL)
        self._column.setSpacing(Spacing.XS if low else Spacing.S)
        self.result.setFont(font(FontSize.BODY if low else FontSize.TITLE, strong=True))
        self._keys.setVisible(self._shown and not low and not stacked)
        for head in self._heads:
            head.fit(low=low or stacked, flat=low and stacked)
