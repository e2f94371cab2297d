import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
import soundfile
from rig.pulse import PulseRig
from rig.recording import Events, HandSource
from rig.sounds import loud_samples
from rig.wait import wait_until

from mock_interviewer.audio.errors import DeviceBusy, DeviceLost
from mock_interviewer.audio.recording import session_microphone
from mock_interviewer.audio.recording.recorder import (
    AudioRecorder,
    RecorderClosed,
    RecorderLostMicrophone,
    RecorderReady,
)
from mock_interviewer.audio.recording.session_microphone import SessionMicrophone
from mock_interviewer.audio.recording.sources import InputSource, MicrophoneSource
from mock_interviewer.audio.samples import Samples


@dataclass
class Hearer:
    """The listener of one tap."""

    tap: InputSource
    blocks: list[Samples] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)

    def open(self) -> int:
        return self.tap.open(lambda block, _: self.blocks.append(block), self._end)

    def _end(self) -> None:
        self.ended.append("ended")

    def heard(self) -> int:
        return sum(len(block) for block in self.blocks)


class Bench:
    """A session microphone over devices driven by hand."""

    def __init__(self) -> None:
        self.prepared: list[HandSource] = []
        self.devices: list[HandSource] = []
        self.microphone = SessionMicrophone(self._make)

    def _make(self) -> InputSource:
        self.devices.append(self.prepared.pop(0) if self.prepared else HandSource())
        return self.devices[-1]

    def hearer(self) -> Hearer:
        return Hearer(self.microphone.source())

    def listening(self) -> Hearer:
        hearer = self.hearer()
        assert hearer.open() == 16_000
        return hearer


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.microphone.close()


def test_all_listeners_get_the_same_samples(bench: Bench) -> None:
    first, second = bench.listening(), bench.listening()
    bench.devices[0].give_seconds(0.1)
    assert first.heard() == second.heard() == 1_600
    assert len(bench.devices) == 1


def test_shared_blocks_are_read_only(bench: Bench) -> None:
    hearer = bench.listening()
    bench.devices[0].give_seconds(0.02)
    with pytest.raises(ValueError, match="read-only"):
        hearer.blocks[0][0] = 1.0


def test_a_closed_tap_gets_no_more_while_others_do(bench: Bench) -> None:
    first, second = bench.listening(), bench.listening()
    bench.devices[0].give_seconds(0.02)
    first.tap.close()
    bench.devices[0].give_seconds(0.02)
    assert (first.heard(), second.heard()) == (320, 640)
    assert (first.ended, second.ended) == (["ended"], [])
    assert not first.tap.active()
    assert second.tap.active()


def test_after_letting_go_the_next_tap_opens_another_device(bench: Bench) -> None:
    hearer = bench.listening()
    bench.microphone.let_go()
    assert hearer.ended == ["ended"]
    assert bench.devices[0].closed.is_set()
    bench.listening()
    assert len(bench.devices) == 2


def test_the_device_stays_open_without_listeners(bench: Bench) -> None:
    bench.listening().tap.close()
    assert not bench.devices[0].closed.is_set()
    bench.listening()
    assert len(bench.devices) == 1


def test_two_taps_opened_at_once_share_one_device(bench: Bench) -> None:
    may_open = threading.Event()
    bench.prepared.append(HandSource(may_open=may_open))
    with ThreadPoolExecutor(2) as pool:
        opened = [pool.submit(bench.hearer().open) for _ in range(2)]
        wait_until(lambda: bool(bench.devices), 10.0)
        may_open.set()
        assert [each.result(10.0) for each in opened] == [16_000, 16_000]
    assert len(bench.devices) == 1


def test_a_lost_device_is_reported_to_all_and_replaced_at_the_next_open(
    bench: Bench,
) -> None:
    first, second = bench.listening(), bench.listening()
    bench.devices[0].end()
    assert first.ended == second.ended == ["ended"]
    assert not first.tap.active()
    again = bench.listening()
    bench.devices[1].give_seconds(0.02)
    assert again.heard() == 320
    assert bench.devices[0].closed.is_set()


def test_closing_the_last_tap_of_a_lost_device_closes_it(
    bench: Bench,
) -> None:
    hearer = bench.listening()
    bench.devices[0].end()
    hearer.tap.close()
    assert bench.devices[0].closed.is_set()


def test_a_device_that_died_silently_is_replaced(bench: Bench) -> None:
    first = bench.listening()
    bench.devices[0].go_dead()
    assert not first.tap.active()
    second = bench.listening()
    assert len(bench.devices) == 2
    assert first.ended == ["ended"]
    assert second.tap.active()


def test_a_device_that_stalls_while_active_is_replaced(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    stalled = bench.listening()
    bench.devices[0].give_seconds(0.02)
    monkeypatch.setattr(session_microphone, "STALLED", 0.0)
    bench.listening()
    assert len(bench.devices) == 2
    assert bench.devices[0].closed.is_set()
    assert stalled.ended == ["ended"]


def test_a_device_that_cannot_be_opened_says_why_and_is_tried_again(bench: Bench) -> None:
    bench.prepared.append(HandSource(error=DeviceBusy("It is busy.", "Wait.")))
    with pytest.raises(DeviceBusy):
        bench.hearer().open()
    assert bench.listening().tap.active()


def test_closing_ends_every_tap(bench: Bench) -> None:
    first, second = bench.listening(), bench.listening()
    bench.microphone.close()
    assert first.ended == second.ended == ["ended"]
    assert bench.devices[0].closed.is_set()
    with pytest.raises(DeviceLost, match="was closed"):
        bench.hearer().open()


def test_a_device_that_does_not_close_is_abandoned(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_close = threading.Event()
    bench.prepared.append(HandSource(may_close=may_close))
    hearer = bench.listening()
    monkeypatch.setattr(session_microphone, "MICROPHONE_CLOSE_TIMEOUT", 0.05)
    bench.microphone.close()
    assert hearer.ended == ["ended"]
    assert not bench.devices[0].closed.is_set()
    may_close.set()


def test_a_device_that_opens_after_closing_is_closed_at_once(bench: Bench) -> None:
    may_open = threading.Event()
    bench.prepared.append(HandSource(may_open=may_open))
    with ThreadPoolExecutor(1) as pool:
        opened = pool.submit(bench.hearer().open)
        wait_until(lambda: bool(bench.devices), 10.0)
        bench.microphone.close()
        may_open.set()
        with pytest.raises(DeviceLost):
            opened.result(10.0)
    assert bench.devices[0].closed.is_set()


def test_the_name_is_that_of_the_device_once_known(bench: Bench) -> None:
    tap = bench.microphone.source()
    assert tap.name == "The microphone"
    bench.listening()
    assert tap.name == "Hand Microphone"


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "words.wav"
    times = np.arange(16_000) / 16_000
    soundfile.write(path, 0.5 * np.sign(np.sin(2 * np.pi * 440 * times)), 16_000)
    return path


def loud(path: Path) -> int:
    """Return how many samples of a recording are loud."""
    samples, _ = soundfile.read(path)
    return loud_samples(samples)


@pytest.mark.rig
def test_two_consecutive_takes_share_one_real_device(
    pulse: PulseRig, words: Path, tmp_path: Path
) -> None:
    made: list[InputSource] = []

    def make() -> InputSource:
        made.append(MicrophoneSource())
        return made[-1]

    microphone = SessionMicrophone(make)
    for name in ("01.wav", "02.wav"):
        events = Events()
        recorder = AudioRecorder(microphone.source(), tmp_path / name, listener=events)
        recorder.open()
        events.await_one(RecorderReady)
        recorder.begin()
        pulse.speak(words)
        recorder.stop()
        events.await_one(RecorderClosed)
        assert recorder.join(20.0)
        assert loud(tmp_path / name) == pytest.approx(16_000, abs=400)
    assert len(made) == 1
    assert made[0].active()
    microphone.close()
    assert not made[0].active()


@pytest.mark.rig
def test_a_killed_sound_server_is_reported_and_the_next_recorder_gets_a_new_device(
    pulse: PulseRig, words: Path, tmp_path: Path
) -> None:
    microphone = SessionMicrophone(MicrophoneSource)
    bystander = Hearer(microphone.source())
    bystander.open()
    first = Events()
    lost = AudioRecorder(microphone.source(), tmp_path / "01.wav", listener=first)
    lost.open()
    first.await_one(RecorderReady)
    pulse.kill()
    first.await_one(RecorderLostMicrophone)
    first.await_one(RecorderClosed)
    assert lost.join(20.0)
    wait_until(lambda: bystander.ended == ["ended"], 20.0)
    bystander.tap.close()
    pulse.start()
    second = Events()
    recorder = AudioRecorder(microphone.source(), tmp_path / "01.wav", listener=second)
    recorder.open()
    second.await_one(RecorderReady)
    recorder.begin()
    pulse.speak(words)
    recorder.stop()
    second.await_one(RecorderClosed)
    assert recorder.join(20.0)
    microphone.close()
    assert loud(tmp_path / "01.wav") == pytest.approx(16_000, abs=400)
