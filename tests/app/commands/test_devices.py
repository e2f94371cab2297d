"""``devices``."""

import json
import sys
from pathlib import Path

import pytest
from rig.pulse import MICROPHONE, SPEAKER, PulseRig, no_devices

from mock_interviewer.app.cli import main
from mock_interviewer.audio.devices import portaudio_library
from mock_interviewer.audio.devices.device import Device

Capture = pytest.CaptureFixture[str]

DESK = Device(0, "Desk Microphone", "ALSA", 1, 0, 48_000.0, default_input=True)


@pytest.mark.rig
def test_devices_are_listed_for_people(pulse: PulseRig, capsys: Capture) -> None:
    assert main(["devices"]) == 0
    lines = capsys.readouterr().out.splitlines()
    microphones, speakers = lines.index("Microphones"), lines.index("Speakers")
    assert f"    {MICROPHONE} (ALSA)" in lines[microphones:speakers]
    assert "  * default (ALSA)" in lines[microphones:speakers]
    assert f"    {SPEAKER} (ALSA)" in lines[speakers:]
    assert "  * default (ALSA)" in lines[speakers:]


@pytest.mark.rig
def test_devices_are_listed_as_json(pulse: PulseRig, capsys: Capture) -> None:
    assert main(["devices", "--json"]) == 0
    found = {device["name"]: device for device in json.loads(capsys.readouterr().out)}
    assert found[MICROPHONE]["host_api"] == "ALSA"
    assert found[MICROPHONE]["inputs"] > 0 == found[MICROPHONE]["outputs"]
    assert found["default"]["default_input"]
    assert found["default"]["default_output"]


def test_a_missing_speaker_is_reported(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(portaudio_library, "query", lambda: (DESK,))
    assert main(["devices"]) == 0
    out = capsys.readouterr().out
    assert "  * Desk Microphone (ALSA)\nSpeakers\n    none: plug one in" in out


@pytest.mark.rig
def test_without_any_device_the_status_is_1_with_a_reason(
    pulse: PulseRig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(no_devices(tmp_path)))
    assert portaudio_library.reinitialize()
    assert main(["devices"]) == 1
    assert capsys.readouterr().out.startswith("No microphones or speakers were found. ")
    assert main(["devices", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == []


def test_without_portaudio_the_message_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None)
    assert main(["devices"]) == 1
    assert "PortAudio" in capsys.readouterr().out
