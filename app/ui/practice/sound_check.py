"""Controls to check the microphone and the voice before a session."""

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import Icon, set_icon
from mock_interviewer.app.ui.style.theme import READING_LINE, Spacing, set_kind
from mock_interviewer.app.ui.widgets.buttons import labeled_button
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.labeled_form import CONTROL_WIDTH
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.app.ui.widgets.level_meter import LevelBar
from mock_interviewer.audio.devices.device import Device, DeviceName

if TYPE_CHECKING:
    # Importing it adds 70 ms to the start of the window.
    from mock_interviewer.audio.voices.voice import VoiceInfo

_DEFAULT = "System default"
_SEARCHING = "Looking for microphones…"
_NONE = "No microphone"
_LEAST_PICKER = 120
_SOUND_FROM = -35.0
"""Peak level, in dBFS, from which a microphone is known to work; a quiet room stays below."""
_SILENT, _WORKS = "Say something", "Works"


class MicrophoneTest(Enum):
    """Stages of a test recording; the value is the text shown."""

    IDLE = ""
    RECORDING = "Say a sentence or two…"
    PLAYING = "This is how you sound."
    PLAYED = "If you heard yourself, the microphone works."


class _SoundCheck(QWidget):
    """Controls in a row, with a note below them, whose first line always has its room."""

    def __init__(self, *controls: QWidget) -> None:
        super().__init__()
        row = QHBoxLayout()
        row.setSpacing(Spacing.XS)
        for control in controls:
            row.addWidget(control, 1000 if isinstance(control, Picker) else 0)
        row.addStretch(1)
        self._note = TextLabel(wrap=True, kind="muted")
        # It lines up with the text of the picker, and must not move what is below when it comes.
        self._note.setContentsMargins(Spacing.S, 0, 0, 0)
        self._note.setMinimumHeight(round(self._note.fontMetrics().lineSpacing() * READING_LINE))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._note)

    @property
    def note(self) -> str:
        """The note below the controls; empty if there is none."""
        return self._note.plain

    def show_note(self, text: str, kind: str = "muted") -> None:
        """Show ``text`` below the controls; "" for none."""
        set_kind(self._note, kind)
        self._note.show_text(text)


class MicrophoneCheck(_SoundCheck):
    """Picker of the microphone, its level and state, a test recording, and a rescan for devices."""

    chosen = Signal(object)
    """The person chose a DeviceName, or None for the system default."""
    test_requested = Signal()
    rescan_requested = Signal()

    def __init__(self) -> None:
        self._picker: Picker[DeviceName | None] = Picker("Microphone")
        self._picker.shrink(_LEAST_PICKER, CONTROL_WIDTH)
        set_kind(self._picker, "quiet")
        self._bar = LevelBar()
        self._state = TextLabel(kind="muted")
        self._state.setFixedWidth(self._state.fontMetrics().horizontalAdvance(_SILENT) + 1)
        self._test = labeled_button("Test", "Test the microphone")
        self._rescan = labeled_button("", "Look for microphones again")
        self._rescan.setToolTip("Look for microphones again")
        set_kind(self._test, "quiet")
        set_kind(self._rescan, "icon")
        super().__init__(self._picker, self._bar, self._state, self._test, self._rescan)
        self._picker.chosen.connect(lambda: self.chosen.emit(self._picker.value))
        self._test.clicked.connect(lambda _checked: self.test_requested.emit())
        self._rescan.clicked.connect(lambda _checked: self.rescan_requested.emit())
        self._draw_icons()
        self.show_searching(None)

    @property
    def offered(self) -> list[str]:
        """The options of the picker."""
        return [self._picker.itemText(index) for index in range(self._picker.count())]

    @property
    def state(self) -> str:
        """Whether sound comes from the open microphone, in words; empty if none is open."""
        return self._state.plain

    def show_searching(self, wanted: DeviceName | None) -> None:
        """Show the wanted microphone, or "Looking for…", and disable the controls."""
        self._picker.offer([(wanted, _SEARCHING if wanted is None else wanted.name)], wanted)
        self._picker.setEnabled(False)
        self._test.setEnabled(False)

    def offer(self, devices: Sequence[Device], chosen: DeviceName | None) -> None:
        """Offer the devices with inputs, and also a chosen one that is not connected."""
        inputs = [device for device in devices if device.inputs]
        default = next((device.name for device in inputs if device.default_input), None)
        options: list[tuple[DeviceName | None, str]] = []
        if inputs:
            plain = default is None or default.lower() in {"default", "pulse", "pipewire"}
            options.append((None, _DEFAULT if plain else f"{_DEFAULT} · {default}"))
        options += [(device.key, _device_label(device, inputs)) for device in inputs]
        if chosen is not None and chosen not in [value for value, _ in options]:
            options.append((chosen, f"{chosen.name} · not connected"))
        self._picker.offer(options or [(None, _NONE)], chosen)
        self._picker.setEnabled(bool(options))
        self._test.setEnabled(bool(inputs))

    def show_level(self, level: float | None) -> None:
        """Show the level in dBFS, and whether any sound came yet; None if no microphone is open."""
        self._bar.show_level(level)
        if level is None:
            self._show_state("", "muted")
        elif level >= _SOUND_FROM:
            self._show_state(_WORKS, "good")
        elif self.state != _WORKS:
            self._show_state(_SILENT, "muted")

    def fit(self, *, narrow: bool) -> None:
        """Leave out the state on a narrow page; the level shows it too."""
        self._state.setVisible(not narrow)

    def show_test(self, test: MicrophoneTest) -> None:
        """Show the stage of a test recording."""
        self.show_note(test.value)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Redraw the icon in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icons()

    def _show_state(self, words: str, kind: str) -> None:
        set_kind(self._state, kind)
        self._state.show_text(words)

    def _draw_icons(self) -> None:
        set_icon(self._rescan, Icon.RESCAN, roles().text)


class VoiceCheck(_SoundCheck):
    """Picker of the voice, and a button that plays a sample of it."""

    chosen = Signal(object)
    """The person chose the id of a voice, or None for an automatic choice."""
    sample_requested = Signal()

    def __init__(self) -> None:
        self._picker: Picker[str | None] = Picker("Voice")
        self._picker.shrink(_LEAST_PICKER, CONTROL_WIDTH)
        self._play = labeled_button("Play", "Play a sample of the voice")
        for control in (self._picker, self._play):
            set_kind(control, "quiet")
        super().__init__(self._picker, self._play)
        self._picker.chosen.connect(lambda: self.chosen.emit(self._picker.value))
        self._play.clicked.connect(lambda _checked: self.sample_requested.emit())
        self._picker.offer([(None, "Looking for voices…")], None)
        self._picker.setEnabled(False)
        self._play.setEnabled(False)

    def offer(self, voices: "Sequence[VoiceInfo]", chosen: str | None) -> None:
        """Offer voices and choose the id ``chosen``; None is an automatic choice."""
        options: list[tuple[str | None, str]] = [(None, "Automatic")]
        options += [(voice.id, voice.listed_name) for voice in voices]
        self._picker.offer(options, chosen)
        self._picker.setEnabled(True)
        self._play.setEnabled(True)


def _device_label(device: Device, all_devices: Sequence[Device]) -> str:
    """Return the name of the device, with its host API if another has the same name."""
    same = [other for other in all_devices if other.name == device.name]
    return f"{device.name} ({device.host_api})" if len(same) > 1 else device.name
