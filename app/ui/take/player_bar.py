"""The player bar: play, pause, seek, speed, loop, silences, and zoom."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.text.formatting import clock_length, clock_place
from mock_interviewer.app.ui.shared.waveform import WaveformSlider
from mock_interviewer.app.ui.shared.waveform_parts import LoopPassage, WaveformZoom
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import LARGE, Icon, set_icon
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.take.replay_options import REPLAY_SPEEDS
from mock_interviewer.app.ui.take.waveform_overview import WaveformOverview
from mock_interviewer.app.ui.toolkit.shortcuts import ARROW_KEYS
from mock_interviewer.app.ui.widgets.buttons import PlayButton
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.audio.files.outline import Peaks


class PlayerBar(QWidget):
    """Shows a player and passes on what the person asks of it."""

    play_pressed = Signal()
    seek_requested = Signal(float)
    """Seconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._duration = 0.0
        self.button = PlayButton()
        self.waveform = WaveformSlider()
        self.map = WaveformOverview()
        self.tools = ReplayControls()
        self._time = TextLabel(size=FontSize.BASE, tabular=True, kind="muted")
        self._time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._lay_out()
        self.button.clicked.connect(self.play_pressed)
        self.waveform.seek_requested.connect(self.seek_requested)
        self.waveform.zoom_changed.connect(self._show_zoom)
        self.map.moved.connect(self.waveform.look_at)
        self.tools.zoom_pressed.connect(self.zoom)
        self.set_sound(0.0, None)

    @property
    def time_text(self) -> str:
        """What is shown of the time."""
        return self._time.plain

    def fit(self, *, low: bool, narrow: bool) -> None:
        """Take less height where the page is low, and say less where it is narrow."""
        self.button.fit(low=low)
        self.tools.fit(low=low, narrow=narrow)
        # Where there is room they stand beneath the waveform, whose ends have air of their own.
        self.tools.setContentsMargins(0 if narrow else self.button.width() + Spacing.S, 0, 0, 0)
        self.waveform.fit(low=low)

    def set_sound(self, duration: float, outline: Peaks | None) -> None:
        """Show a recording of ``duration`` seconds at its start; 0 for one still being read."""
        self._duration = duration
        self.button.setEnabled(duration > 0)
        self.waveform.set_duration(duration)
        self.waveform.set_outline(outline)
        self.map.set_outline(outline)
        # The figures must not move what stands beside them.
        longest = f"{clock_length(duration)} / {clock_length(duration)}"
        self._time.setMinimumWidth(self._time.fontMetrics().horizontalAdvance(longest))
        self.show_position(0.0)

    @Slot(float)
    def zoom(self, factor: float) -> None:
        """Have ``factor`` times as much of the recording in view; 0 for all of it."""
        if factor:
            self.waveform.zoom_by(factor)
        else:
            self.waveform.show_zoom(WaveformZoom.whole(self._duration))

    @Slot(float)
    def show_position(self, seconds: float) -> None:
        """Show where the player is."""
        self.waveform.show_position(seconds)
        self.map.show_position(seconds)
        place = clock_place(seconds, self._duration)
        self._time.show_text(f"{place} / {clock_length(self._duration)}")

    @Slot(bool)
    def show_playing(self, playing: bool) -> None:
        """Show whether sound is coming out."""
        self.button.show_playing(playing=playing)

    @Slot(object)
    def _show_zoom(self, zoom: WaveformZoom) -> None:
        self.map.show_zoom(zoom)
        self.tools.show_zoom(zoom)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(Spacing.S)
        grid.setVerticalSpacing(Spacing.XXS)
        grid.addWidget(self.button, 0, 0)
        grid.addWidget(self.waveform, 0, 1)
        grid.addWidget(self._time, 0, 2)
        grid.addWidget(self.tools.more, 0, 3)
        grid.addWidget(self.map, 1, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        column.addLayout(grid)
        column.addWidget(self.tools)


ZOOM_IN_FACTOR, ZOOM_OUT_FACTOR = 0.5, 2.0
"""What a step of the zoom leaves in view."""


_SKIP = "Jump over long pauses (S)"


_NO_SILENCE = "No long pause of this take is known"


_CLEAR_KEY = "Esc clears the passage"


_HOW_TO_LOOP = "Drag over the waveform, or press A where a passage begins and B where it ends."


class ReplayControls(QWidget):
    """Shows how a take is heard and passes on what the person asks. Tab reaches every part."""

    speed_chosen = Signal(float)
    loop_pressed = Signal()
    silences_wanted = Signal(bool)
    model_wanted = Signal(bool)
    zoom_pressed = Signal(float)
    """A factor of what is in view; 0 for all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.speed = _Tool("Speed 1x", "Speed: 1x", "How fast it plays ([ and ])")
        self.loop = _Tool("Loop", "Loop the passage", "Hear a passage over and over (L)")
        self.silences = _Tool("Skip silences", "Skip silences", _SKIP)
        self.model = _Tool(
            "Then the model answer",
            "Then hear the model answer",
            "Hear the model answer after your own (M)",
        )
        self.farther = _Tool("", "Zoom out", "See more of the recording (-)")
        self.closer = _Tool("", "Zoom in", "Look closer (+, or Ctrl and the wheel)")
        self.whole = _Tool("All", "Zoom to all", "See all of the recording (0)")
        # The sign stands behind the word.
        self.speed.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.speeds = QMenu(self)
        self.speeds.setAccessibleName("Speed")
        self._actions = {speed: self._add_speed(speed) for speed in REPLAY_SPEEDS}
        self._keys = TextLabel("", FontSize.CAPTION, wrap=True, kind="muted")
        for tool in (self.loop, self.silences, self.model):
            tool.setCheckable(True)
        self._line: Callable[[], str] = str
        self._passage = LoopPassage()
        self._low = False
        self._usual = True
        self.more = _Tool("", "More ways to hear it", "Speed, loop and silences")
        self.more.setCheckable(True)
        """Unfolds this in a low page; the bar has a place for it."""
        self._lay_out()
        self._connect()
        self._draw_icons()
        self.offer_model(there=False)

    @property
    def said(self) -> str:
        """What the line of keys says."""
        return self._keys.plain

    def fit(self, *, low: bool, narrow: bool) -> None:
        """Leave out the line of keys where the page is low, and what keys do where it is narrow.

        In a low page it is seen when it is unfolded, and while anything is not as usual.
        """
        self._low = low
        self._fold()
        for tool in (self.farther, self.closer, self.whole):
            tool.setVisible(not narrow)
        self.model.setText("Then model answer" if narrow else "Then the model answer")

    def show_manner(self, speed: float, passage: LoopPassage, *, skips: bool) -> None:
        """Show how the take is heard."""
        self.speed.setText(f"Speed {speed_text(speed)}")
        self.speed.setAccessibleName(f"Speed: {speed_text(speed)}")
        self._actions[speed].setChecked(True)
        self.loop.setChecked(passage.on)
        self.loop.setAccessibleDescription(passage.described)
        self.silences.setChecked(skips)
        self._passage = passage
        self._usual = speed == 1 and not skips and passage == LoopPassage()
        self._say_keys()
        self._fold()

    def offer_silences(self, *, known: bool) -> None:
        """Let silences be skipped if it is known where they are; else say why they cannot be."""
        self.silences.setEnabled(known)
        self.silences.setToolTip(_SKIP if known else _NO_SILENCE)
        self.silences.setAccessibleDescription("" if known else _NO_SILENCE)

    def offer_model(self, *, there: bool) -> None:
        """Let the model answer be heard where there is one."""
        self.model.setVisible(there)
        self._say_keys()

    def show_zoom(self, zoom: WaveformZoom) -> None:
        """Offer what can still be done."""
        self.farther.setEnabled(not zoom.is_whole)
        self.whole.setEnabled(not zoom.is_whole)

    def tell_keys(self, line: Callable[[], str]) -> None:
        """Say what keys do, as ``line`` gives it each time that changes."""
        self._line = line
        self._say_keys()

    def open_speeds(self) -> None:
        """Open the list of speeds beneath its button."""
        self.speeds.popup(self.speed.mapToGlobal(QPoint(0, self.speed.height())))

    def explain_loop(self) -> None:
        """Say how a passage comes about."""
        self._keys.show_text(_HOW_TO_LOOP)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icons again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "closer"):
            self._draw_icons()

    @Slot()
    def _fold(self) -> None:
        self.more.setVisible(self._low)
        self._keys.setVisible(not self._low)
        self.setVisible(not self._low or self.more.isChecked() or not self._usual)

    def _say_keys(self) -> None:
        keys = [*([] if self._passage == LoopPassage() else [_CLEAR_KEY]), self._line()]
        self._keys.show_text(" · ".join(part for part in keys if part))

    def _add_speed(self, speed: float) -> QAction:
        action = self.speeds.addAction(speed_text(speed), partial(self.speed_chosen.emit, speed))
        action.setCheckable(True)
        return action

    def _connect(self) -> None:
        group = QActionGroup(self)
        for action in self._actions.values():
            group.addAction(action)
        self.more.clicked.connect(self._fold)
        self.speed.clicked.connect(self.open_speeds)
        self.loop.clicked.connect(self._ask_for_loop)
        self.silences.clicked.connect(self.silences_wanted)
        self.model.clicked.connect(self.model_wanted)
        self.farther.clicked.connect(partial(self.zoom_pressed.emit, ZOOM_OUT_FACTOR))
        self.closer.clicked.connect(partial(self.zoom_pressed.emit, ZOOM_IN_FACTOR))
        self.whole.clicked.connect(partial(self.zoom_pressed.emit, 0.0))

    def _ask_for_loop(self) -> None:
        # Whether it is on is shown once it is.
        self.loop.setChecked(not self.loop.isChecked())
        self.loop_pressed.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Spacing.XXS)
        for tool in (self.speed, self.loop, self.silences, self.model):
            row.addWidget(tool)
        row.addStretch(1)
        for tool in (self.farther, self.closer, self.whole):
            row.addWidget(tool)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        column.addLayout(row)
        # Level with the words on the buttons.
        self._keys.setContentsMargins(Spacing.XS, 0, 0, 0)
        column.addWidget(self._keys)

    def _draw_icons(self) -> None:
        for tool, sign in (
            (self.speed, Icon.UNFOLD),
            (self.loop, Icon.LOOP),
            (self.silences, Icon.SKIP),
            (self.farther, Icon.FARTHER),
            (self.closer, Icon.CLOSER),
        ):
            set_icon(tool, sign, roles().text_muted)
        set_icon(self.more, Icon.MORE, roles().text, LARGE)


class _Tool(QPushButton):
    """A click leaves the keyboard where it was, and the arrows are the page's."""

    def __init__(self, label: str, name: str, tip: str) -> None:
        super().__init__(label)
        set_kind(self, "tool")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(True)
        self.setAccessibleName(name)
        self.setToolTip(tip)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the arrows to the page."""
        if event.key() in ARROW_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)


def speed_text(speed: float) -> str:
    """Return a speed as it is shown: 1.25x."""
    return f"{speed:g}x"
