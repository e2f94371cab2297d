"""An ear on the microphone: who speaks, at once, and what stands alone between silences."""

import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from mock_interviewer.audio import microphone_errors
from mock_interviewer.audio.ear.attention import Attention, Detecting
from mock_interviewer.audio.ear.detecting import load_detector
from mock_interviewer.audio.ear.events import EarEvent, EarLost, EarReady
from mock_interviewer.audio.ear.heard import Heard, Whose
from mock_interviewer.audio.ear.sample_clock import SampleClock
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.inlet import Block, Command, Inlet, SourceFailed, SourceOpened
from mock_interviewer.audio.intake import Intake
from mock_interviewer.audio.levels import cleaned
from mock_interviewer.audio.recognition.activity import ORDINARY, Bar
from mock_interviewer.audio.resampling import ToSpeechRate
from mock_interviewer.audio.sources import InputSource
from mock_interviewer.audio.types import SPEECH_RATE, Samples
from mock_interviewer.audio.watchdog import StallWatch

_TICK: Final = 0.1
BARS: Final = {
    Whose.NOT_OURS: ORDINARY,
    Whose.SOMEBODY: Bar(0.65, at_once=0.8),
    Whose.MAYBE_OURS: Bar(0.85),
}
"""From which chance on speech is sure.

What is louder than our own voice only has to be told from real noise, which was seen to reach 0.76
in a window, and never 0.65 in two. Our own voice, let through for a moment, was seen to reach 0.81.
"""

Clean: TypeAlias = Callable[[Samples, float], Heard]
"""Takes 16 kHz sound and when its first sample sounded (``time.monotonic``), block after block;
returns as much sound, without the program's own voice."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class _Heed:
    """What is heard is what sounds from ``since`` on; each is another beginning."""

    since: float


@dataclass
class _Stream:
    """What depends on the rate at which samples come."""

    resampler: ToSpeechRate
    clock: SampleClock
    given: int = 0
    """Samples at 16 kHz so far."""


class Ear:
    """Listens to one source from ``open`` to ``close``; opened and closed once.

    All methods but ``join`` return at once and may be called on any thread; a thread of the ear's
    own does the work and calls ``listener`` with each event. ``make_detector`` is called on that
    thread at every beginning of listening. ``clean`` is given all sound, also while deaf.
    """

    def __init__(
        self,
        source: InputSource,
        *,
        listener: Callable[[EarEvent], None],
        make_detector: Callable[[], Detecting] = load_detector,
        clean: Clean | None = None,
    ) -> None:
        self._listener = listener
        self._make_detector = make_detector
        self._clean = clean
        self._inlet = Inlet()
        self._intake = Intake(source, self._inlet, "ear")
        self._stalls = StallWatch()
        self._stream: _Stream | None = None
        self._early: list[Block] = []
        self._ready = False
        self._closing = False
        self._heed = _Heed(-math.inf)
        self._attention: tuple[_Heed, Attention] | None = None
        self._thread = threading.Thread(target=self._run, name="ear", daemon=True)

    def open(self) -> None:
        """Open the source and listen."""
        self._thread.start()

    def close(self) -> None:
        """Close the source; nothing is told any more, but for an event under way."""
        self._closing = True
        self._inlet.put(Command.STOP)

    def deafen(self) -> None:
        """Hear nothing until ``listen``, and forget what was under way.

        An event that is being told just now still arrives; SpeechEnded does not follow.
        """
        self._heed = _Heed(math.inf)

    def listen(self, after: float = 0.0) -> None:
        """Hear again what sounds ``after`` seconds from now on, or later; no effect unless deaf.

        It is deaf until that time too, so that another call can make it sooner or later.
        """
        now = time.monotonic()
        if self._heed.since > now:
            self._heed = _Heed(now + after)

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
            self._tell(EarLost(error))
        except Exception:
            log.exception("the ear broke")
            self._tell(EarLost(_mistake()))
        self._closing = True
        self._intake.close()

    def _step(self) -> None:
        """Do what comes next; raises MachineError where nothing more will be heard."""
        item = self._inlet.get(_TICK)
        match item:
            case None:
                self._nothing_came()
            case Block():
                self._stalls.came()
                self._block(item)
            case SourceOpened(rate):
                self._stream = _Stream(ToSpeechRate(rate), SampleClock(rate))
                early, self._early = self._early, []
                for block in early:
                    self._block(block)
            case SourceFailed(error):
                raise error
            case Command.SOURCE_ENDED if not self._closing:
                raise microphone_errors.gone(self._intake.source.name)

    def _nothing_came(self) -> None:
        if self._stream is None:
            return
        if not self._intake.source.active():
            raise microphone_errors.gone(self._intake.source.name)
        if self._stalls.waited(_TICK):
            raise microphone_errors.stalled(self._intake.source.name)

    def _block(self, block: Block) -> None:
        stream = self._stream
        if stream is None:
            self._early.append(block)
            return
        samples, _ = cleaned(block.samples)
        stream.clock.came(len(samples), block.came)
        sound = stream.resampler.take(samples)
        if not len(sound):
            return
        at = stream.clock.at(stream.given / SPEECH_RATE)
        stream.given += len(sound)
        if not self._ready:
            self._ready = True
            self._tell(EarReady())
        self._hear(Heard(sound) if self._clean is None else self._clean(sound, at), at)

    def _hear(self, heard: Heard, at: float) -> None:
        heed = self._heed
        if at < heed.since:
            self._attention = None
            return
        for event in self._attend(heed).hear(heard.samples, at, bar=BARS[heard.whose]):
            if heed is not self._heed:
                return
            self._tell(event)

    def _attend(self, heed: _Heed | None = None) -> Attention:
        """Return what hears since the beginning of listening; made anew at each."""
        heed = heed or self._heed
        if self._attention is None or self._attention[0] is not heed:
            self._attention = (heed, Attention(self._make_detector()))
        return self._attention[1]

    def _tell(self, event: EarEvent) -> None:
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
