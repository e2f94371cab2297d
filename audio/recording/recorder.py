"""The recorder of a take, which writes the samples of a source to a crash-proof file."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias, assert_never

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recording import microphone_faults
from mock_interviewer.audio.recording.block_queue import (
    BeginKeeping,
    BlockQueue,
    ResumeKeeping,
    SampleBlock,
    SourceCommand,
    SourceFailed,
    SourceOpened,
    SourceOpener,
)
from mock_interviewer.audio.recording.microphone_faults import (
    SignalChange,
    SignalWatch,
    SleepWatch,
    StallWatch,
)
from mock_interviewer.audio.recording.sources import InputSource
from mock_interviewer.audio.recording.take_file import TakeFile
from mock_interviewer.audio.recording.trimming import PRE_ROLL, STOP_TAIL, Trimmer
from mock_interviewer.audio.samples import (
    FLOOR_DBFS,
    Samples,
    ToSpeechRate,
    to_dbfs,
    without_invalid_samples,
)

RecorderWarningKind: TypeAlias = Literal["no-signal", "gaps", "cleaned", "limit"]


@dataclass(frozen=True)
class RecorderOpened:
    """The microphone is open at ``rate`` Hz; no samples have arrived yet."""

    device: str
    rate: int


@dataclass(frozen=True)
class RecorderReady:
    """The first samples have arrived: from now on nothing said is lost."""


@dataclass(frozen=True)
class RecorderWarning:
    """A problem while recording continues (or ends at the limit); sent once for each kind.

    "no-signal" may be sent again after ``RecorderWarningCleared``.
    """

    kind: RecorderWarningKind
    text: str


@dataclass(frozen=True)
class RecorderWarningCleared:
    """The problem of an earlier warning is over."""

    kind: RecorderWarningKind


@dataclass(frozen=True)
class RecorderLostMicrophone:
    """The microphone is gone; the file is closed, safe, and can be resumed."""

    error: MachineError


@dataclass(frozen=True)
class RecorderFailed:
    """Recording could not start or continue; the file is closed and safe.

    A MachineError is for the person; any other exception is a bug of ours.
    """

    error: Exception


@dataclass(frozen=True)
class RecorderClosed:
    """The last event: file and microphone are closed.

    ``duration`` is the seconds in the file, including those from before a resume. If ``begin`` was
    never called and nothing was resumed, there is no file. ``flags``, sorted, are among "cleaned",
    "gaps", "interrupted", "limit", "no-signal".
    """

    path: Path
    duration: float
    flags: tuple[str, ...]


RecorderEvent: TypeAlias = (
    RecorderOpened
    | RecorderReady
    | RecorderWarning
    | RecorderWarningCleared
    | RecorderLostMicrophone
    | RecorderFailed
    | RecorderClosed
)


_TICK: Final = 0.1


_TAIL_TIMEOUT: Final = STOP_TAIL + 0.3


_End: TypeAlias = RecorderLostMicrophone | RecorderFailed


log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Stream:
    """Objects that depend on the sample rate of the source."""

    resampler: ToSpeechRate
    signal: SignalWatch


class AudioRecorder:
    """Records one source into one file, in 16 kHz mono, at any rate of the source.

    All methods except ``join`` return at once and may be called on any thread. The recorder's own
    thread does the work; it calls ``listener`` with each event and ``feed`` with each block that is
    kept. ``resume`` appends to an existing file. Recording stops by itself when the file has
    ``limit`` seconds. A source that suddenly delivers exact zeros, which it did not between words,
    counts as lost, with a MicrophoneSilent. If the computer slept or this program stalled, the
    source counts as lost too: nothing after that is kept, and the ``RecorderLostMicrophone`` has a
    StreamInterrupted.
    """

    def __init__(
        self,
        source: InputSource,
        path: Path,
        *,
        listener: Callable[[RecorderEvent], None],
        feed: Callable[[Samples], None] | None = None,
        resume: bool = False,
        limit: float = 5400.0,
    ) -> None:
        self._source = source
        self._listener = listener
        self._limit = limit
        self._queue = BlockQueue()
        self._opener = SourceOpener(source, self._queue, "recorder")
        self._file = TakeFile(path, resume=resume, limit=limit, feed=feed)
        self._resumes = resume
        self._trimmer = Trimmer()
        self._stalls = StallWatch()
        self._sleep = SleepWatch()
        self._stream: _Stream | None = None
        self._early: list[SampleBlock] = []
        self._flags: set[RecorderWarningKind | Literal["interrupted"]] = set()
        self._arrived = False
        self._tail_waited = 0.0
        self._finished = False
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)

    def open(self) -> None:
        """Open the source and report its level; hold only the samples that ``begin`` may need."""
        self._thread.start()

    def begin(self, back: float = PRE_ROLL) -> None:
        """Keep samples from now on, and the last ``back`` seconds of earlier ones, at most 2.

        If ``back`` is negative, samples are kept only after that many seconds.
        """
        self._queue.put(BeginKeeping(back))

    def pause(self) -> None:
        """Keep no samples until ``resume``; the source stays open."""
        self._queue.put(SourceCommand.PAUSE)

    def resume(self, back: float = PRE_ROLL) -> None:
        """Keep samples again; ``back`` as in ``begin``."""
        self._queue.put(ResumeKeeping(back))

    def stop(self) -> None:
        """Keep 0.4 s more, then close file and source; RecorderClosed follows."""
        self._queue.put(SourceCommand.STOP)

    def discard(self) -> None:
        """Discard the whole file and close at once; RecorderClosed follows, with a duration of 0.

        If RecorderClosed was delivered before, the file is deleted soon. Another recorder can use
        the path again; it waits until the file is gone.
        """
        self._file.discard()
        self._queue.put(SourceCommand.DISCARD)

    def level(self) -> float:
        """Return the level of the latest block in dBFS."""
        return FLOOR_DBFS if self._finished else to_dbfs(self._queue.peak)

    def recorded(self) -> float:
        """Return the seconds in the file."""
        return self._file.duration

    def backlog(self) -> int:
        """Return the number of samples that wait to be written, at the rate of the source."""
        return self._queue.waiting

    def join(self, timeout: float) -> bool:
        """Wait until RecorderClosed has been delivered; False if that takes too long."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        self._opener.open()
        end: _End | None = None
        try:
            while end is None and not self._trimmer.finished:
                end = self._step()
        except Exception as error:  # noqa: BLE001 - reported once the file is safe
            end = RecorderFailed(error)
        self._finish(end)

    def _step(self) -> _End | None:
        self._sleep.wait_begins()
        item = self._queue.get(_TICK)
        interruption = self._sleep.wait_ended()
        if interruption and self._stream is not None and not self._trimmer.stopped:
            return self._lost(interruption)
        match item:
            case None:
                return self._nothing_came()
            case SampleBlock():
                self._stalls.block_arrived()
                return self._block(item)
            case SourceOpened(rate):
                self._opened(rate)
            case SourceFailed(error):
                return RecorderFailed(error)
            case BeginKeeping(back):
                self._file.start()
                self._keep(self._trimmer.begin(back))
            case ResumeKeeping(back):
                self._keep(self._trimmer.resume(back))
            case SourceCommand.PAUSE:
                self._trimmer.pause()
            case SourceCommand.STOP:
                self._trimmer.stop()
            case SourceCommand.DISCARD:
                self._trimmer.stop()
                self._trimmer.drop_tail()
            case SourceCommand.SOURCE_ENDED:
                return self._lost(microphone_faults.microphone_gone(self._source.name))
            case _:
                assert_never(item)
        return None

    def _nothing_came(self) -> _End | None:
        """Handle a tick without samples."""
        if self._trimmer.stopped:
            self._tail_waited += _TICK
            if self._tail_waited >= _TAIL_TIMEOUT:
                self._keep_rest()
            return None
        if self._stream is None:
            return None
        if not self._source.active():
            return self._lost(microphone_faults.microphone_gone(self._source.name))
        if self._stalls.waited(_TICK):
            return self._lost(microphone_faults.microphone_stalled(self._source.name))
        return None

    def _lost(self, error: MachineError) -> RecorderLostMicrophone | None:
        stopped = self._trimmer.stopped
        self._keep_rest()
        if stopped:
            return None
        self._flags.add("interrupted")
        return RecorderLostMicrophone(error)

    def _keep_rest(self) -> None:
        """Keep what the resampler holds back, since no more samples will arrive."""
        if self._stream is not None:
            self._keep(self._trimmer.take(self._stream.resampler.rest()))
        self._trimmer.drop_tail()

    def _opened(self, rate: int) -> None:
        self._stream = _Stream(ToSpeechRate(rate), SignalWatch(rate, steady=self._resumes))
        self._emit(RecorderOpened(self._source.name, rate))
        early, self._early = self._early, []
        for block in early:
            self._block(block)

    def _block(self, block: SampleBlock) -> _End | None:
        if self._stream is None:
            self._early.append(block)
            return None
        if not self._arrived:
            self._arrived = True
            self._emit(RecorderReady())
        samples, was_dirty = without_invalid_samples(block.samples)
        self._watch_signal(self._stream.signal, samples)
        if self._trimmer.active:
            self._flag_faults(self._stream, overflowed=block.overflowed, was_dirty=was_dirty)
        kept = self._trimmer.active
        self._keep(self._trimmer.take(self._stream.resampler.take(samples)))
        if kept and self._stream.signal.faulty:
            return self._lost(microphone_faults.microphone_silent(self._source.name))
        return None

    def _flag_faults(self, stream: _Stream, *, overflowed: bool, was_dirty: bool) -> None:
        """Flag the faults of a block that is kept."""
        name = self._source.name
        if overflowed:
            self._warn_once(
                "gaps", f"This recording has gaps: the computer couldn't keep up with {name}."
            )
        if was_dirty:
            self._warn_once("cleaned", f"{name} sent invalid samples; they were silenced.")
        if stream.signal.gone:
            self._flags.add("no-signal")

    def _watch_signal(self, signal: SignalWatch, samples: Samples) -> None:
        match signal.feed(samples):
            case SignalChange.GONE:
                self._emit(
                    RecorderWarning(
                        "no-signal", microphone_faults.no_signal_warning(self._source.name)
                    )
                )
            case SignalChange.BACK:
                self._emit(RecorderWarningCleared("no-signal"))

    def _keep(self, samples: Samples) -> None:
        self._file.write(samples)
        if self._file.full:
            minutes = self._limit / 60
            self._warn_once(
                "limit",
                f"The recording reached its limit of {minutes:g} minutes and has ended.",
            )
            self._trimmer.stop()
            self._trimmer.drop_tail()

    def _warn_once(self, kind: RecorderWarningKind, text: str) -> None:
        if kind not in self._flags:
            self._flags.add(kind)
            self._emit(RecorderWarning(kind, text))

    def _finish(self, end: _End | None) -> None:
        """Make the file safe, then report how recording ended, then release the source."""
        self._finished = True
        self._opener.abandon()
        try:
            self._file.close()
        except MachineError as error:
            if end is None:
                end = RecorderFailed(error)
            else:
                log.exception("closing the file of the recording failed too")
        if end is not None:
            self._emit(end)
        self._opener.close()
        self._emit(RecorderClosed(self._file.path, self._file.duration, tuple(sorted(self._flags))))

    def _emit(self, event: RecorderEvent) -> None:
        """Call the listener; an error in it must not end the recording."""
        try:
            self._listener(event)
        except Exception:
            log.exception("the recorder's listener failed at %s", type(event).__name__)
