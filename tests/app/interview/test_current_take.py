import queue
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest
import soundfile
from rig.recording import HandSource
from rig.wait import wait_until

from mock_interviewer.app.interview.current_take import CurrentTakeRecorder
from mock_interviewer.app.interview.session_events import (
    MicrophoneFailed,
    MicrophoneReady,
    RecordingClosed,
    SessionEvent,
)
from mock_interviewer.audio.errors import NoDevice
from mock_interviewer.audio.recording.recorder import AudioRecorder
from mock_interviewer.audio.samples import Samples

Kind = TypeVar("Kind", bound=SessionEvent)


class Bench:
    """The owning thread of a take's recorders, with their events and fed samples."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.reports: list[SessionEvent] = []
        self.fed: list[Samples] = []
        self._posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._made: list[tuple[CurrentTakeRecorder, HandSource]] = []

    def listen(self, source: HandSource | None = None) -> tuple[CurrentTakeRecorder, HandSource]:
        source = source or HandSource()
        listening = CurrentTakeRecorder(
            source,
            self.path,
            feed=self.fed.append,
            resume=False,
            post=self._posted.put,
            report=lambda _, event: self.reports.append(event),
        )
        self._made.append((listening, source))
        listening.open()
        return listening, source

    def until(self, kind: type[Kind]) -> Kind:
        """Run posted calls until an event of this type was reported last."""
        while not any(isinstance(event, kind) for event in self.reports):
            self._posted.get(timeout=30.0)()
        last = self.reports[-1]
        assert isinstance(last, kind)
        return last

    def close(self) -> None:
        for listening, source in self._made:
            listening.stop()
            source.end()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "01.wav")
    yield bench
    bench.close()


def test_an_answer_noticed_late_is_recorded_from_its_beginning(bench: Bench) -> None:
    listening, source = bench.listen()
    source.give_seconds(3.0)
    bench.until(MicrophoneReady)
    listening.keep(back=1.2)
    source.give_seconds(1.0)
    listening.stop()
    source.end()
    closed = bench.until(RecordingClosed)
    assert closed.duration == pytest.approx(2.2)
    assert closed.flags == ()


@pytest.mark.parametrize(
    ("error", "failed"),
    [
        (
            NoDevice("It is no longer connected.", "Plug it in, then choose Rescan."),
            MicrophoneFailed("It is no longer connected.", "Plug it in, then choose Resume."),
        ),
        (
            RuntimeError("Unanticipated host error [PaErrorCode -9999]"),
            MicrophoneFailed(
                "Something went wrong, and the recording stopped. See the log for details."
            ),
        ),
    ],
)
def test_a_microphone_that_cannot_be_opened_says_what_to_do_in_a_session(
    bench: Bench, error: Exception, failed: MicrophoneFailed
) -> None:
    bench.listen(HandSource(error=error))
    assert bench.until(MicrophoneFailed) == failed


def test_a_dropped_take_can_be_recorded_again(bench: Bench) -> None:
    listening, source = bench.listen()
    listening.keep()
    source.give_seconds(1.0, value=0.5)
    wait_until(lambda: listening.recorded() > 0.9, 10.0)
    listening.drop()
    again, source = bench.listen()
    again.keep()
    source.give_seconds(0.5)
    again.stop()
    source.end()
    closed = bench.until(RecordingClosed)
    assert closed.duration == pytest.approx(0.5)
    assert closed.flags == ()
    samples, _ = soundfile.read(bench.path)
    assert np.allclose(samples, 0.25, atol=1e-4)


def test_a_dropped_take_feeds_and_reports_nothing_more(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds = []

    class Recorder(AudioRecorder):
        def __init__(self, *arguments: Any, feed: Any, **named: Any) -> None:
            feeds.append(feed)
            super().__init__(*arguments, feed=feed, **named)

    monkeypatch.setattr("mock_interviewer.audio.recording.recorder.AudioRecorder", Recorder)
    listening, source = bench.listen()
    listening.keep()
    source.give_seconds(1.0)
    wait_until(lambda: listening.recorded() > 0.9, 10.0)
    listening.drop()
    fed, told = len(bench.fed), len(bench.reports)
    [feed] = feeds
    feed(np.zeros(320, dtype=np.float32))  # a block that was on its way
    source.give_seconds(1.0)
    assert source.closed.wait(10.0)
    wait_until(lambda: not bench.path.exists(), 10.0)
    assert (len(bench.fed), len(bench.reports)) == (fed, told)
