"""Play, pause, where in the recording one is, and how it is heard."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from mock_interviewer.app.ui.peaks import Peaks
from mock_interviewer.app.ui.phrases import clock_length, clock_place
from mock_interviewer.app.ui.theme import Space, Type
from mock_interviewer.app.ui.widgets.play_button import PlayButton
from mock_interviewer.app.ui.widgets.replay_tools import ReplayTools
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.app.ui.widgets.waveform import Waveform
from mock_interviewer.app.ui.widgets.waveform_map import WaveformMap
from mock_interviewer.app.ui.zoom import Zoom


class PlayerBar(QWidget):
    """Shows a player and passes on what the person asks of it."""

    play_pressed = Signal()
    seek_requested = Signal(float)
    """Seconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._duration = 0.0
        self.button = PlayButton()
        self.waveform = Waveform()
        self.map = WaveformMap()
        self.tools = ReplayTools()
        self._time = Text(size=Type.BASE, tabular=True, kind="muted")
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
        self.tools.setContentsMargins(0 if narrow else self.button.width() + Space.S, 0, 0, 0)
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
            self.waveform.show_zoom(Zoom.whole(self._duration))

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
    def _show_zoom(self, zoom: Zoom) -> None:
        self.map.show_zoom(zoom)
        self.tools.show_zoom(zoom)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.S)
        grid.setVerticalSpacing(Space.XXS)
        grid.addWidget(self.button, 0, 0)
        grid.addWidget(self.waveform, 0, 1)
        grid.addWidget(self._time, 0, 2)
        grid.addWidget(self.tools.more, 0, 3)
        grid.addWidget(self.map, 1, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XXS)
        column.addLayout(grid)
        column.addWidget(self.tools)
