"""Play, pause and where in the recording one is."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mock_interviewer.app.ui.peaks import Peaks
from mock_interviewer.app.ui.phrases import clock
from mock_interviewer.app.ui.theme import Space, Type
from mock_interviewer.app.ui.widgets.play_button import PlayButton
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.app.ui.widgets.waveform import Waveform


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
        self._time = Text(size=Type.BASE, tabular=True, kind="muted")
        self._time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.button)
        row.addWidget(self.waveform, 1)
        row.addWidget(self._time)
        self.button.clicked.connect(self.play_pressed)
        self.waveform.seek_requested.connect(self.seek_requested)
        self.set_sound(0.0, None)

    @property
    def time_text(self) -> str:
        """What is shown of the time."""
        return self._time.plain

    def fit(self, *, low: bool) -> None:
        """Take less height where the page is low."""
        self.button.fit(low=low)
        self.waveform.fit(low=low)

    def set_sound(self, duration: float, outline: Peaks | None) -> None:
        """Show a recording of ``duration`` seconds at its start; 0 for one still being read."""
        self._duration = duration
        self.button.setEnabled(duration > 0)
        self.waveform.set_duration(duration)
        self.waveform.set_outline(outline)
        # The figures must not move what stands beside them.
        longest = f"{clock(duration)} / {clock(duration)}"
        self._time.setMinimumWidth(self._time.fontMetrics().horizontalAdvance(longest))
        self.show_position(0.0)

    @Slot(float)
    def show_position(self, seconds: float) -> None:
        """Show where the player is."""
        self.waveform.show_position(seconds)
        self._time.show_text(f"{clock(seconds)} / {clock(self._duration)}")

    @Slot(bool)
    def show_playing(self, playing: bool) -> None:
        """Show whether sound is coming out."""
        self.button.show_playing(playing=playing)
