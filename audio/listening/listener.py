"""The speech listener, which reports speech at once and short utterances when they end."""

import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.listening.echo_cancellation import HeardSound, SoundOrigin
from mock_interviewer.audio.listening.resetting_detector import load_detector
from mock_interviewer.audio.listening.stream_clocks import SampleClock
from mock_interviewer.audio.listening.utterance_detection import (
    ShortUtterance,
    SpeechDetector,
    SpeechOffset,
    SpeechOnset,
    UtteranceDetector,
)
from mock_interviewer.audio.recognition.endpointing.voice_activity import (
    DEFAULT_THRESHOLD,
    SpeechThreshold,
)
from mock_interviewer.audio.recording import microphone_faults
from mock_interviewer.audio.recording.block_queue import (
    BlockQueue,
    SampleBlock,
    SourceCommand,
    SourceFailed,
    SourceOpened,
    SourceOpener,
)
from mock_interviewer.audio.recording.microphone_faults import StallWatch
from mock_interviewer.audio.recording.sources import InputSource
from mock_interviewer.audio.samples import (
    SPEECH_RATE,
    Samples,
    ToSpeechRate,
    without_invalid_samples,
)


@dataclass(frozen=True)
class ListenerReady:
    """The first samples have arrived; from now on speech is detected."""


@dataclass(frozen=True)
class ListenerSignalBack:
    """The device delivers a signal again, after a second or more of exact zeros."""


@dataclass(frozen=True)
class ListenerLost:
    """Listening ended: the device is gone, or the detector cannot be loaded. The last event."""

    error: MachineError


ListenerEvent: TypeAlias = (
    ListenerReady | ListenerSignalBack | SpeechOnset | SpeechOffset | ShortUtterance | ListenerLost
)


_TICK: Final = 0.1


SPEECH_BARS: Final = {
    SoundOrigin.CLEAN: DEFAULT_THRESHOLD,
    SoundOrigin.PERSON: SpeechThreshold(0.65, at_once=0.8),
    SoundOrigin.MAYBE_OWN_VOICE: SpeechThreshold(0.85),
}
"""The probability from which on speech is certain, by the origin of the sound.

Sound louder than our own voice only has to be distinguished from real noise, which reached up to
0.76 in one window, and never 0.65 in two. Our own voice, when it leaked for a moment, reached 0.81.
"""


EchoFilter: TypeAlias = Callable[[Samples, float], HeardSound]
"""Removes the program's own voice from consecutive blocks of 16 kHz sound, without changing their
length; the second argument is when the first sample sounded (``time.monotonic``)."""


log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class _ListeningPeriod:
    """A period of listening, which begins at ``since``; compared by identity."""

    since: float


@dataclass
class _Stream:
    """Objects that depend on the sample rate of the source."""

    rate: int
    resampler: ToSpeechRate
    clock: SampleClock
    given: int = 0
    """16 kHz samples so far."""
    zeros: float = 0.0
    """Seconds of exact zeros until now."""


class SpeechListener:
    """Listens to one source from ``open`` to ``close``; opened once and closed once.

    All methods except ``join`` return at once and may be called on any thread. A thread of its own
    does the work and calls ``listener`` with each event; it calls ``make_detector`` at the start of
    each period of listening. ``clean`` receives all sound, even while listening is stopped.
    """

    def __init__(
        self,
        source: InputSource,
        *,
        listener: Callable[[ListenerEvent], None],
        make_detector: Callable[[], SpeechDetector] = load_detector,
        clean: EchoFilter | None = None,
    ) -> None:
        self._listener = listener
        self._make_detector = make_detector
        self._clean = clean
        self._queue = BlockQueue()
        self._opener = SourceOpener(source, self._queue, "listener")
        self._stalls = StallWatch()
        self._stream: _Stream | None = None
        self._early: list[SampleBlock] = []
        self._ready = False
        self._closing = False
        self._period = _ListeningPeriod(-math.inf)
        self._detector: tuple[_ListeningPeriod, UtteranceDetector] | None = None
        self._thread = threading.Thread(target=self._run, name="listener", daemon=True)

    def open(self) -> None:
        """Open the source and listen."""
        self._thread.start()

    def close(self) -> None:
        """Close the source; no event follows, except one that is being delivered now."""
        self._closing = True
        self._queue.put(SourceCommand.STOP)

    def stop_listening(self) -> None:
        """Ignore all sound until ``listen``, and drop an utterance in progress.

        An event that is being delivered now still arrives; no SpeechOffset follows.
        """
        self._period = _ListeningPeriod(math.inf)

    def listen(self, after: float = 0.0) -> None:
        """Listen again to sound from ``after`` seconds from now on; no effect unless stopped.

        Until that time listening stays stopped, so another call can move the time.
        """
        now = time.monotonic()
        if self._period.since > now:
            self._period = _ListeningPeriod(now + after)

    def join(self, timeout: float) -> bool:
        """Wait until this is closed or lost; False if that takes too long."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        self._opener.open()
        try:
            self._detector_of(self._period)
            while not self._closing:
                self._step()
        except MachineError as error:
            self._emit(ListenerLost(error))
        except Exception:
            log.exception("the speech listener failed")
            self._emit(ListenerLost(_internal_error()))
        self._closing = True
        self._opener.close()

    def _step(self) -> None:
        """Process the next item; raises MachineError if no more sound will arrive."""
        item = self._queue.get(_TICK)
        match item:
            case None:
                self._nothing_came()
            case SampleBlock():
                self._stalls.block_arrived()
                self._block(item)
            case SourceOpened(rate):
                self._stream = _Stream(rate, ToSpeechRate(rate), SampleClock(rate))
                early, self._early = self._early, []
                for block in early:
                    self._block(block)
            case SourceFailed(error):
                raise error
            case SourceCommand.SOURCE_ENDED if not self._closing:
                raise microphone_faults.microphone_gone(self._opener.source.name)

    def _nothing_came(self) -> None:
        if self._stream is None:
            return
        if not self._opener.source.active():
            raise microphone_faults.microphone_gone(self._opener.source.name)
        if self._stalls.waited(_TICK):
            raise microphone_faults.microphone_stalled(self._opener.source.name)

    def _block(self, block: SampleBlock) -> None:
        stream = self._stream
        if stream is None:
            self._early.append(block)
            return
        samples, _ = without_invalid_samples(block.samples)
        self._watch_signal(stream, samples)
        stream.clock.block_arrived(len(samples), block.arrived_at)
        sound = stream.resampler.take(samples)
        if not len(sound):
            return
        at = stream.clock.at(stream.given / SPEECH_RATE)
        stream.given += len(sound)
        if not self._ready:
            self._ready = True
            self._emit(ListenerReady())
        self._detect(HeardSound(sound) if self._clean is None else self._clean(sound, at), at)

    def _watch_signal(self, stream: _Stream, samples: Samples) -> None:
        zeros, stream.zeros = stream.zeros, 0.0
        if not samples.any():
            stream.zeros = zeros + len(samples) / stream.rate
        elif zeros >= microphone_faults.ZEROS_IN_ANSWER:
            self._emit(ListenerSignalBack())

    def _detect(self, heard: HeardSound, at: float) -> None:
        period = self._period
        if at < period.since:
            self._detector = None
            return
        detector = self._detector_of(period)
        for event in detector.feed(heard.samples, at, bar=SPEECH_BARS[heard.origin]):
            if period is not self._period:
                return
            self._emit(event)

    def _detector_of(self, period: _ListeningPeriod) -> UtteranceDetector:
        """Return the detector of a period, which is created at its first sound."""
        if self._detector is None or self._detector[0] is not period:
            self._detector = (period, UtteranceDetector(self._make_detector()))
        return self._detector[1]

    def _emit(self, event: ListenerEvent) -> None:
        """Call the listener; an error in it must not end the listening."""
        if self._closing:
            return
        try:
            self._listener(event)
        except Exception:
            log.exception("a callback of the speech listener failed at %s", type(event).__name__)


def _internal_error() -> MachineError:
    return MachineError(
        "An error in Mock Interviewer stopped it from listening between answers.",
        "Use the keys and buttons. The log has the details.",
    )
