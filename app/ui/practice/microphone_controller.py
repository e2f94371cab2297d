"""Controller of the microphone check: the devices, the level, and a test recording."""

import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mock_interviewer.app.data_folder.kept_files import MICROPHONE_TESTS
from mock_interviewer.app.settings.declarations import MICROPHONE
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.practice.sound_check import MicrophoneCheck, MicrophoneTest
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.devices.device import Device, DeviceName, find_input
from mock_interviewer.audio.devices.device_list import list_devices_in_child
from mock_interviewer.audio.errors import MachineError, NoDevice
from mock_interviewer.audio.files.sound_file import read_sound
from mock_interviewer.audio.playback.sound_player import PlaybackEnd, SoundPlayer
from mock_interviewer.audio.recording.recorder import (
    AudioRecorder,
    RecorderClosed,
    RecorderEvent,
    RecorderFailed,
    RecorderLostMicrophone,
)
from mock_interviewer.audio.recording.sources import InputSource, MicrophoneSource
from mock_interviewer.audio.samples import Sound

MICROPHONE_TEST_SECONDS = 4.0
_POLL_MS = 60

MakeSource = Callable[[DeviceName | None], InputSource]
ListDevices = Callable[[], tuple[Device, ...]]


class MicrophoneController(QObject):
    """Owns the microphone while no session does. GUI thread only."""

    problem = Signal(str)
    """Why no answer can be recorded, as a sentence; empty if one can."""

    def __init__(
        self,
        check: MicrophoneCheck,
        gui: GuiThread,
        tasks: BackgroundTasks,
        player: SoundPlayer,
        folder: Path,
        values: SettingValues,
        *,
        list_devices: ListDevices = list_devices_in_child,
        make_source: MakeSource = MicrophoneSource,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._check = check
        self._gui = gui
        self._tasks = tasks
        self._player = player
        self._folder = folder
        self._list_devices = list_devices
        self._make_source = make_source
        self._wanted: DeviceName | None = None
        self._devices: tuple[Device, ...] | None = None
        """None until a scan is done."""
        self._scanning = False
        self._visible = False
        self._recorder: AudioRecorder | None = None
        self._on_closed: Callable[[], None] = lambda: None
        self._test = MicrophoneTest.IDLE
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._show_level)
        check.test_requested.connect(self.test)
        check.rescan_requested.connect(self.rescan)
        check.chosen.connect(partial(values.set, MICROPHONE))
        values.follow(MICROPHONE, effect=self._use)

    @Slot()
    def rescan(self) -> None:
        """Look for microphones again."""
        if self._scanning:
            return
        self._scanning = True
        self._close_recorder()
        self._tasks.run(
            self._list_devices,
            self._show_devices,
            self._scan_failed,
            name="devices",
            broken=self._end_scan,
        )

    @Slot(bool)
    def watch(self, visible: bool) -> None:
        """Open the microphone and show its level, or close it."""
        if visible == self._visible:
            return
        self._visible = visible
        if visible:
            self._open()
        else:
            if self._test in {MicrophoneTest.RECORDING, MicrophoneTest.PLAYING}:
                self._player.stop()
            self._close_recorder()
            self._show_test(MicrophoneTest.IDLE)

    @Slot()
    def test(self) -> None:
        """Record a few seconds and play them back."""
        if self._recorder is None or self._test in {
            MicrophoneTest.RECORDING,
            MicrophoneTest.PLAYING,
        }:
            return
        recorder = self._recorder
        self._show_test(MicrophoneTest.RECORDING)
        recorder.begin()
        self._gui.later(MICROPHONE_TEST_SECONDS, lambda: self._end_test(recorder))

    def release(self, then: Callable[[], None]) -> None:
        """Close the microphone; ``then`` is called once it is closed."""
        self._visible = False
        if self._recorder is None:
            then()
        else:
            self._on_closed = then
            self._close_recorder()

    def _use(self, wanted: DeviceName | None) -> None:
        """Switch to another microphone; None is the system default."""
        self._wanted = wanted
        if self._devices is None:
            self._check.show_searching(wanted)
        self._check_device()
        self._close_recorder()
        self._open()

    def _show_devices(self, devices: tuple[Device, ...]) -> None:
        self._scanning = False
        self._devices = devices
        self._check.offer(devices, self._wanted)
        self._check_device()
        self._open()

    def _end_scan(self) -> None:
        self._scanning = False

    def _scan_failed(self, error: MachineError) -> None:
        self._end_scan()
        self._devices = ()
        self._check.offer((), self._wanted)
        self.problem.emit(str(error))

    def _check_device(self) -> None:
        """Emit ``problem`` for the wanted microphone, once the devices are known."""
        if self._devices is None:
            return
        try:
            find_input(self._devices, self._wanted)
        except NoDevice as error:
            self.problem.emit(str(error))
        else:
            self.problem.emit("")

    def _open(self) -> None:
        """Open the microphone for its level, if the page is visible and a device exists."""
        if not self._visible or self._recorder is not None or self._scanning:
            return
        if not any(device.inputs for device in self._devices or ()):
            return
        recording = self._folder / MICROPHONE_TESTS.name.replace("*", secrets.token_hex(6))
        recorder: AudioRecorder | None = None

        def post(event: RecorderEvent) -> None:
            self._gui.post(lambda: self._handle(recorder, event))

        recorder = AudioRecorder(self._make_source(self._wanted), recording, listener=post)
        self._recorder = recorder
        self._check.show_note("")
        recorder.open()
        self._timer.start()

    def _close_recorder(self) -> None:
        self._timer.stop()
        self._check.show_level(None)
        if self._recorder is not None:
            self._recorder.stop()

    def _handle(self, recorder: AudioRecorder | None, event: RecorderEvent) -> None:
        match event:
            case RecorderFailed(error) | RecorderLostMicrophone(error) if (
                recorder is self._recorder
            ):
                self._timer.stop()
                self._check.show_level(None)
                self._show_test(MicrophoneTest.IDLE)
                if not isinstance(error, MachineError):
                    raise error
                self._check.show_note(str(error), "bad")
            case RecorderClosed(path, duration, _):
                self._recorder_closed(recorder, path, duration)

    def _recorder_closed(self, recorder: AudioRecorder | None, path: Path, duration: float) -> None:
        on_closed, self._on_closed = self._on_closed, lambda: None
        if recorder is self._recorder:
            self._recorder = None
        if self._test is MicrophoneTest.RECORDING and duration > 0 and self._visible:
            self._tasks.run(partial(_read_and_remove, path), self._play, self._playback_failed)
        elif duration > 0:
            self._tasks.run(partial(path.unlink, missing_ok=True), lambda _: None)
        on_closed()
        if self._test is not MicrophoneTest.RECORDING:
            self._open_unless_failed()

    def _open_unless_failed(self) -> None:
        """Open the microphone again, unless the page shows why that failed."""
        if not self._check.note:
            self._open()

    def _end_test(self, recorder: AudioRecorder) -> None:
        if recorder is self._recorder:
            self._close_recorder()

    def _play(self, sound: Sound) -> None:
        self._show_test(MicrophoneTest.PLAYING)
        self._player.play(sound, on_end=lambda end: self._gui.post(lambda: self._played(end)))

    def _played(self, end: PlaybackEnd) -> None:
        if self._test is not MicrophoneTest.PLAYING:
            return
        if isinstance(end, MachineError):
            self._playback_failed(end)
            return
        self._show_test(MicrophoneTest.PLAYED)
        self._open_again()

    def _playback_failed(self, error: MachineError) -> None:
        self._show_test(MicrophoneTest.IDLE)
        self._open_again()
        self._check.show_note(str(error), "bad")

    def _open_again(self) -> None:
        note = self._check.note
        self._open()
        self._check.show_note(note)

    def _show_test(self, test: MicrophoneTest) -> None:
        if test is self._test:
            return
        self._test = test
        self._check.show_test(test)

    @Slot()
    def _show_level(self) -> None:
        if self._recorder is not None:
            self._check.show_level(self._recorder.level())


def _read_and_remove(path: Path) -> Sound:
    try:
        return read_sound(path)
    finally:
        path.unlink(missing_ok=True)
