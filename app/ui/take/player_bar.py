"""The player bar: play, pause, seek, speed, loop, skipped silences, and zoom."""

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
from mock_interviewer.audio.files.waveform_outline import Peaks


class PlayerBar(QWidget):
    """The position and the controls of a player."""

    play_pressed = Signal()
    seek_requested = Signal(float)
    """Seconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._duration = 0.0
        self.button = PlayButton()
        self.waveform = WaveformSlider()
        self.overview = WaveformOverview()
        self.tools = ReplayControls()
        self._time = TextLabel(size=FontSize.BASE, tabular=True, kind="muted")
        self._time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._lay_out()
        self.button.clicked.connect(self.play_pressed)
        self.waveform.seek_requested.connect(self.seek_requested)
        self.waveform.zoom_changed.connect(self._show_zoom)
        self.overview.moved.connect(self.waveform.look_at)
        self.tools.zoom_pressed.connect(self.zoom)
        self.set_sound(0.0, None)

    @property
    def time_text(self) -> str:
        """The time shown: 0:05 / 0:23."""
        return self._time.plain

    def fit(self, *, low: bool, narrow: bool) -> None:
        """Take less height in a low page, and shorten labels in a narrow one."""
        self.button.fit(low=low)
        self.tools.fit(low=low, narrow=narrow)
        # If there is room, they are aligned with the waveform, which has a margin of its own.
        self.tools.setContentsMargins(0 if narrow else self.button.width() + Spacing.S, 0, 0, 0)
        self.waveform.fit(low=low)

    def set_sound(self, duration: float, outline: Peaks | None) -> None:
        """Show a recording of ``duration`` seconds at its start; 0 while it is being read."""
        self._duration = duration
        self.button.setEnabled(duration > 0)
        self.waveform.set_duration(duration)
        self.waveform.set_outline(outline)
        self.overview.set_outline(outline)
        # The changing time must not move the widgets beside it.
        longest = f"{clock_length(duration)} / {clock_length(duration)}"
        self._time.setMinimumWidth(self._time.fontMetrics().horizontalAdvance(longest))
        self.show_position(0.0)

    @Slot(float)
    def zoom(self, factor: float) -> None:
        """Show ``factor`` times as much of the recording; 0 for all of it."""
        if factor:
            self.waveform.zoom_by(factor)
        else:
            self.waveform.show_zoom(WaveformZoom.whole(self._duration))

    @Slot(float)
    def show_position(self, seconds: float) -> None:
        """Show the position of the player."""
        self.waveform.show_position(seconds)
        self.overview.show_position(seconds)
        place = clock_place(seconds, self._duration)
        self._time.show_text(f"{place} / {clock_length(self._duration)}")

    @Slot(bool)
    def show_playing(self, playing: bool) -> None:
        """Show whether the recording is playing."""
        self.button.show_playing(playing=playing)

    @Slot(object)
    def _show_zoom(self, zoom: WaveformZoom) -> None:
        self.overview.show_zoom(zoom)
        self.tools.show_zoom(zoom)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(Spacing.S)
        grid.setVerticalSpacing(Spacing.XXS)
        grid.addWidget(self.button, 0, 0)
        grid.addWidget(self.waveform, 0, 1)
        grid.addWidget(self._time, 0, 2)
        grid.addWidget(self.tools.more, 0, 3)
        grid.addWidget(self.overview, 1, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        column.addLayout(grid)
        column.addWidget(self.tools)


ZOOM_IN_FACTOR, ZOOM_OUT_FACTOR = 0.5, 2.0
"""The factor by which one zoom step changes how much is in view."""


_SKIP = "Skip silences (S)"


_NO_SILENCE = "No silences to skip in this answer"


_MODEL_ANSWER = "Play model answer next"


_HOW_TO_LOOP = "Drag across the waveform, or press A to start a passage and B to end it."


_LOOP = f"Loop a passage (L). {_HOW_TO_LOOP}"


_CLEAR = "Loop the passage, or stop looping it (L). Esc clears it."


class ReplayControls(QWidget):
    """Buttons for speed, loop, skipped silences, model answer, and zoom, all reachable by Tab."""

    speed_chosen = Signal(float)
    loop_pressed = Signal()
    skip_silences_toggled = Signal(bool)
    model_answer_toggled = Signal(bool)
    zoom_pressed = Signal(float)
    """How many times as much to show; 0 for all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.speed = _Tool("Speed 1x", "Speed: 1x", "Playback speed ([ and ])")
        self.loop = _Tool("Loop", "Loop the passage", _LOOP)
        self.silences = _Tool("Skip silences", "Skip silences", _SKIP)
        self.model_answer = _Tool(
            _MODEL_ANSWER,
            _MODEL_ANSWER,
            "Play the model answer after yours (M)",
        )
        self.zoom_out = _Tool("", "Zoom out", "Zoom out (-)")
        self.zoom_in = _Tool("", "Zoom in", "Zoom in (+ or Ctrl+scroll)")
        self.zoom_to_all = _Tool("All", "Zoom to all", "Show the whole recording (0)")
        # The icon follows the label.
        self.speed.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.speeds = QMenu(self)
        self.speeds.setAccessibleName("Speed")
        self._actions = {speed: self._add_speed(speed) for speed in REPLAY_SPEEDS}
        self._message = TextLabel("", FontSize.CAPTION, wrap=True, kind="muted")
        for tool in (self.loop, self.silences, self.model_answer):
            tool.setCheckable(True)
        self._low = False
        self._default = True
        self.more = _Tool("", "Playback options", "Speed, loop, and silences")
        self.more.setCheckable(True)
        """Shows these controls in a low page; the player bar places it."""
        self._lay_out()
        self._connect()
        self._draw_icons()
        self.offer_model_answer(there=False)
        self._explain("")

    @property
    def message(self) -> str:
        """How to set a passage, while that is explained; otherwise empty."""
        return self._message.plain

    def fit(self, *, low: bool, narrow: bool) -> None:
        """Fold the controls in a low page, and hide the zoom buttons in a narrow one.

        In a low page, the controls are shown on request, and while any is not at its default.
        """
        self._low = low
        self._fold()
        for tool in (self.zoom_out, self.zoom_in, self.zoom_to_all):
            tool.setVisible(not narrow)
        self.model_answer.setText("Model answer next" if narrow else _MODEL_ANSWER)

    def show_options(self, speed: float, passage: LoopPassage, *, skips: bool) -> None:
        """Show the speed, the looped passage, and whether silences are skipped."""
        self.speed.setText(f"Speed {speed_text(speed)}")
        self.speed.setAccessibleName(f"Speed: {speed_text(speed)}")
        self._actions[speed].setChecked(True)
        self.loop.setChecked(passage.on)
        self.loop.setAccessibleDescription(passage.described)
        self.silences.setChecked(skips)
        self.loop.setToolTip(_LOOP if passage == LoopPassage() else _CLEAR)
        self._default = speed == 1 and not skips and passage == LoopPassage()
        self._explain("")

    def offer_silences(self, *, known: bool) -> None:
        """Enable skipping if silences are ``known``; otherwise explain why it is disabled."""
        self.silences.setEnabled(known)
        self.silences.setToolTip(_SKIP if known else _NO_SILENCE)
        self.silences.setAccessibleDescription("" if known else _NO_SILENCE)

    def offer_model_answer(self, *, there: bool) -> None:
        """Offer to play the model answer next if there is one."""
        self.model_answer.setVisible(there)

    def show_zoom(self, zoom: WaveformZoom) -> None:
        """Enable the zoom buttons that have an effect."""
        self.zoom_out.setEnabled(not zoom.is_whole)
        self.zoom_to_all.setEnabled(not zoom.is_whole)

    def open_speeds(self) -> None:
        """Open the list of speeds below its button."""
        self.speeds.popup(self.speed.mapToGlobal(QPoint(0, self.speed.height())))

    def explain_loop(self) -> None:
        """Explain how to set a passage."""
        self._explain(_HOW_TO_LOOP)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icons again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "zoom_in"):
            self._draw_icons()

    @Slot()
    def _fold(self) -> None:
        self.more.setVisible(self._low)
        wanted = self.more.isChecked() or not self._default or bool(self.message)
        self.setVisible(not self._low or wanted)

    def _explain(self, sentence: str) -> None:
        self._message.show_text(sentence)
        self._message.setVisible(bool(sentence))
        self._fold()

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
        self.silences.clicked.connect(self.skip_silences_toggled)
        self.model_answer.clicked.connect(self.model_answer_toggled)
        self.zoom_out.clicked.connect(partial(self.zoom_pressed.emit, ZOOM_OUT_FACTOR))
        self.zoom_in.clicked.connect(partial(self.zoom_pressed.emit, ZOOM_IN_FACTOR))
        self.zoom_to_all.clicked.connect(partial(self.zoom_pressed.emit, 0.0))

    def _ask_for_loop(self) -> None:
        # The player shows the new state once it has changed.
        self.loop.setChecked(not self.loop.isChecked())
        self.loop_pressed.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Spacing.XXS)
        for tool in (self.speed, self.loop, self.silences, self.model_answer):
            row.addWidget(tool)
        row.addStretch(1)
        for tool in (self.zoom_out, self.zoom_in, self.zoom_to_all):
            row.addWidget(tool)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        column.addLayout(row)
        # Aligned with the labels of the buttons.
        self._message.setContentsMargins(Spacing.XS, 0, 0, 0)
        column.addWidget(self._message)

    def _draw_icons(self) -> None:
        for tool, sign in (
            (self.speed, Icon.UNFOLD),
            (self.loop, Icon.LOOP),
            (self.silences, Icon.SKIP),
            (self.zoom_out, Icon.FARTHER),
            (self.zoom_in, Icon.CLOSER),
        ):
            set_icon(tool, sign, roles().text_muted)
        set_icon(self.more, Icon.MORE, roles().text, LARGE)


class _Tool(QPushButton):
    """A button that takes no focus on a click and leaves arrow keys to the page."""

    def __init__(self, label: str, name: str, tip: str) -> None:
        super().__init__(label)
        set_kind(self, "tool")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(True)
        self.setAccessibleName(name)
        self.setToolTip(tip)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the arrow keys to the page."""
        if event.key() in ARROW_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)


def speed_text(speed: float) -> str:
    """Return a speed as shown: 1.25x."""
    return f"{speed:g}x"
