"""The recorder with a real PortAudio and a virtual microphone: faults and complete words."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from rig.portaudio_faults import (
    DEVICE_UNAVAILABLE,
    INVALID_SAMPLE_RATE,
    UNANTICIPATED_HOST_ERROR,
    error,
    overflow_input,
    refuse_input,
)
from rig.pulse import MICROPHONE, PulseRig, no_devices
from rig.recording import Events
from rig.small_disk import small_disk
from rig.sounds import loud_samples
from rig.wait import wait_until

from mock_interviewer.audio.devices import portaudio_library
from mock_interviewer.audio.devices.device import DeviceName
from mock_interviewer.audio.devices.device_list import list_devices
from mock_interviewer.audio.errors import (
    DeviceBusy,
    DeviceLost,
    DevicePermission,
    DiskFull,
    NoDevice,
)
from mock_interviewer.audio.files.recording_file import repair
from mock_interviewer.audio.recording import block_queue
from mock_interviewer.audio.recording.recorder import (
    AudioRecorder,
    RecorderClosed,
    RecorderFailed,
    RecorderLostMicrophone,
    RecorderOpened,
    RecorderReady,
    RecorderWarning,
    RecorderWarningCleared,
)
from mock_interviewer.audio.recording.sources import MicrophoneSource
from mock_interviewer.audio.samples import Samples

pytestmark = pytest.mark.rig


class Take:
    """A recorder under test and its listener."""

    def __init__(self, path: Path, wanted: DeviceName | None = None, **options: Any) -> None:
        self.path = path
        self.events = Events()
        self.recorder = AudioRecorder(
            MicrophoneSource(wanted), path, listener=self.events, **options
        )
        self.recorder.open()

    def begin(self) -> "Take":
        self.events.await_one(RecorderReady)
        self.recorder.begin()
        return self

    def await_recorded(self, seconds: float) -> None:
        wait_until(lambda: self.recorder.recorded() >= seconds, 10.0)

    def stop(self) -> RecorderClosed:
        self.recorder.stop()
        return self.events.await_one(RecorderClosed)

    def samples(self) -> Samples:
        samples, rate = soundfile.read(self.path, dtype="float32")
        assert rate == 16_000
        return np.asarray(samples)


Open = Callable[..., Take]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "01.wav"


@pytest.fixture
def opened(pulse: PulseRig, path: Path) -> Iterator[Open]:
    """Yield a factory of takes whose recorder is open; all are closed at the end."""
    takes: list[Take] = []

    def open_take(*arguments: Any, **options: Any) -> Take:
        takes.append(Take(path, *arguments, **options))
        return takes[-1]

    yield open_take
    for take in takes:
        take.recorder.stop()
        assert take.recorder.join(20.0), "a recorder must close whatever happened"


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """Return a sound of 1.5 s that is loud from its first sample to its last."""
    path = tmp_path / "words.wav"
    times = np.arange(24_000) / 16_000
    soundfile.write(path, 0.5 * np.sign(np.sin(2 * np.pi * 440 * times)), 16_000)
    return path


WHOLE = pytest.approx(24_000, abs=160)


def test_speaking_at_once_and_to_the_end_loses_nothing(
    opened: Open, pulse: PulseRig, words: Path
) -> None:
    take = opened().begin()
    pulse.speak(words)
    closed = take.stop()
    assert loud_samples(take.samples()) == WHOLE
    assert closed.flags == ()


def test_speaking_slightly_too_early_loses_nothing(
    opened: Open, pulse: PulseRig, words: Path
) -> None:
    take = opened()
    take.events.await_one(RecorderReady)
    pulse.speak(words, wait=False)
    wait_until(lambda: take.recorder.level() > -20.0, 20.0)
    take.recorder.begin()
    take.await_recorded(2.0)
    take.stop()
    assert loud_samples(take.samples()) == WHOLE


def test_stopping_within_the_last_word_keeps_it(opened: Open, pulse: PulseRig, words: Path) -> None:
    last_word = threading.Event()
    loud = 0

    def hear(block: Samples) -> None:
        nonlocal loud
        loud += int(np.count_nonzero(np.abs(block) > 0.2))
        if loud > 24_000 - 3_200:
            last_word.set()

    take = opened(feed=hear).begin()
    pulse.speak(words, wait=False)
    assert last_word.wait(10.0)
    take.stop()
    assert loud_samples(take.samples()) == WHOLE


def test_speech_before_a_pause_and_after_resuming_is_kept(
    opened: Open, pulse: PulseRig, words: Path
) -> None:
    take = opened().begin()
    pulse.speak(words)
    take.recorder.pause()
    pulse.speak(words)
    take.recorder.resume()
    pulse.speak(words)
    take.stop()
    loud = np.abs(take.samples()) > 0.2
    pause_tail_and_pre_roll = 8_000
    assert 48_000 - 80 <= np.count_nonzero(loud) <= 48_000 + pause_tail_and_pre_roll


def test_recording_is_reported_only_once_samples_arrive(opened: Open) -> None:
    take = opened()
    assert take.events.await_one(RecorderOpened).rate == 16_000
    take.events.await_one(RecorderReady)
    assert take.events.kinds() == ["RecorderOpened", "RecorderReady"]


def test_no_microphone_at_all_fails_with_a_remedy(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(no_devices(tmp_path)))
    assert portaudio_library.reinitialize()
    failed = opened().events.await_one(RecorderFailed)
    assert isinstance(failed.error, NoDevice)
    assert str(failed.error).startswith("No microphone was found. ")
    assert "Rescan" in failed.error.remedy


def test_a_denied_permission_fails_with_the_steps(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_input(monkeypatch, error(UNANTICIPATED_HOST_ERROR, (-13, "Permission denied")))
    take = opened()
    failed = take.events.await_one(RecorderFailed)
    assert isinstance(failed.error, DevicePermission)
    assert failed.error.remedy


def test_a_busy_microphone_fails_with_its_name(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_input(monkeypatch, error(DEVICE_UNAVAILABLE))
    take = opened(DeviceName(MICROPHONE, "ALSA"))
    failed = take.events.await_one(RecorderFailed)
    assert isinstance(failed.error, DeviceBusy)
    assert MICROPHONE in failed.error.what


def test_a_muted_microphone_is_reported_while_recording_continues(
    opened: Open, pulse: PulseRig
) -> None:
    with pulse.muted():
        take = opened().begin()
        assert take.events.await_one(RecorderWarning).kind == "no-signal"
    assert take.events.await_one(RecorderWarningCleared).kind == "no-signal"
    closed = take.stop()
    assert closed.flags == ("no-signal",)
    assert closed.duration > 3.0


def test_a_microphone_moved_away_silently_is_reported(opened: Open, pulse: PulseRig) -> None:
    take = opened(DeviceName(MICROPHONE, "ALSA")).begin()
    take.await_recorded(0.5)
    pulse.remove_microphone()
    assert take.events.await_one(RecorderWarning, timeout=20.0).kind == "no-signal"


def test_a_killed_sound_server_keeps_the_recording_and_resume_appends(
    opened: Open, pulse: PulseRig, words: Path
) -> None:
    first = opened().begin()
    pulse.speak(words)
    first.await_recorded(2.0)
    before = first.recorder.recorded()
    pulse.kill()
    lost = first.events.await_one(RecorderLostMicrophone)
    assert isinstance(lost.error, DeviceLost)
    assert loud_samples(first.samples()) == WHOLE
    kept = first.events.await_one(RecorderClosed)
    assert kept.duration >= before
    assert kept.flags == ("interrupted",)

    pulse.start()
    second = opened(resume=True).begin()
    pulse.speak(words)
    closed = second.stop()
    assert closed.duration > kept.duration + 1.5
    assert loud_samples(second.samples()[round(kept.duration * 16_000) :]) == WHOLE


def test_a_stopped_sound_server_is_noticed_and_keeps_the_recording(
    opened: Open, pulse: PulseRig
) -> None:
    take = opened().begin()
    take.await_recorded(1.0)
    with pulse.paused():
        stopped = time.monotonic()
        lost = take.events.await_one(RecorderLostMicrophone)
        noticed = time.monotonic() - stopped
        closed = take.events.await_one(RecorderClosed)
        took = time.monotonic() - stopped
        assert noticed < 10.0, "2 s are the target, a test allows five times as much"
        assert took < noticed + 2.0, "and it must not hang in closing"
    assert isinstance(lost.error, DeviceLost)
    assert closed.duration == pytest.approx(len(take.samples()) / 16_000)
    assert closed.duration >= 1.0


def test_a_microphone_with_48_khz_only_keeps_pitch_and_length(
    opened: Open, pulse: PulseRig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tone = tmp_path / "tone.wav"
    soundfile.write(tone, 0.5 * np.sin(2 * np.pi * 440 * np.arange(72_000) / 48_000), 48_000)
    refuse_input(monkeypatch, error(INVALID_SAMPLE_RATE), when=lambda rate: rate != 48_000)
    take = opened()
    assert take.events.await_one(RecorderOpened).rate == 48_000
    take.begin()
    pulse.speak(tone)
    take.stop()
    samples = take.samples()
    assert loud_samples(samples) == WHOLE
    spectrum = np.abs(np.fft.rfft(samples))
    assert np.argmax(spectrum) * 16_000 / len(samples) == pytest.approx(440, abs=1)


def test_a_callback_exception_is_reported_and_audio_kept(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = opened().begin()
    take.await_recorded(1.0)

    def break_down(_: Samples) -> float:
        raise ZeroDivisionError

    monkeypatch.setattr(block_queue, "peak", break_down)
    assert isinstance(take.events.await_one(RecorderFailed).error, ZeroDivisionError)
    closed = take.events.await_one(RecorderClosed)
    assert closed.duration >= 1.0
    assert len(take.samples()) == round(closed.duration * 16_000)


def test_an_overflow_is_flagged_as_a_gap(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    overflowing = threading.Event()
    overflow_input(monkeypatch, overflowing)
    take = opened().begin()
    take.await_recorded(0.5)
    overflowing.set()
    assert take.events.await_one(RecorderWarning).kind == "gaps"
    assert take.stop().flags == ("gaps",)


def test_the_named_microphone_is_used_if_the_device_order_changed(
    opened: Open, pulse: PulseRig, words: Path
) -> None:
    remembered = next(d.key for d in list_devices() if d.name == MICROPHONE)
    pulse.add_microphone("Another Microphone", first=True)
    take = opened(remembered).begin()
    pulse.speak(words)
    take.stop()
    assert loud_samples(take.samples()) == WHOLE


def test_a_microphone_plugged_in_later_is_found_at_opening(
    opened: Open, pulse: PulseRig, words: Path
) -> None:
    list_devices()
    pulse.add_microphone("Late Microphone", first=True)
    take = opened(DeviceName("Late Microphone", "ALSA")).begin()
    pulse.speak(words, microphone="Late Microphone")
    take.stop()
    assert loud_samples(take.samples()) == WHOLE


def test_a_full_disk_stops_the_recording_and_keeps_what_was_saved(
    pulse: PulseRig, tmp_path: Path
) -> None:
    with small_disk(tmp_path, kilobytes=64):
        take = Take(tmp_path / "01.wav").begin()
        failed = take.events.await_one(RecorderFailed)
        closed = take.events.await_one(RecorderClosed)
        assert isinstance(failed.error, DiskFull)
        assert "MB" in failed.error.remedy
        assert closed.duration > 1.5
        assert len(take.samples()) == round(closed.duration * 16_000)
        assert take.recorder.join(20.0)


RECORD_IN_A_CHILD = """
import sys, threading
from pathlib import Path
from mock_interviewer.audio.recording.recorder import AudioRecorder, RecorderReady
from mock_interviewer.audio.recording.sources import MicrophoneSource
arrived = threading.Event()
recorder = AudioRecorder(
    MicrophoneSource(),
    Path(sys.argv[1]),
    listener=lambda event: arrived.set() if isinstance(event, RecorderReady) else None,
)
recorder.open()
arrived.wait()
recorder.begin()
print(flush=True)
threading.Event().wait()
"""


def test_a_killed_program_loses_at_most_a_second(pulse: PulseRig, path: Path) -> None:
    command = [sys.executable, "-P", "-c", RECORD_IN_A_CHILD, str(path)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    begun = time.monotonic()
    wait_until(lambda: path.exists() and path.stat().st_size > 2.5 * 32_000, 10.0)
    os.kill(child.pid, signal.SIGKILL)
    recorded = time.monotonic() - begun
    child.communicate()
    assert repair(path) > recorded - 1.0
    assert soundfile.info(path).duration == repair(path)


def test_a_killed_program_leaves_a_playable_file_even_before_repair(
    pulse: PulseRig, path: Path
) -> None:
    command = [sys.executable, "-P", "-c", RECORD_IN_A_CHILD, str(path)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    wait_until(lambda: path.exists() and path.stat().st_size > 2.5 * 32_000, 10.0)
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    assert soundfile.info(path).duration > 1.0
