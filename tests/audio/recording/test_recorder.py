import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from rig.recording import Events, HandSource
from rig.sleeping_computer import SleepingComputer, counts_sleep
from rig.wait import wait_until

from mock_interviewer.audio.errors import DeviceBusy, DeviceLost, DiskFull, NoDevice
from mock_interviewer.audio.recording import block_queue, take_file
from mock_interviewer.audio.recording.microphone_faults import ComputerSlept, MicrophoneSilent
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
from mock_interviewer.audio.samples import Samples


class Take:
    """A recorder under test with its source and its listener."""

    def __init__(self, path: Path, source: HandSource | None = None, **options: Any) -> None:
        self.path = path
        self.source = source or HandSource()
        self.events = Events()
        self.recorder = AudioRecorder(self.source, path, listener=self.events, **options)
        self.recorder.open()

    def stop(self) -> RecorderClosed:
        self.recorder.stop()
        self.source.end()
        return self.closed()

    def closed(self) -> RecorderClosed:
        closed = self.events.await_one(RecorderClosed)
        assert self.recorder.join(20.0)
        return closed

    def samples(self) -> Samples:
        samples, rate = soundfile.read(self.path, dtype="float32")
        assert rate == 16_000
        return np.asarray(samples)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "01.wav"


@pytest.fixture
def begun(path: Path) -> Iterator[Callable[..., Take]]:
    """Yield a factory of takes whose recorder has begun; all are closed at the end."""
    takes: list[Take] = []

    def begin(source: HandSource | None = None, **options: Any) -> Take:
        take = Take(path, source, **options)
        takes.append(take)
        take.recorder.begin()
        return take

    yield begin
    for take in takes:
        take.recorder.stop()
        take.source.end()
        assert take.recorder.join(20.0)


Begun = Callable[..., Take]


def test_samples_after_the_beginning_are_in_the_file(begun: Begun) -> None:
    take = begun()
    take.source.give_seconds(1.0)
    closed = take.stop()
    assert closed == RecorderClosed(take.path, 1.0, ())
    assert np.allclose(take.samples(), np.full(16_000, 0.25), atol=1e-4)


def test_nothing_is_recorded_before_the_beginning(path: Path) -> None:
    take = Take(path)
    take.source.give_seconds(1.0)
    assert take.stop() == RecorderClosed(path, 0.0, ())
    assert not path.exists()


def test_the_recording_starts_a_little_before_the_beginning(path: Path) -> None:
    take = Take(path)
    take.source.give_seconds(1.0, value=0.5)
    take.recorder.begin()
    take.source.give_seconds(1.0, value=0.25)
    assert take.stop().duration == pytest.approx(1.3)
    assert np.allclose(take.samples()[:4_800], 0.5, atol=1e-4)


def test_the_tail_after_stop_is_kept(begun: Begun) -> None:
    take = begun()
    take.source.give_seconds(1.0)
    take.recorder.stop()
    take.source.give_seconds(1.0)
    assert take.closed().duration == pytest.approx(1.4)


def test_a_pause_is_left_out(begun: Begun) -> None:
    take = begun()
    take.source.give_seconds(1.0, value=0.5)
    take.recorder.pause()
    take.source.give_seconds(5.0, value=0.1)
    take.recorder.resume()
    take.source.give_seconds(1.0, value=0.5)
    assert take.stop().duration == pytest.approx(1.0 + 0.2 + 0.3 + 1.0)


def test_recording_is_reported_only_once_samples_arrive(path: Path) -> None:
    take = Take(path)
    assert take.events.await_one(RecorderOpened) == RecorderOpened("Hand Microphone", 16_000)
    assert take.events.empty()
    take.source.give_seconds(0.02)
    take.events.await_one(RecorderReady)
    take.stop()
    assert take.events.kinds() == ["RecorderOpened", "RecorderReady", "RecorderClosed"]


def test_samples_delivered_while_opening_are_not_lost(begun: Begun) -> None:
    class Eager(HandSource):
        def open(self, deliver: Callable[[Samples, bool], None], ended: Callable[[], None]) -> int:
            rate = super().open(deliver, ended)
            self.give_seconds(0.5)
            return rate

    may_open = threading.Event()
    take = begun(Eager(may_open=may_open))
    may_open.set()
    take.events.await_one(RecorderReady)
    assert take.stop().duration == pytest.approx(0.5)


def test_the_level_follows_the_newest_block(path: Path) -> None:
    take = Take(path)
    take.source.give_seconds(0.02, value=0.5)
    assert take.recorder.level() == pytest.approx(-6.02, abs=0.01)
    take.stop()
    assert take.recorder.level() == -120.0


def test_listeners_get_the_recorded_samples(begun: Begun) -> None:
    fed: list[Samples] = []
    take = begun(feed=fed.append)
    take.source.give_seconds(1.0)
    take.stop()
    assert np.array_equal(np.concatenate(fed), np.full(16_000, 0.25, dtype=np.float32))


def test_a_failing_listener_does_not_harm_the_recording(begun: Begun) -> None:
    def break_down(_: Samples) -> None:
        raise ValueError

    take = begun(feed=break_down)
    take.source.give_seconds(1.0)
    assert take.stop().duration == 1.0


def test_a_source_at_48_khz_is_recorded_at_16(begun: Begun) -> None:
    take = begun(HandSource(rate=48_000))
    take.source.give_seconds(1.0)
    assert take.stop().duration == pytest.approx(1.0, abs=0.01)
    assert np.median(take.samples()) == pytest.approx(0.25, abs=1e-3)


def test_resuming_appends_to_the_file(begun: Begun) -> None:
    first = begun()
    first.source.give_seconds(1.0, value=0.5)
    first.stop()
    second = begun(resume=True)
    second.source.give_seconds(1.0, value=0.25)
    assert second.stop().duration == 2.0
    assert np.allclose(second.samples()[[0, 31_999]], [0.5, 0.25], atol=1e-4)


def test_a_stream_that_ends_is_lost_after_its_file_was_saved(begun: Begun) -> None:
    take = begun()
    take.source.give_seconds(1.0)
    take.source.end()
    lost = take.events.await_one(RecorderLostMicrophone)
    assert isinstance(lost.error, DeviceLost)
    assert "Hand Microphone" in str(lost.error)
    assert len(take.samples()) == 16_000
    assert take.closed() == RecorderClosed(take.path, 1.0, ("interrupted",))


def test_a_stream_that_dies_silently_is_lost(begun: Begun) -> None:
    take = begun()
    take.source.give_seconds(0.5)
    take.source.go_dead()
    take.events.await_one(RecorderLostMicrophone)
    assert take.closed().duration == 0.5


def test_a_stream_that_stops_delivering_is_lost(begun: Begun) -> None:
    take = begun()
    take.source.give_seconds(0.5)
    lost = take.events.await_one(RecorderLostMicrophone)
    assert "has stopped sending sound" in str(lost.error)


def test_sound_after_a_sleep_is_not_recorded_and_resume_appends(
    begun: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts_sleep()
    computer = SleepingComputer().take_over(monkeypatch)
    fed: list[Samples] = []
    take = begun(feed=fed.append)
    take.source.give_seconds(2.0)
    wait_until(lambda: take.recorder.recorded() == 2.0, 10.0)
    computer.sleep(8 * 3600.0)
    take.source.give_seconds(1.0, value=0.75)
    assert isinstance(take.events.await_one(RecorderLostMicrophone).error, ComputerSlept)
    closed = take.closed()
    assert (closed.duration, closed.flags) == (2.0, ("interrupted",))
    assert take.samples().max() < 0.5
    assert sum(map(len, fed)) == 2 * 16_000

    again = begun(resume=True)
    again.source.give_seconds(1.0, value=0.75)
    assert again.stop().duration == pytest.approx(3.0, abs=0.01)
    assert again.samples().max() > 0.7


def test_a_stream_ended_by_a_sleep_is_reported_as_a_sleep(
    begun: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts_sleep()
    computer = SleepingComputer().take_over(monkeypatch)
    take = begun()
    take.source.give_seconds(1.0)
    wait_until(lambda: take.recorder.recorded() == 1.0, 10.0)
    computer.sleep(60.0)
    take.source.end()
    assert isinstance(take.events.await_one(RecorderLostMicrophone).error, ComputerSlept)
    assert take.closed().duration == 1.0


def test_a_source_that_does_not_open_fails_with_its_reason(path: Path) -> None:
    error = DeviceBusy("It is in use.", "Close the other program.")
    take = Take(path, HandSource(error=error))
    assert take.events.await_one(RecorderFailed).error is error
    assert take.closed() == RecorderClosed(path, 0.0, ())


def test_a_callback_error_is_reported_and_earlier_sound_is_kept(
    begun: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = begun()
    take.source.give_seconds(1.0)

    def break_down(_: Samples) -> float:
        raise ZeroDivisionError

    monkeypatch.setattr(block_queue, "peak", break_down)
    take.source.give_seconds(0.02)
    assert isinstance(take.events.await_one(RecorderFailed).error, ZeroDivisionError)
    assert take.closed().duration == 1.0


def test_an_overflow_is_reported_once_and_flagged(begun: Begun) -> None:
    take = begun()
    block = np.full(320, 0.25, dtype=np.float32)
    for _ in range(3):
        take.source.give(block, overflowed=True)
    assert take.events.await_one(RecorderWarning).kind == "gaps"
    assert take.stop().flags == ("gaps",)
    assert take.events.kinds().count("RecorderWarning") == 1


def test_an_overflow_before_the_beginning_is_not_flagged(path: Path) -> None:
    take = Take(path)
    take.source.give(np.full(320, 0.25, dtype=np.float32), overflowed=True)
    take.recorder.begin()
    take.source.give_seconds(0.5)
    assert take.stop().flags == ()


def test_samples_are_dropped_and_flagged_if_the_disk_is_too_slow(
    begun: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(block_queue, "MOST_WAITING", 16_000)
    slow = threading.Event()
    take = begun(feed=lambda _: slow.wait())
    take.source.give_seconds(3.0)
    slow.set()
    take.source.give_seconds(0.5)
    closed = take.stop()
    assert closed.flags == ("gaps",)
    assert closed.duration < 2.0


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1e38])
def test_invalid_samples_are_silenced_reported_and_flagged(begun: Begun, bad: float) -> None:
    take = begun(HandSource(rate=48_000))
    take.source.give_seconds(0.5)
    take.source.give(np.array([0.25, bad] * 480, dtype=np.float32))
    take.source.give_seconds(0.5)
    assert take.events.await_one(RecorderWarning).kind == "cleaned"
    assert take.stop().flags == ("cleaned",)
    assert np.max(np.abs(take.samples())) < 0.5


def test_no_signal_and_its_return_are_reported(begun: Begun) -> None:
    take = begun()
    take.source.give_seconds(3.0, value=0.0)
    warned = take.events.await_one(RecorderWarning)
    assert warned.kind == "no-signal"
    assert "Hand Microphone" in warned.text
    take.source.give_seconds(0.1)
    assert take.events.await_one(RecorderWarningCleared).kind == "no-signal"
    closed = take.stop()
    assert closed.duration == pytest.approx(3.1)
    assert closed.flags == ("no-signal",)


def test_zeros_in_mid_answer_end_the_recording_which_can_be_resumed(begun: Begun) -> None:
    take = begun()
    take.source.give_seconds(4.0)
    take.source.give_seconds(1.0, value=0.0)
    error = take.events.await_one(RecorderLostMicrophone).error
    assert isinstance(error, MicrophoneSilent)
    assert "Hand Microphone" in error.what
    closed = take.closed()
    assert closed.duration == pytest.approx(5.0)
    assert closed.flags == ("interrupted",)


def test_zeros_before_the_recording_are_no_reason_to_end_it(path: Path) -> None:
    take = Take(path)
    take.source.give_seconds(4.0)
    take.source.give_seconds(2.0, value=0.0)
    take.recorder.begin()
    take.source.give_seconds(1.0)
    assert take.stop().flags == ()


def test_the_recording_ends_at_its_limit_with_a_notice(begun: Begun) -> None:
    take = begun(limit=1.0)
    take.source.give_seconds(1.5)
    assert take.events.await_one(RecorderWarning).kind == "limit"
    assert take.closed() == RecorderClosed(take.path, 1.0, ("limit",))


def test_a_file_that_cannot_be_created_fails_with_a_message(tmp_path: Path) -> None:
    take = Take(tmp_path / "missing" / "01.wav")
    take.recorder.begin()
    assert "can't be written" in str(take.events.await_one(RecorderFailed).error)
    take.closed()


def test_a_new_recording_never_overwrites_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(take_file, "DISCARDED_WITHIN", 0.0)
    path.write_bytes(b"precious")
    take = Take(path)
    take.recorder.begin()
    take.events.await_one(RecorderFailed)
    take.closed()
    assert path.read_bytes() == b"precious"


def test_a_source_that_never_opens_does_not_hold_up_closing(path: Path) -> None:
    may_open = threading.Event()
    take = Take(path, HandSource(may_open=may_open))
    take.recorder.begin()
    take.recorder.stop()
    take.events.await_one(RecorderClosed)
    may_open.set()
    assert take.source.closed.wait(20.0), "opened too late, it must be closed again"


def test_a_source_that_never_closes_does_not_hold_up_closing(path: Path) -> None:
    may_close = threading.Event()
    take = Take(path, HandSource(may_close=may_close))
    take.recorder.begin()
    take.source.give_seconds(0.5)
    take.recorder.stop()
    assert take.events.await_one(RecorderClosed).duration == 0.5
    may_close.set()


def test_stopping_twice_and_commands_after_the_end_do_nothing(begun: Begun) -> None:
    take = begun()
    take.source.give_seconds(0.5)
    take.recorder.stop()
    take.stop()
    take.recorder.begin()
    take.recorder.resume()
    take.recorder.pause()
    take.recorder.stop()
    assert take.events.empty()


def test_ninety_minutes_stay_within_bounded_memory_and_end_with_a_notice(path: Path) -> None:
    most_waiting = 0
    take = Take(path)
    take.recorder.begin()
    block = np.full(16_000, 0.25, dtype=np.float32)
    for given in range(5_401):
        if take.source.closed.is_set():
            break
        take.source.give(block)
        while given - take.recorder.recorded() > 20 and not take.source.closed.is_set():
            take.source.closed.wait(0.001)
        most_waiting = max(most_waiting, take.recorder.backlog())
    assert take.events.await_one(RecorderWarning).kind == "limit"
    assert take.closed() == RecorderClosed(path, 5_400.0, ("limit",))
    assert most_waiting < 30 * 16_000
    assert soundfile.info(path).duration == 5_400.0
    path.unlink()


def test_a_full_disk_stops_the_recording_and_keeps_what_was_saved(
    begun: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    take = begun()
    take.source.give_seconds(0.5)
    resource.setrlimit(resource.RLIMIT_FSIZE, (44 + 32_000, hard))
    try:
        take.source.give_seconds(2.0)
        failed = take.events.await_one(RecorderFailed)
        closed = take.closed()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert isinstance(failed.error, DiskFull)
    assert closed.duration == pytest.approx(1.0, abs=0.02)
    assert len(take.samples()) == round(closed.duration * 16_000)


def test_no_microphone_at_all_fails_with_a_remedy(path: Path) -> None:
    take = Take(path, HandSource(error=NoDevice("No microphone was found.", "Plug one in.")))
    assert (
        str(take.events.await_one(RecorderFailed).error) == "No microphone was found. Plug one in."
    )
    take.closed()


def test_a_beginning_noticed_late_loses_nothing(path: Path) -> None:
    take = Take(path)
    take.source.give_seconds(1.0, value=0.1)
    take.source.give_seconds(1.5, value=0.5)
    take.recorder.begin(1.5)
    take.source.give_seconds(1.0, value=0.25)
    assert take.stop().duration == pytest.approx(2.5)
    assert np.allclose(take.samples()[:24_000], 0.5, atol=1e-4)


def test_a_recording_that_is_discarded_leaves_no_file(begun: Begun) -> None:
    take = begun()
    take.source.give_seconds(1.0)
    take.recorder.discard()
    assert take.closed() == RecorderClosed(take.path, 0.0, ())
    assert not take.path.exists()


def test_discarding_keeps_nothing_and_skips_the_tail(begun: Begun) -> None:
    take = begun()
    take.recorder.discard()
    take.source.give_seconds(1.0)
    assert take.closed().duration == 0.0
    assert not take.path.exists()


def test_a_recorder_that_never_began_keeps_an_earlier_recording(begun: Begun) -> None:
    first = begun()
    first.source.give_seconds(1.0)
    first.stop()
    second = Take(first.path, resume=True)
    second.recorder.discard()
    second.closed()
    assert len(first.samples()) == 16_000


def test_a_discarded_recording_can_be_replaced_at_the_same_path(path: Path) -> None:
    """The second recorder begins while the file of the first is still there."""
    may_close = threading.Event()

    def hold(_: Samples) -> None:
        assert may_close.wait(10.0)

    first = Take(path, feed=hold)
    first.recorder.begin()
    first.source.give_seconds(0.5, value=0.5)
    wait_until(path.exists, 10.0)
    second = Take(path)
    second.recorder.begin()
    second.source.give_seconds(1.0)
    first.recorder.discard()
    may_close.set()
    assert first.closed().duration == 0.0
    assert second.stop().duration == pytest.approx(1.0)
    assert np.allclose(second.samples(), 0.25, atol=1e-4)


def test_a_recording_that_has_ended_can_still_be_discarded(begun: Begun) -> None:
    take = begun()
    take.source.give_seconds(0.5)
    assert take.stop().duration == pytest.approx(0.5)
    take.recorder.discard()
    wait_until(lambda: not take.path.exists(), 10.0)
