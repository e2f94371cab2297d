"""The recorder of a take: from a source's samples to a file that survives a crash."""

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
    """The microphone is open at ``rate`` Hz; no sample has come yet."""

    device: str
    rate: int


@dataclass(frozen=True)
class RecorderReady:
    """The first samples are here: from now on nothing said is lost."""


@dataclass(frozen=True)
class RecorderWarning:
    """Something is amiss, and recording goes on (but ends at the limit); once for each kind.

    "no-signal" may come again after ``RecorderWarningCleared``.
    """

    kind: RecorderWarningKind
    text: str


@dataclass(frozen=True)
class RecorderWarningCleared:
    """What was warned of is over."""

    kind: RecorderWarningKind


@dataclass(frozen=True)
class RecorderLostMicrophone:
    """The microphone is gone; the file is closed and safe, and can be resumed."""

    error: MachineError


@dataclass(frozen=True)
class RecorderFailed:
    """Recording could not start or go on; what was recorded is closed and safe.

    A MachineError is for the person; any other exception is a bug of ours.
    """

    error: Exception


@dataclass(frozen=True)
class RecorderClosed:
    """The last event: file and microphone are closed.

    ``duration``: seconds in the file, those from before a resume included; without one there is
    no file when ``begin`` never came. ``flags``, sorted: "cleaned", "gaps", "interrupted",
    "limit", "no-signal".
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
    """What depends on the rate at which samples come."""

    resampler: ToSpeechRate
    signal: SignalWatch


class AudioRecorder:
    """Records one source into one file: 16 kHz, mono, whatever the source gives.

    All methods but ``join`` return at once and may be called on any thread; a thread of the
    recorder's own does the work and calls ``listener`` with each event and ``feed`` with each
    block that was kept. ``resume`` appends to an existing file. When ``limit`` seconds are in the
    file it stops by itself. Where the computer slept or this program stalled, the source is lost:
    nothing that comes after that is kept, and the ``RecorderLostMicrophone`` has a StoodStill.
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
        self._inlet = BlockQueue()
        self._intake = SourceOpener(source, self._inlet, "recorder")
        self._file = TakeFile(path, resume=resume, limit=limit, feed=feed)
        self._keeping = Trimmer()
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
        """Open the source and report its level; keep only what ``begin`` will need."""
        self._thread.start()

    def begin(self, back: float = PRE_ROLL) -> None:
        """Keep samples from now on, and those of the last ``back`` seconds, at most 2."""
        self._inlet.put(BeginKeeping(back))

    def pause(self) -> None:
        """Keep no samples until ``resume``; the source stays open."""
        self._inlet.put(SourceCommand.PAUSE)

    def resume(self) -> None:
        """Keep samples again."""
        self._inlet.put(SourceCommand.RESUME)

    def stop(self) -> None:
        """Keep 0.4 s more, then close file and source; Closed follows."""
        self._inlet.put(SourceCommand.STOP)

    def discard(self) -> None:
        """Throw away all that the file holds, close at once; Closed follows, with no seconds.

        Where Closed was delivered before, the file goes soon. The path can be recorded anew by
        another recorder, which waits for the file to be gone.
        """
        self._file.discard()
        self._inlet.put(SourceCommand.DISCARD)

    def level(self) -> float:
        """Return the latest peak in dBFS."""
        return FLOOR_DBFS if self._finished else to_dbfs(self._inlet.peak)

    def recorded(self) -> float:
        """Return the seconds in the file."""
        return self._file.duration

    def join(self, timeout: float) -> bool:
        """Wait until Closed was delivered; False when it was not in time."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        self._intake.open()
        end: _End | None = None
        try:
            while end is None and not self._keeping.finished:
                end = self._step()
        except Exception as error:  # noqa: BLE001 - told to the listener once the file is safe
            end = RecorderFailed(error)
        self._finish(end)

    def _step(self) -> _End | None:
        self._sleep.wait_begins()
        item = self._inlet.get(_TICK)
        stood_still = self._sleep.wait_ended()
        if stood_still and self._stream is not None and not self._keeping.stopped:
            return self._lost(stood_still)
        match item:
            case None:
                return self._nothing_came()
            case SampleBlock():
                self._stalls.came()
                self._block(item)
            case SourceOpened(rate):
                self._opened(rate)
            case SourceFailed(error):
                return RecorderFailed(error)
            case BeginKeeping(back):
                self._file.start()
                self._keep(self._keeping.begin(back))
            case SourceCommand.RESUME:
                self._keep(self._keeping.resume())
            case SourceCommand.PAUSE:
                self._keeping.pause()
            case SourceCommand.STOP:
                self._keeping.stop()
            case SourceCommand.DISCARD:
                self._keeping.stop()
                self._keeping.give_up()
            case SourceCommand.SOURCE_ENDED:
                return self._lost(microphone_faults.microphone_gone(self._source.name))
            case _:
                assert_never(item)
        return None

    def _nothing_came(self) -> _End | None:
        """Judge a tick without samples."""
        if self._keeping.stopped:
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
        stopped = self._keeping.stopped
        self._keep_rest()
        if stopped:
            return None
        self._flags.add("interrupted")
        return RecorderLostMicrophone(error)

    def _keep_rest(self) -> None:
        """Keep what the resampler holds back; no more samples will come."""
        if self._stream is not None:
            self._keep(self._keeping.take(self._stream.resampler.rest()))
        self._keeping.give_up()

    def _opened(self, rate: int) -> None:
        self._stream = _Stream(ToSpeechRate(rate), SignalWatch(rate))
        self._emit(RecorderOpened(self._source.name, rate))
        early, self._early = self._early, []
        for block in early:
            self._block(block)

    def _block(self, block: SampleBlock) -> None:
        if self._stream is None:
            self._early.append(block)
            return
        if not self._arrived:
            self._arrived = True
            self._emit(RecorderReady())
        samples, was_dirty = without_invalid_samples(block.samples)
        self._watch_signal(self._stream.signal, samples)
        if self._keeping.active:
            self._judge(self._stream, overflowed=block.overflowed, was_dirty=was_dirty)
        self._keep(self._keeping.take(self._stream.resampler.take(samples)))

    def _judge(self, stream: _Stream, *, overflowed: bool, was_dirty: bool) -> None:
        """Flag what is wrong with a block that is kept."""
        name = self._source.name
        if overflowed:
            self._warn_once(
                "gaps", f"This recording has gaps: the computer could not keep up with {name}."
            )
        if was_dirty:
            self._warn_once("cleaned", f"{name} gave impossible samples; they were silenced.")
        if stream.signal.gone:
            self._flags.add("no-signal")

    def _watch_signal(self, signal: SignalWatch, samples: Samples) -> None:
        match signal.hear(samples):
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
                f"The recording has reached its limit of {minutes:g} minutes and has ended.",
            )
            self._keeping.stop()
            self._keeping.give_up()

    def _warn_once(self, kind: RecorderWarningKind, text: str) -> None:
        if kind not in self._flags:
            self._flags.add(kind)
            self._emit(RecorderWarning(kind, text))

    def _finish(self, end: _End | None) -> None:
        """Make the file safe first, then say how it ended, then let go of the source."""
        self._finished = True
        self._intake.give_up()
        try:
            self._file.close()
        except MachineError as error:
            if end is None:
                end = RecorderFailed(error)
            else:
                log.exception("the recording's file did not close well either")
        if end is not None:
            self._emit(end)
        self._intake.close()
        self._emit(RecorderClosed(self._file.path, self._file.duration, tuple(sorted(self._flags))))

    def _emit(self, event: RecorderEvent) -> None:
        """Tell the listener; one that breaks must not end the recording."""
        try:
            self._listener(event)
        except Exception:
            log.exception("the listener to the recorder broke at %s", type(event).__name__)
