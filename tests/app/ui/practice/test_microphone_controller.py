import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from rig.child import child
from rig.sounds import tone
from rig.stub_player import StubPlayer

from mock_interviewer.app.data_folder.kept_files import MICROPHONE_TESTS
from mock_interviewer.app.settings.declarations import MICROPHONE
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.practice import microphone_controller
from mock_interviewer.app.ui.practice.microphone_controller import MicrophoneController
from mock_interviewer.app.ui.practice.sound_check import MicrophoneCheck
from mock_interviewer.app.ui.practice.sound_check import MicrophoneTest as Check
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.level_meter import LevelBar
from mock_interviewer.audio.devices.device import Device, DeviceName
from mock_interviewer.audio.errors import DevicePermission, MachineError
from mock_interviewer.audio.playback.sound_player import PlaybackEnding
from mock_interviewer.audio.recording.sources import InputSource, SimulatedMicrophone
from mock_interviewer.audio.samples import Samples

BUILT_IN = Device(0, "Built-in Audio", "ALSA", 2, 2, 48000.0, default_input=True)
HEADSET = Device(1, "Headset", "ALSA", 1, 2, 44100.0)


class Refusing:
    """A source that the system doesn't let the app use."""

    name = "Headset"

    def open(self, deliver: Callable[[Samples, bool], None], ended: Callable[[], None]) -> int:
        raise DevicePermission("The system does not let us use Headset.", "Allow it in Settings.")

    def active(self) -> bool:
        return False

    def close(self) -> None:
        """Nothing was opened."""


@dataclass
class Room:
    """A microphone check over sources and devices that the test sets."""

    check: MicrophoneCheck
    player: StubPlayer
    folder: Path
    controller: MicrophoneController
    values: SettingValues
    devices: list[Device | MachineError]
    sources: list[SimulatedMicrophone]
    opened: list[DeviceName | None] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def level(self) -> int:
        return child(self.check, LevelBar).filled

    @property
    def picker(self) -> Picker[DeviceName | None]:
        return child(self.check, Picker)

    @property
    def microphone_open(self) -> bool:
        return any(source.active() for source in self.sources)

    def press(self, name: str) -> None:
        """Press a button by its accessible name."""
        (button,) = (
            each for each in self.check.findChildren(QPushButton) if each.accessibleName() == name
        )
        button.click()

    @property
    def files(self) -> list[Path]:
        return list(self.folder.glob(MICROPHONE_TESTS.name))


@pytest.fixture
def room(
    qtbot: QtBot, look: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gui: GuiThread
) -> Iterator[Room]:
    monkeypatch.setattr(microphone_controller, "MICROPHONE_TEST_SECONDS", 0.3)
    check = MicrophoneCheck()
    qtbot.addWidget(check)
    devices: list[Device | MachineError] = [BUILT_IN, HEADSET]
    opened: list[DeviceName | None] = []
    sources: list[SimulatedMicrophone] = []

    def list_devices() -> tuple[Device, ...]:
        for device in devices:
            if isinstance(device, MachineError):
                raise device
        return tuple(device for device in devices if isinstance(device, Device))

    def make_source(wanted: DeviceName | None) -> InputSource:
        opened.append(wanted)
        if wanted == HEADSET.key:
            return Refusing()
        sources.append(SimulatedMicrophone(tone(30.0), speed=10.0))
        return sources[-1]

    player, values = StubPlayer(), SettingValues()
    made = MicrophoneController(
        check,
        gui,
        BackgroundTasks(gui),
        player,
        tmp_path,
        values,
        list_devices=list_devices,
        make_source=make_source,
    )
    room = Room(check, player, tmp_path, made, values, devices, sources, opened)
    made.problem.connect(room.problems.append)
    yield room
    gone = threading.Event()
    made.release(gone.set)
    qtbot.waitUntil(gone.is_set)


def _listen(room: Room, qtbot: QtBot) -> None:
    room.controller.watch(True)
    room.controller.rescan()
    qtbot.waitUntil(lambda: room.level > 0)


def test_the_level_is_shown_while_the_page_is_visible(room: Room, qtbot: QtBot) -> None:
    _listen(room, qtbot)
    room.controller.watch(False)
    assert room.level == 0
    qtbot.waitUntil(lambda: not room.microphone_open)


def test_no_microphone_is_opened_while_the_page_is_hidden(room: Room, qtbot: QtBot) -> None:
    room.controller.rescan()
    qtbot.waitUntil(lambda: "Headset" in room.check.offered)
    assert room.opened == []


def test_the_wanted_microphone_is_shown_before_the_scan(room: Room, qtbot: QtBot) -> None:
    assert room.check.offered == ["Looking for microphones…"]
    room.values.set(MICROPHONE, HEADSET.key)
    assert room.check.offered == ["Headset"]
    assert not room.picker.isEnabled()
    room.controller.rescan()
    qtbot.waitUntil(room.picker.isEnabled)
    assert room.picker.value == HEADSET.key
    assert len(room.check.offered) > 1


def test_nothing_is_a_problem_before_the_scan(room: Room) -> None:
    room.values.set(MICROPHONE, HEADSET.key)
    assert room.problems == []


def test_no_microphone_is_a_problem_until_a_rescan_finds_one(room: Room, qtbot: QtBot) -> None:
    room.devices.clear()
    room.controller.rescan()
    qtbot.waitUntil(lambda: bool(room.problems))
    assert room.problems[-1].startswith("No microphone was found.")
    room.devices.append(BUILT_IN)
    room.controller.rescan()
    qtbot.waitUntil(lambda: room.problems[-1] == "")


def test_a_sound_system_that_does_not_respond_is_a_problem(room: Room, qtbot: QtBot) -> None:
    room.devices.append(MachineError("The sound system isn't responding.", "Restart it."))
    room.controller.rescan()
    qtbot.waitUntil(lambda: bool(room.problems))
    assert room.problems == ["The sound system isn't responding. Restart it."]


def test_a_test_is_recorded_played_back_and_removed(room: Room, qtbot: QtBot) -> None:
    _listen(room, qtbot)
    room.press("Test the microphone")
    assert room.check.note == Check.RECORDING.value
    qtbot.waitUntil(lambda: room.check.note == Check.PLAYING.value)
    assert room.player.calls == [("play", 0.0)]
    assert room.files == []
    room.player.end(PlaybackEnding.FINISHED)
    qtbot.waitUntil(lambda: room.check.note == Check.PLAYED.value)
    qtbot.waitUntil(lambda: room.level > 0)


def test_a_test_is_not_played_once_the_page_is_hidden(room: Room, qtbot: QtBot) -> None:
    _listen(room, qtbot)
    room.press("Test the microphone")
    room.controller.watch(False)
    qtbot.waitUntil(lambda: not room.microphone_open)
    qtbot.waitUntil(lambda: room.files == [])
    assert ("play", 0.0) not in room.player.calls


def test_a_denied_permission_is_shown_with_what_to_do(room: Room, qtbot: QtBot) -> None:
    room.values.set(MICROPHONE, HEADSET.key)
    room.controller.watch(True)
    room.controller.rescan()
    qtbot.waitUntil(lambda: bool(room.check.note))
    assert room.check.note == "The system does not let us use Headset. Allow it in Settings."


def test_another_microphone_is_opened_at_once(room: Room, qtbot: QtBot) -> None:
    _listen(room, qtbot)
    room.values.set(MICROPHONE, BUILT_IN.key)
    qtbot.waitUntil(lambda: room.opened == [None, BUILT_IN.key])
    qtbot.waitUntil(lambda: room.level > 0)
