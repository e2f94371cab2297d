import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile
from rig.pulse import MICROPHONE, SPEAKER, PulseRig
from rig.sounds import loud_samples
from rig.wait import wait_until

from mock_interviewer.audio.devices.device import find_input
from mock_interviewer.audio.devices.device_list import list_devices_in_child
from mock_interviewer.audio.devices.portaudio import open_input
from mock_interviewer.audio.samples import Samples

pytestmark = [pytest.mark.rig, pytest.mark.alone]


@pytest.fixture
def beep(tmp_path: Path) -> Path:
    path = tmp_path / "beep.wav"
    times = np.arange(8_000) / 16_000
    soundfile.write(path, 0.5 * np.sin(2 * np.pi * 500 * times), 16_000)
    return path


@contextlib.contextmanager
def listening() -> Iterator[list[Samples]]:
    """Yield a list that the default microphone fills."""
    blocks: list[Samples] = []
    device = find_input(list_devices_in_child(), None)
    stream = open_input(device, 16_000, lambda block, overflowed: blocks.append(block))
    stream.start()
    try:
        yield blocks
    finally:
        stream.close()


def test_programs_see_only_the_devices_of_the_rig(pulse: PulseRig) -> None:
    names = [device.name for device in list_devices_in_child()]
    assert names == [MICROPHONE, SPEAKER, "default"]


def test_spoken_sound_reaches_the_microphone(pulse: PulseRig, beep: Path) -> None:
    with listening() as blocks:
        pulse.speak(beep)
        wait_until(lambda: any(float(np.max(block)) > 0.4 for block in blocks), 20.0)


def test_an_idle_microphone_is_quiet_but_not_zero(pulse: PulseRig) -> None:
    with listening() as blocks:
        wait_until(lambda: sum(map(len, blocks)) > 16_000, 20.0)
    rms = np.sqrt(np.mean(np.concatenate(blocks) ** 2))
    assert -80 < 20 * np.log10(rms) < -65


def test_a_muted_microphone_delivers_exact_zeros(pulse: PulseRig) -> None:
    with listening() as blocks:
        with pulse.muted():
            wait_until(lambda: bool(blocks) and not blocks[-1].any(), 20.0)
        wait_until(lambda: bool(blocks[-1].any()), 20.0)


def test_playback_is_recorded_from_the_speaker(pulse: PulseRig, beep: Path) -> None:
    with pulse.record_speaker() as speaker:
        pulse.play(beep)
    assert loud_samples(speaker.sound().samples, 0.1) == pytest.approx(8_000, abs=20)


def test_the_rig_leaves_no_processes_and_files() -> None:
    before = set(psutil.Process().children(recursive=True))
    with PulseRig() as rig:
        folder = rig.folder
        assert set(psutil.Process().children(recursive=True)) != before
    assert set(psutil.Process().children(recursive=True)) == before
    assert not folder.exists()


def test_a_paused_server_can_still_be_stopped() -> None:
    with PulseRig() as rig, rig.paused():
        os.kill(rig.server_pid, 0)
        rig.stop()


def test_a_killed_test_leaves_no_server_behind() -> None:
    script = (
        "import threading\n"
        "from rig.pulse import PulseRig\n"
        "with PulseRig() as rig:\n"
        "    print(rig.server_pid, rig.folder, flush=True)\n"
        "    threading.Event().wait()\n"
    )
    tests = str(Path(__file__).parents[1])
    child = subprocess.Popen(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": tests},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    pid, folder = child.stdout.readline().split()
    server = psutil.Process(int(pid))
    child.kill()
    child.communicate()
    server.wait(timeout=20.0)
    shutil.rmtree(folder)
