import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from rig.sounds import tone
from rig.stub_player import StubPlayer

from mock_interviewer.app.data_folder.files import MICROPHONE_TESTS
from mock_interviewer.app.settings.declarations import MICROPHONE
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.practice import microphone_controller
from mock_interviewer.app.ui.practice.microphone_controller import (
    MicrophoneController,
)
from mock_interviewer.app.ui.practice.sound_check import MicrophoneCheck
from mock_interviewer.app.ui.practice.sound_check import MicrophoneTest as Check
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.devices.device import Device, DeviceName
from mock_interviewer.audio.errors import DevicePermission, MachineError
from mock_interviewer.audio.playback.sound_player import PlaybackEnding
from mock_interviewer.audio.recording.sources import InputSource, SimulatedMicrophone
from mock_interviewer.audio.samples import Samples

BUILT_IN = Device(0, "Built-in Audio", "ALSA", 2, 2, 48000.0, default_input=True)
HEADSET = Device(1, "Headset", "ALSA", 1, 2, 44100.0)


class Refusing:
    """A source that the system does not let us use."""

    name = "Headset"

    def open(self, deliver: Callable[[Samples, bool], None], ended: Callable[[], None]) -> int:
        raise DevicePermission("The system does not let us use Headset.", "Allow it in Settings.")

    def active(self) -> bool:
        return False

    def close(self) -> None:
        """Nothing was opened."""


@dataclass
class Desk:
    """A desk over sources and devices that a test sets, and what it said."""

    check: MicrophoneCheck
    player: StubPlayer
    folder: Path
    desk: MicrophoneController
    values: SettingValues
    devices: list[Device | MachineError]
    opened: list[DeviceName | None] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def files(self) -> list[Path]:
        return list(self.folder.glob(MICROPHONE_TESTS.name))


@pytest.fixture
def desk(
    qtbot: QtBot, look: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gui: GuiThread
) -> Iterator[Desk]:
    monkeypatch.setattr(microphone_controller, "MICROPHONE_TEST_SECONDS", 0.3)
    check = MicrophoneCheck()
    qtbot.addWidget(check)
    devices: list[Device | MachineError] = [BUILT_IN, HEADSET]
    opened: list[DeviceName | None] = []

    def list_devices() -> tuple[Device, ...]:
        for device in devices:
            if isinstance(device, MachineError):
                raise device
        return tuple(device for device in devices if isinstance(device, Device))

    def make_source(wanted: DeviceName | None) -> InputSource:
        opened.append(wanted)
        return Refusing() if wanted == HEADSET.key else SimulatedMicrophone(tone(30.0), speed=10.0)

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
    desk = Desk(check, player, tmp_path, made, values, devices, opened)
    made.problem.connect(desk.problems.append)
    yield desk
    gone = threading.Event()
    made.let_go(gone.set)
    qtbot.waitUntil(gone.is_set)


def _listen(desk: Desk, qtbot: QtBot) -> None:
    desk.desk.watch(True)
    desk.desk.rescan()
    qtbot.waitUntil(lambda: desk.check._bar.filled > 0)


def test_the_level_is_shown_while_the_page_is_looked_at(desk: Desk, qtbot: QtBot) -> None:
    _listen(desk, qtbot)
    desk.desk.watch(False)
    assert desk.check._bar.filled == 0
    qtbot.waitUntil(lambda: desk.desk._recorder is None)


def test_no_microphone_is_opened_while_nobody_looks(desk: Desk, qtbot: QtBot) -> None:
    desk.desk.rescan()
    qtbot.waitUntil(lambda: "Headset" in desk.check.offered)
    assert desk.opened == []


def test_what_is_wanted_is_shown_before_microphones_were_looked_for(
    desk: Desk, qtbot: QtBot
) -> None:
    assert desk.check.offered == ["Looking for microphones…"]
    desk.values.set(MICROPHONE, HEADSET.key)
    assert desk.check.offered == ["Headset"]
    assert not desk.check._picker.isEnabled()
    desk.desk.rescan()
    qtbot.waitUntil(desk.check._picker.isEnabled)
    assert desk.check._picker.value == HEADSET.key
    assert len(desk.check.offered) > 1


def test_nothing_is_said_of_microphones_before_they_were_looked_for(desk: Desk) -> None:
    desk.values.set(MICROPHONE, HEADSET.key)
    assert desk.problems == []


def test_no_microphone_is_a_problem_until_a_rescan_finds_one(desk: Desk, qtbot: QtBot) -> None:
    desk.devices.clear()
    desk.desk.rescan()
    qtbot.waitUntil(lambda: bool(desk.problems))
    assert desk.problems[-1].startswith("No microphone was found.")
    desk.devices.append(BUILT_IN)
    desk.desk.rescan()
    qtbot.waitUntil(lambda: desk.problems[-1] == "")


def test_a_sound_system_that_does_not_answer_is_a_problem(desk: Desk, qtbot: QtBot) -> None:
    desk.devices.append(MachineError("The sound system isn't responding.", "Restart it."))
    desk.desk.rescan()
    qtbot.waitUntil(lambda: bool(desk.problems))
    assert desk.problems == ["The sound system isn't responding. Restart it."]


def test_a_test_is_recorded_played_back_and_removed(desk: Desk, qtbot: QtBot) -> None:
    _listen(desk, qtbot)
    desk.check.test_asked.emit()
    assert desk.check.note == Check.RECORDING.value
    qtbot.waitUntil(lambda: desk.check.note == Check.PLAYING.value)
    assert desk.player.calls == [("play", 0.0)]
    assert desk.files == []
    desk.player.end(PlaybackEnding.FINISHED)
    qtbot.waitUntil(lambda: desk.check.note == Check.HEARD.value)
    qtbot.waitUntil(lambda: desk.check._bar.filled > 0)


def test_a_test_that_is_left_is_not_played(desk: Desk, qtbot: QtBot) -> None:
    _listen(desk, qtbot)
    desk.check.test_asked.emit()
    desk.desk.watch(False)
    qtbot.waitUntil(lambda: desk.desk._recorder is None)
    qtbot.waitUntil(lambda: desk.files == [])
    assert ("play", 0.0) not in desk.player.calls


def test_what_the_system_does_not_allow_is_said_with_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    desk.values.set(MICROPHONE, HEADSET.key)
    desk.desk.watch(True)
    desk.desk.rescan()
    qtbot.waitUntil(lambda: bool(desk.check.note))
    assert desk.check.note == "The system does not let us use Headset. Allow it in Settings."


def test_another_microphone_is_listened_to_at_once(desk: Desk, qtbot: QtBot) -> None:
    _listen(desk, qtbot)
    desk.values.set(MICROPHONE, BUILT_IN.key)
    qtbot.waitUntil(lambda: desk.opened == [None, BUILT_IN.key])
    qtbot.waitUntil(lambda: desk.check._bar.filled > 0)
