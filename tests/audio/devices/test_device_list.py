import sys
from pathlib import Path

import pytest
from rig.pulse import MICROPHONE, SPEAKER, PulseRig

from mock_interviewer.audio.devices import device_list as devices_module
from mock_interviewer.audio.devices import portaudio
from mock_interviewer.audio.devices.device import Device, DeviceName, find_input, find_output
from mock_interviewer.audio.devices.device_list import list_devices, list_devices_in_child
from mock_interviewer.audio.errors import AudioLibraryMissing, DeviceBusy, MachineError, NoDevice


def microphone(index: int, name: str, host_api: str = "ALSA", *, default: bool = False) -> Device:
    return Device(index, name, host_api, 1, 0, 48_000.0, default_input=default)


SPEAKERS = Device(9, "Speakers", "ALSA", 0, 2, 48_000.0, default_output=True)


def test_a_microphone_is_found_by_name_at_any_index() -> None:
    desk, head = microphone(0, "Desk"), microphone(1, "Headset", default=True)
    assert find_input([desk, head], DeviceName("Desk", "ALSA")) is desk
    moved = microphone(5, "Desk")
    assert find_input([head, moved], DeviceName("Desk", "ALSA")) is moved


def test_the_host_api_decides_between_two_devices_of_the_same_name() -> None:
    one, other = microphone(0, "Desk", "MME"), microphone(1, "Desk", "WASAPI")
    assert find_input([one, other], DeviceName("Desk", "WASAPI")) is other


def test_the_same_name_under_another_host_api_also_matches() -> None:
    only = microphone(0, "Desk", "MME")
    assert find_input([only], DeviceName("Desk", "WASAPI")) is only


def test_the_default_device_is_used_if_none_is_chosen() -> None:
    chosen = microphone(1, "Headset", default=True)
    assert find_input([microphone(0, "Desk"), chosen], None) is chosen


def test_the_first_device_is_used_without_a_choice_or_a_default() -> None:
    first = microphone(0, "Desk")
    assert find_input([SPEAKERS, first, microphone(1, "Headset")], None) is first


def test_a_missing_microphone_is_named_in_the_error() -> None:
    with pytest.raises(NoDevice, match="microphone “Headset” is not connected"):
        find_input([microphone(0, "Desk")], DeviceName("Headset", "ALSA"))


def test_no_microphone_at_all_says_what_to_do() -> None:
    with pytest.raises(NoDevice, match=r"No microphone was found\. Plug one in"):
        find_input([SPEAKERS], None)


def test_speakers_and_microphones_are_not_confused() -> None:
    both = [microphone(0, "Desk", default=True), SPEAKERS]
    assert find_output(both, None) is SPEAKERS
    with pytest.raises(NoDevice, match="speaker “Desk” is not connected"):
        find_output(both, DeviceName("Desk", "ALSA"))


def test_a_hanging_child_is_ended_with_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    endless = [sys.executable, "-c", "import threading; threading.Event().wait()"]
    monkeypatch.setattr(devices_module, "child_command", lambda module: endless)
    with pytest.raises(DeviceBusy, match="isn't responding"):
        list_devices_in_child(timeout=0.2)


def test_a_crash_of_the_child_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    crash = [sys.executable, "-c", "import os; os.abort()"]
    monkeypatch.setattr(devices_module, "child_command", lambda module: crash)
    with pytest.raises(MachineError, match="failed"):
        list_devices_in_child()


def test_a_library_missing_in_the_child_raises_the_same_error_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    script = (
        "import ctypes.util; ctypes.util.find_library = lambda name: None\n"
        "from mock_interviewer.audio.devices import device_list_child as child; "
        "raise SystemExit(child.main())"
    )
    monkeypatch.setattr(
        devices_module, "child_command", lambda module: [sys.executable, "-P", "-c", script]
    )
    with pytest.raises(AudioLibraryMissing, match="PortAudio") as caught:
        list_devices_in_child()
    assert caught.value.remedy


@pytest.mark.rig
def test_a_rescan_finds_new_devices_in_this_process_too(pulse: PulseRig) -> None:
    assert "Late Microphone" not in [device.name for device in list_devices()]
    pulse.add_microphone("Late Microphone")
    assert "Late Microphone" in [device.name for device in list_devices_in_child()]
    assert "Late Microphone" in [device.name for device in list_devices()]


@pytest.mark.rig
def test_rescan_leaves_open_streams_alone(pulse: PulseRig) -> None:
    device = find_input(list_devices(), DeviceName(MICROPHONE, "ALSA"))
    stream = portaudio.open_input(device, 16_000, lambda block, overflowed: None)
    stream.start()
    pulse.add_microphone("Late Microphone")
    assert "Late Microphone" in [found.name for found in list_devices_in_child()]
    assert stream.active()
    stream.close()


@pytest.mark.rig
def test_inputs_outputs_and_defaults_are_distinguished(pulse: PulseRig) -> None:
    found = {device.name: device for device in list_devices_in_child()}
    assert found[MICROPHONE].inputs > 0 == found[MICROPHONE].outputs
    assert found[SPEAKER].outputs > 0 == found[SPEAKER].inputs
    assert find_input(found.values(), None).name == "default"
    assert find_output(found.values(), None).name == "default"
