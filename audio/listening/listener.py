"""A listener on the microphone: it reports speech at once, and short utterances as they end."""

import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.listening.echo_cancellation import HeardSound, SoundOrigin
from mock_interviewer.audio.listening.speech_detector import load_detector
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
    """The first samples came, and whoever speaks is heard from now on."""


@dataclass(frozen=True)
class ListenerLost:
    """Nothing is heard any more: the device ended, or there is no detector. The last event."""

    error: MachineError


ListenerEvent: TypeAlias = (
    ListenerReady | SpeechOnset | SpeechOffset | ShortUtterance | ListenerLost
)


_TICK: Final = 0.1


SPEECH_BARS: Final = {
    SoundOrigin.NOT_OURS: DEFAULT_THRESHOLD,
    SoundOrigin.SOMEBODY: SpeechThreshold(0.65, at_once=0.8),
    SoundOrigin.MAYBE_OURS: SpeechThreshold(0.85),
}
"""From which chance on speech is sure.

What is louder than our own voice only has to be told from real noise, which was seen to reach 0.76
in a window, and never 0.65 in two. Our own voice, let through for a moment, was seen to reach 0.81.
"""


EchoFilter: TypeAlias = Callable[[Samples, float], HeardSound]
"""Takes 16 kHz sound and when its first sample sounded (``time.monotonic``), block after block;
returns as much sound, without the program's own voice."""


log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class _ListeningSince:
    """What is heard is what sounds from ``since`` on; each is another beginning."""

    since: float


@dataclass
class _Stream:
    """What depends on the rate at which samples come."""

    resampler: ToSpeechRate
    clock: SampleClock
    given: int = 0
    """Samples at 16 kHz so far."""


class SpeechListener:
    """Listens to one source from ``open`` to ``close``; opened and closed once.

    All methods but ``join`` return at once and may be called on any thread; a thread of the ear's
    own does the work and calls ``listener`` with each event. ``make_detector`` is called on that
    thread at every beginning of listening. ``clean`` is given all sound, also while deaf.
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
        self._inlet = BlockQueue()
        self._intake = SourceOpener(source, self._inlet, "ear")
        self._stalls = StallWatch()
        self._stream: _Stream | None = None
        self._early: list[SampleBlock] = []
        self._ready = False
        self._closing = False
        self._heed = _ListeningSince(-math.inf)
        self._attention: tuple[_ListeningSince, UtteranceDetector] | None = None
        self._thread = threading.Thread(target=self._run, name="ear", daemon=True)

    def open(self) -> None:
        """Open the source and listen."""
        self._thread.start()

    def close(self) -> None:
        """Close the source; nothing is told any more, but for an event under way."""
        self._closing = True
        self._inlet.put(SourceCommand.STOP)

    def deafen(self) -> None:
        """Hear nothing until ``listen``, and forget what was under way.

        An event that is being told just now still arrives; SpeechEnded does not follow.
        """
        self._heed = _ListeningSince(math.inf)

    def listen(self, after: float = 0.0) -> None:
        """Hear again what sounds ``after`` seconds from now on, or later; no effect unless deaf.

        It is deaf until that time too, so that another call can make it sooner or later.
        """
        now = time.monotonic()
        if self._heed.since > now:
            self._heed = _ListeningSince(now + after)

    def join(self, timeout: float) -> bool:
        """Wait until the ear is closed or lost; False when it was not in time."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        self._intake.open()
        try:
            self._attend()
            while not self._closing:
                self._step()
        except MachineError as error:
            self._tell(ListenerLost(error))
        except Exception:
            log.exception("the ear broke")
            self._tell(ListenerLost(_mistake()))
        self._closing = True
        self._intake.close()

    def _step(self) -> None:
        """Do what comes next; raises MachineError where nothing more will be heard."""
        item = self._inlet.get(_TICK)
        match item:
            case None:
                self._nothing_came()
            case SampleBlock():
                self._stalls.came()
                self._block(item)
            case SourceOpened(rate):
                self._stream = _Stream(ToSpeechRate(rate), SampleClock(rate))
                early, self._early = self._early, []
                for block in early:
                    self._block(block)
            case SourceFailed(error):
                raise error
            case SourceCommand.SOURCE_ENDED if not self._closing:
                raise microphone_faults.microphone_gone(self._intake.source.name)

    def _nothing_came(self) -> None:
        if self._stream is None:
            return
        if not self._intake.source.active():
            raise microphone_faults.microphone_gone(self._intake.source.name)
        if self._stalls.waited(_TICK):
            raise microphone_faults.microphone_stalled(self._intake.source.name)

    def _block(self, block: SampleBlock) -> None:
        stream = self._stream
        if stream is None:
            self._early.append(block)
            return
        samples, _ = without_invalid_samples(block.samples)
        stream.clock.came(len(samples), block.came)
        sound = stream.resampler.take(samples)
        if not len(sound):
            return
        at = stream.clock.at(stream.given / SPEECH_RATE)
        stream.given += len(sound)
        if not self._ready:
            self._ready = True
            self._tell(ListenerReady())
        self._hear(HeardSound(sound) if self._clean is None else self._clean(sound, at), at)

    def _hear(self, heard: HeardSound, at: float) -> None:
        heed = self._heed
        if at < heed.since:
            self._attention = None
            return
        for event in self._attend(heed).hear(heard.samples, at, bar=SPEECH_BARS[heard.whose]):
            if heed is not self._heed:
                return
            self._tell(event)

    def _attend(self, heed: _ListeningSince | None = None) -> UtteranceDetector:
        """Return what hears since the beginning of listening; made anew at each."""
        heed = heed or self._heed
        if self._attention is None or self._attention[0] is not heed:
            self._attention = (heed, UtteranceDetector(self._make_detector()))
        return self._attention[1]

    def _tell(self, event: ListenerEvent) -> None:
        """Tell the listener; one that breaks must not end the ear."""
        if self._closing:
            return
        try:
            self._listener(event)
        except Exception:
            log.exception("the listener to the ear broke at %s", type(event).__name__)


def _mistake() -> MachineError:
    return MachineError(
        "What you say between answers is no longer heard because of a mistake in this program.",
        "Use the keys and buttons; the log has the details.",
    )
