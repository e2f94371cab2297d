"""Saying texts aloud, one at a time, each ready as early as possible."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from mock_interviewer.audio.errors import MachineError, VoiceError
from mock_interviewer.audio.player import Ending, PlaybackEnd, SoundPlayer
from mock_interviewer.audio.types import Sound
from mock_interviewer.audio.voices.pronunciation import speakable
from mock_interviewer.audio.voices.protocol import Cancelled, Voice

_log = logging.getLogger(__name__)

_KEPT: Final = 4
"""Sounds kept ready: the present question for Repeat, the next one, and a little more."""
_CLOSE_TIMEOUT: Final = 2.0


@dataclass(frozen=True)
class Started:
    """The first word is on its way to the ear; the whole takes ``duration`` seconds."""

    duration: float


@dataclass(frozen=True)
class Ended:
    """It was said to its end."""


@dataclass(frozen=True)
class Stopped:
    """It was stopped, or another text took its place."""


@dataclass(frozen=True)
class FailedToSpeak:
    """It could not be said; ``str(error)`` is for the person."""

    error: MachineError


SpeechEvent: TypeAlias = Started | Ended | Stopped | FailedToSpeak


class _Utterance:
    """One text on its way; ``cancel`` ends its synthesis."""

    def __init__(self, text: str, listener: Callable[[SpeechEvent], None] | None) -> None:
        self.text = text
        self.cancel = threading.Event()
        self.listener = listener
        self.given_to_player = False
        self.paused = False

    def tell(self, event: SpeechEvent) -> None:
        if self.listener is not None:
            self.listener(event)


class Speaker:
    """Says texts with a voice through a player. Methods return at once, on any thread.

    Each ``say`` gives one Started, unless it ends before, and then exactly one of Ended, Stopped
    and FailedToSpeak; listeners are called on a thread of the speaker's or the player's, never on
    the caller's. The voice becomes the speaker's, which closes it; the player stays its owner's.
    """

    def __init__(self, voice: Voice, player: SoundPlayer, *, rate: int = 170) -> None:
        self._voice = voice
        self._player = player
        self._rate = rate
        self._work = threading.Condition()
        self._said: _Utterance | None = None
        self._to_say: list[_Utterance] = []
        self._to_prepare: list[str] = []
        self._at_work: _Utterance | None = None
        self._ready: OrderedDict[str, Sound] = OrderedDict()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="speaker", daemon=True)
        self._thread.start()

    def prepare(self, text: str) -> None:
        """Synthesise ``text`` in the background, so that ``say`` can start at once."""
        with self._work:
            if not self._closed and text not in self._to_prepare and text not in self._ready:
                self._to_prepare.append(text)
                self._work.notify()

    def say(self, text: str, listener: Callable[[SpeechEvent], None]) -> None:
        """Say ``text`` in place of whatever is being said."""
        utterance = _Utterance(text, listener)
        with self._work:
            if self._closed:
                raise RuntimeError("the speaker is closed")
            self._give_up_current()
            self._said = utterance
            self._to_say.append(utterance)
            self._make_way_for(utterance)
            self._work.notify()

    def pause(self) -> None:
        """Hold what is being said, or what is about to be."""
        with self._work:
            if self._said is not None:
                self._said.paused = True
                if self._said.given_to_player:
                    self._player.pause()

    def resume(self) -> None:
        """Go on after ``pause``."""
        with self._work:
            if self._said is not None:
                self._said.paused = False
                if self._said.given_to_player:
                    self._player.resume()

    def stop(self) -> None:
        """Be silent within 200 ms; what is being said ends as Stopped."""
        with self._work:
            self._give_up_current()

    def close(self) -> None:
        """Stop, and end the voice and the thread within 2 s; the second time does nothing."""
        with self._work:
            self._closed = True
            self._to_prepare.clear()
            self._give_up_current()
            if self._at_work is not None:
                self._at_work.cancel.set()
            self._work.notify()
        self._voice.close()
        if threading.current_thread() is not self._thread:
            self._thread.join(_CLOSE_TIMEOUT)

    def _give_up_current(self) -> None:
        utterance, self._said = self._said, None
        if utterance is not None:
            utterance.cancel.set()
            if utterance.given_to_player:
                self._player.stop()

    def _make_way_for(self, utterance: _Utterance) -> None:
        """Put off the preparation under way, unless it is of the very text that is wanted."""
        other = self._at_work
        if other is not None and other.listener is None and other.text != utterance.text:
            other.cancel.set()
            self._to_prepare.insert(0, other.text)

    def _run(self) -> None:
        while (utterance := self._next()) is not None:
            sound = self._synthesised(utterance)
            if sound is not None and utterance.listener is not None:
                self._play(utterance, sound)

    def _next(self) -> _Utterance | None:
        """Wait for work: what is to be said comes first. None when closed and all is told."""
        with self._work:
            self._at_work = None
            self._work.wait_for(lambda: self._closed or self._to_say or self._to_prepare)
            if self._to_say:
                self._at_work = self._to_say.pop(0)
            elif self._closed:
                return None
            else:
                self._at_work = _Utterance(self._to_prepare.pop(0), None)
            return self._at_work

    def _synthesised(self, utterance: _Utterance) -> Sound | None:
        """Return the sound of ``utterance``; None when its end has been told instead."""
        with self._work:
            sound = self._ready.get(utterance.text)
            if sound is not None:
                self._ready.move_to_end(utterance.text)
                return sound
        try:
            if utterance.cancel.is_set():
                raise Cancelled  # noqa: TRY301 - before a child is started for nothing
            sound = self._voice.synthesise(
                speakable(utterance.text), rate=self._rate, cancel=utterance.cancel
            )
        except Cancelled:
            self._end(utterance, Stopped())
            return None
        except MachineError as error:
            self._end(utterance, FailedToSpeak(error))
            return None
        except Exception:  # noqa: BLE001 - the end of each utterance is told, whatever ended it
            _log.exception("A voice failed")
            self._end(utterance, FailedToSpeak(VoiceError("The voice failed.", "Try again.")))
            return None
        with self._work:
            self._ready[utterance.text] = sound
            while len(self._ready) > _KEPT:
                self._ready.popitem(last=False)
        return sound

    def _play(self, utterance: _Utterance, sound: Sound) -> None:
        def started() -> None:
            utterance.tell(Started(sound.duration))

        def ended(end: PlaybackEnd) -> None:
            self._end(utterance, _event(end))

        with self._work:
            if not utterance.cancel.is_set():
                self._player.play(sound, on_start=started, on_end=ended)
                utterance.given_to_player = True
                if utterance.paused:
                    self._player.pause()
                return
        self._end(utterance, Stopped())

    def _end(self, utterance: _Utterance, event: SpeechEvent) -> None:
        with self._work:
            if self._said is utterance:
                self._said = None
        utterance.tell(event)


def _event(end: PlaybackEnd) -> SpeechEvent:
    match end:
        case Ending.FINISHED:
            return Ended()
        case Ending.STOPPED:
            return Stopped()
        case MachineError():
            return FailedToSpeak(end)
