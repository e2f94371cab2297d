import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from rig.portaudio_faults import (
    DEVICE_UNAVAILABLE,
    INVALID_SAMPLE_RATE,
    UNANTICIPATED_HOST_ERROR,
    error,
    refuse_input,
)
from rig.pulse import MICROPHONE, SPEAKER, PulseRig
from rig.wait import wait_until

from mock_interviewer.audio.devices import portaudio, portaudio_errors, portaudio_library
from mock_interviewer.audio.devices.device import Device
from mock_interviewer.audio.devices.portaudio_errors import explain_error, library_missing
from mock_interviewer.audio.errors import (
    AudioLibraryMissing,
    DeviceBusy,
    DevicePermission,
    MachineError,
    NoDevice,
)
from mock_interviewer.audio.samples import Samples


def ignore(_block: Samples, _overflowed: bool) -> None:
    return


def named(name: str) -> Device:
    return next(device for device in portaudio_library.query() if device.name == name)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (error(INVALID_SAMPLE_RATE), portaudio_errors.RateRefused),
        (error(DEVICE_UNAVAILABLE), DeviceBusy),
        (error(UNANTICIPATED_HOST_ERROR, (-16, "Device or resource busy")), DeviceBusy),
        (error(UNANTICIPATED_HOST_ERROR, (-2004287478, "")), DeviceBusy),
        (error(UNANTICIPATED_HOST_ERROR, (-13, "Permission denied")), DevicePermission),
        (error(UNANTICIPATED_HOST_ERROR, (-2147024891, "")), DevicePermission),
        (error(UNANTICIPATED_HOST_ERROR, (-19, "No such device")), NoDevice),
        (error(-9996), NoDevice),
        (error(-9986), NoDevice),
    ],
)
def test_each_error_is_a_sentence_that_names_the_device(
    fault: Exception, kind: type[MachineError]
) -> None:
    explained = explain_error(fault, "Desk Microphone")
    assert type(explained) is kind
    assert "Desk Microphone" in explained.what
    assert "RawInputStream" not in str(explained)
    assert explained.remedy


@pytest.mark.parametrize(
    ("system", "step"),
    [
        ("Darwin", "System Settings → Privacy & Security → Microphone"),
        ("Windows", "Settings → Privacy & security → Microphone"),
        ("Linux", "audio group"),
    ],
)
def test_a_refused_permission_gives_the_steps_for_the_system(
    monkeypatch: pytest.MonkeyPatch, system: str, step: str
) -> None:
    monkeypatch.setattr("platform.system", lambda: system)
    denied = explain_error(
        error(UNANTICIPATED_HOST_ERROR, (-13, "Permission denied")), "Microphone"
    )
    assert step in str(denied)


@pytest.mark.parametrize(
    ("tool", "command"),
    [
        ("apt-get", "sudo apt-get install libportaudio2"),
        ("dnf", "sudo dnf install portaudio"),
        ("brew", "brew install portaudio"),
    ],
)
def test_a_missing_library_gives_the_install_command_of_the_system(
    monkeypatch: pytest.MonkeyPatch, tool: str, command: str
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: name if name == tool else None)
    assert command in str(library_missing("PortAudio library not found"))


def test_a_machine_without_portaudio_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None)
    with pytest.raises(AudioLibraryMissing, match="PortAudio library not found"):
        portaudio_library.query()


def stopped(*_arguments: object) -> None:
    """Fail as sounddevice does after the sound system was stopped."""
    import sounddevice

    raise sounddevice.PortAudioError("Error querying: PortAudio not initialized", -10_000)


@pytest.mark.parametrize(
    ("name", "work"),
    [
        ("query_devices", portaudio_library.query),
        ("query_hostapis", portaudio_library.query),
        ("_initialize", portaudio_library.reinitialize),
    ],
)
def test_a_sound_system_that_stopped_is_reported_without_the_text_of_portaudio(
    monkeypatch: pytest.MonkeyPatch, name: str, work: Callable[[], object]
) -> None:
    monkeypatch.setattr("sounddevice._initialized", 0)
    monkeypatch.setattr(f"sounddevice.{name}", stopped)
    with pytest.raises(AudioLibraryMissing) as caught:
        work()
    assert str(caught.value) == (
        "The sound system of this computer isn't working."
        " Restart it or the computer, then choose Rescan."
    )


DESK = Device(0, "Desk", "ALSA", 1, 0, 48_000.0)


def test_a_device_is_not_opened_while_the_sound_system_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sounddevice.query_devices", stopped)
    with pytest.raises(AudioLibraryMissing, match="isn't working"):
        portaudio.open_input(DESK, 16_000, ignore)


def test_a_stream_of_a_sound_system_that_stopped_is_not_active(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Stream:
        active = property(stopped)

        def close(self) -> None:
            return

    monkeypatch.setattr(
        "sounddevice.query_devices",
        lambda: [{"name": DESK.name, "default_low_input_latency": 0.01}],
    )
    monkeypatch.setattr("sounddevice.RawInputStream", lambda **_options: Stream())
    stream = portaudio.open_input(DESK, 16_000, ignore)
    try:
        assert not stream.active()
    finally:
        stream.close()


@pytest.fixture(params=["real", "stand-in"])
def refusal(
    request: pytest.FixtureRequest, pulse: PulseRig, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Exception]:
    """Return functions that get the rate error of sounddevice and of the stand-in."""
    import sounddevice

    if request.param == "stand-in":
        refuse_input(monkeypatch, error(INVALID_SAMPLE_RATE))

    def refused() -> Exception:
        with pytest.raises(sounddevice.PortAudioError) as caught:
            sounddevice.RawInputStream(
                samplerate=7, device=named(MICROPHONE).index, channels=1, dtype="float32"
            )
        refusal: Exception = caught.value
        return refusal

    return refused


@pytest.mark.rig
def test_the_stand_in_refuses_as_portaudio_does(refusal: Callable[[], Exception]) -> None:
    assert refusal().args == (
        "Error opening RawInputStream: Invalid sample rate",
        INVALID_SAMPLE_RATE,
    )


@pytest.fixture(params=["real", "stand-in"])
def host_refusal(
    request: pytest.FixtureRequest, pulse: PulseRig, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Exception]:
    """Return how to get a refusal of the host API: the microphone's source is gone."""
    import sounddevice

    device = named(MICROPHONE)
    if request.param == "stand-in":
        refuse_input(monkeypatch, error(UNANTICIPATED_HOST_ERROR, (-5, "Input/output error")))
    else:
        pulse.remove_microphone(listed=True)

    def refused() -> Exception:
        with pytest.raises(sounddevice.PortAudioError) as caught:
            sounddevice.RawInputStream(
                samplerate=16_000, device=device.index, channels=1, dtype="float32"
            )
        refusal: Exception = caught.value
        return refusal

    return refused


@pytest.mark.rig
def test_the_stand_in_passes_on_a_host_error_as_portaudio_does(
    host_refusal: Callable[[], Exception],
) -> None:
    sentence, code, (host_api, host_code, host_text) = host_refusal().args
    assert sentence == "Error opening RawInputStream: Unanticipated host error"
    assert code == UNANTICIPATED_HOST_ERROR
    assert (type(host_api), type(host_code), type(host_text)) == (int, int, str)


@pytest.mark.rig
def test_a_busy_microphone_is_named(pulse: PulseRig, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_input(monkeypatch, error(DEVICE_UNAVAILABLE))
    with pytest.raises(DeviceBusy, match=f"{MICROPHONE} is in use by another program"):
        portaudio.open_input(named(MICROPHONE), 16_000, ignore)
    assert not portaudio_library.streams_open()


@pytest.mark.rig
def test_a_disconnected_microphone_is_named_in_the_error(pulse: PulseRig) -> None:
    device = named(MICROPHONE)
    pulse.remove_microphone()
    with pytest.raises(NoDevice, match=MICROPHONE):
        portaudio.open_input(device, 16_000, ignore)


@pytest.mark.rig
def test_an_index_that_belongs_to_another_device_now_is_refused(pulse: PulseRig) -> None:
    device = named(MICROPHONE)
    pulse.add_microphone("Another Microphone", first=True)
    assert portaudio_library.reinitialize()
    with pytest.raises(NoDevice, match=MICROPHONE):
        portaudio.open_input(device, 16_000, ignore)


@pytest.mark.rig
def test_portaudio_reinitializes_only_while_no_stream_is_open(pulse: PulseRig) -> None:
    stream = portaudio.open_input(named(MICROPHONE), 16_000, ignore)
    assert not portaudio_library.reinitialize()
    stream.close()
    assert portaudio_library.reinitialize()


@pytest.mark.rig
def test_an_error_in_the_callback_ends_the_stream_and_is_kept(pulse: PulseRig) -> None:
    def break_down(_block: Samples, _overflowed: bool) -> None:
        raise ZeroDivisionError

    ended = threading.Event()
    stream = portaudio.open_input(named(MICROPHONE), 16_000, break_down, ended.set)
    stream.start()
    assert ended.wait(20.0)
    assert isinstance(stream.error, ZeroDivisionError)
    stream.close()


@pytest.mark.rig
def test_a_microphone_without_mono_is_mixed_from_two_channels(
    pulse: PulseRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sounddevice

    real = sounddevice.RawInputStream
    asked: list[int] = []

    def stereo_only(**options: object) -> object:
        asked.append(int(str(options["channels"])))
        if options["channels"] == 1:
            raise error(-9998)
        return real(**options)

    monkeypatch.setattr(sounddevice, "RawInputStream", stereo_only)
    blocks: list[Samples] = []
    stream = portaudio.open_input(
        named(MICROPHONE), 16_000, lambda block, overflowed: blocks.append(block)
    )
    stream.start()
    wait_until(lambda: sum(map(len, blocks)) > 8_000, 20.0)
    stream.close()
    assert asked == [1, 2]
    assert {block.ndim for block in blocks} == {1}
    assert 0 < np.max(np.abs(np.concatenate(blocks))) < 0.01


@pytest.mark.rig
def test_samples_written_by_fill_are_played(pulse: PulseRig) -> None:
    times = np.arange(8_000) / 16_000
    left = (0.5 * np.sin(2 * np.pi * 500 * times)).astype(np.float32)
    played = 0
    ended = threading.Event()

    def fill(out: NDArray[np.float32], _underflowed: bool) -> bool:
        nonlocal played
        part = left[played : played + len(out)]
        out[: len(part)] = part
        out[len(part) :] = 0.0
        played += len(out)
        return played < len(left) + 8_000

    with pulse.record_speaker() as speaker:
        stream = portaudio.open_output(named(SPEAKER), 16_000, fill, ended.set)
        stream.start()
        assert ended.wait(20.0)
        stream.close()
    loud = np.flatnonzero(np.abs(speaker.sound().samples) > 0.1)
    assert loud[-1] - loud[0] == pytest.approx(8_000, abs=10)


@pytest.mark.rig
def test_calls_to_a_stopped_sound_server_do_not_hang(pulse: PulseRig) -> None:
    stream = portaudio.open_input(named(MICROPHONE), 16_000, ignore)
    stream.start()
    with pulse.paused():
        stream.close()
        assert portaudio_library.streams_open(), "still stuck in closing"
        assert not portaudio_library.reinitialize()
    wait_until(lambda: not portaudio_library.streams_open(), 10.0)


@pytest.mark.rig
def test_a_program_exits_even_if_the_sound_server_is_stuck(pulse: PulseRig, tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from mock_interviewer.audio.devices import portaudio\n"
        "device = next(d for d in portaudio.query() if d.default_input)\n"
        "stream = portaudio.open_input(device, 16_000, lambda block, overflowed: None)\n"
        "stream.start(); print(flush=True); sys.stdin.readline(); stream.close()\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-P", "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    child.stdout.readline()
    with pulse.paused():
        child.communicate(b"\n", timeout=10.0)
    assert child.returncode == 0
