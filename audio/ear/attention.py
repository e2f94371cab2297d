"""Who speaks in sound at 16 kHz, and what they say that stands alone between silences."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from mock_interviewer.audio.ear.events import SpeechBegan, SpeechEnded, Utterance
from mock_interviewer.audio.ear.recent_sound import RecentSound
from mock_interviewer.audio.recognition.activity import ORDINARY, Bar, Presence, VoiceActivity
from mock_interviewer.audio.recognition.messages import Pcm, to_pcm
from mock_interviewer.audio.recognition.silence import WINDOW, Probabilities
from mock_interviewer.audio.types import SPEECH_RATE, Samples

GAP: Final = 0.7
"""Seconds of silence on both sides of what stands alone."""
LONGEST: Final = 4.0
"""Seconds that an utterance may last: nobody gives a command that is longer."""
BEFORE: Final = 0.3
AFTER: Final = 0.2
"""Seconds of sound given with an utterance: soft beginnings and endings are not cut."""

_GAP: Final = round(GAP * SPEECH_RATE)
_LONGEST: Final = round(LONGEST * SPEECH_RATE)
_BEFORE: Final = round(BEFORE * SPEECH_RATE)
_AFTER: Final = round(AFTER * SPEECH_RATE)
_KEPT: Final = _BEFORE + _LONGEST + _GAP + SPEECH_RATE // 4


@dataclass(frozen=True)
class _Moment:
    """A sample of what was heard, and when it sounded."""

    sample: int
    at: float


class Detecting(Protocol):
    """What tells how likely speech is; see ``StreamingDetector``."""

    def feed(self, pcm: Pcm) -> Probabilities:
        """Take sound; return the chance of speech in each window that it completed."""
        ...


class Attention:
    """Hears sound from one beginning on, which counts as silence; one thread, bounded memory.

    What is cut by less than GAP seconds is one stretch, and one that lasts longer than LONGEST is
    no utterance.
    """

    def __init__(self, detector: Detecting) -> None:
        self._detector = detector
        self._activity = VoiceActivity()
        self._sound = RecentSound(_KEPT)
        self._windows = 0
        self._began: _Moment | None = None
        """The beginning of the present stretch; None where there is none."""
        self._ended: _Moment | None = None
        """The end of the present stretch, should nobody speak again within GAP."""

    def hear(
        self, samples: Samples, at: float, *, bar: Bar = ORDINARY
    ) -> Iterator[SpeechBegan | SpeechEnded | Utterance]:
        """Take the next samples, the first of which sounded ``at``; give what is to be told."""
        for first in range(0, len(samples), WINDOW):
            block = samples[first : first + WINDOW]
            start = at + (first - self._sound.length) / SPEECH_RATE
            self._sound.add(block)
            for chance in self._detector.feed(to_pcm(block)).tolist():
                yield from self._window(chance, start, bar)

    def _window(
        self, chance: float, start: float, bar: Bar
    ) -> Iterator[SpeechBegan | SpeechEnded | Utterance]:
        """Take the chance of speech in a window; the first sample of all sounded at ``start``."""
        self._windows += 1
        for found in self._activity.feed((chance,), bar=bar):
            yield from self._told(found, start)
        began, ended = self._began, self._ended
        if began is None or ended is None or self._windows * WINDOW < ended.sample + _GAP:
            return
        self._began = self._ended = None
        if ended.sample - began.sample <= _LONGEST:
            sound = self._sound.between(began.sample - _BEFORE, ended.sample + _AFTER)
            yield Utterance(sound, began.at, ended.at)

    def _told(self, found: Presence, start: float) -> Iterator[SpeechBegan | SpeechEnded]:
        moment = _Moment(round(found.at * SPEECH_RATE), start + found.at)
        if found.speaking:
            self._began = self._began or moment
            self._ended = None
            yield SpeechBegan(moment.at)
        elif self._began is not None and self._ended is None:
            self._ended = moment
            yield SpeechEnded(moment.at)
