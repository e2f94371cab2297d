"""A speaker that says texts aloud, one at a time, each heard as early as possible."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from mock_interviewer.audio.errors import MachineError, VoiceError
from mock_interviewer.audio.playback.sound_player import PlaybackEnd, PlaybackEnding, SoundPlayer
from mock_interviewer.audio.playback.streaming_sound import StreamingSound
from mock_interviewer.audio.samples import amplitude_of
from mock_interviewer.audio.voices.synthesis import SpeechSynthesis
from mock_interviewer.audio.voices.voice import SynthesisCancelled, Voice


@dataclass(frozen=True)
class UtteranceStarted:
    """The first word is on its way to the ear.

    ``duration`` is how many seconds the whole takes, None where that is not known: a voice is then
    still making the rest of it. It is known of what was prepared or said before.
    """

    duration: float | None


@dataclass(frozen=True)
class UtteranceFinished:
    """It was said to its end."""


@dataclass(frozen=True)
class UtteranceStopped:
    """It was stopped, or another text took its place."""


@dataclass(frozen=True)
class UtteranceFailed:
    """It could not be said, or not to its end; ``str(error)`` is for the person."""

    error: MachineError


UtteranceEvent: TypeAlias = (
    UtteranceStarted | UtteranceFinished | UtteranceStopped | UtteranceFailed
)


class SpeakerUtterance:
    """A text on its way to the ear. Used under its speaker's lock, but for ``tell``."""

    def __init__(self, making: SpeechSynthesis, listener: Callable[[UtteranceEvent], None]) -> None:
        self.making = making
        self.tell = listener
        self.sound: StreamingSound | None = None
        """What the player was given; None before there is anything to hear."""
        self.paused = False
        self._taken = 0
        self._error: MachineError | None = None

    @property
    def unmade(self) -> bool:
        """Whether some of it is still to be made."""
        return not self.making.complete and self._error is None

    def grow(self, volume: float) -> StreamingSound | None:
        """Let its sound have what was made since; returns that when it has just come to be."""
        made_now = None
        if self.sound is None:
            made_now = self.sound = StreamingSound(self.making.sample_rate, volume=volume)
        for part in self.making.parts[self._taken :]:
            self.sound.add(part)
        self._taken = len(self.making.parts)
        if self.making.complete:
            self.sound.finish()
        return made_now

    def cut_short(self, sound: StreamingSound, error: MachineError) -> None:
        """Let what is there of ``sound`` be heard, and then fail with ``error``."""
        self._error = error
        sound.finish()

    def start(self) -> UtteranceStarted:
        """Return what is told when it begins to be heard."""
        return UtteranceStarted(self.making.duration)

    def end(self, end: PlaybackEnd) -> UtteranceEvent:
        """Return what is told when its sound has ended."""
        match end:
            case PlaybackEnding.STOPPED:
                return UtteranceStopped()
            case PlaybackEnding.FINISHED:
                return UtteranceFinished() if self._error is None else UtteranceFailed(self._error)
            case MachineError():
                return UtteranceFailed(end)


_log = logging.getLogger(__name__)


_KEPT: Final = 4
"""Texts kept ready: the present question for Repeat, the next one, and a little more."""


_CLOSE_TIMEOUT: Final = 2.0


class _SynthesisJob:
    """A making that the speaker's thread is at, on somebody's behalf."""

    def __init__(self, making: SpeechSynthesis, *, preparation: bool) -> None:
        self.making = making
        self.preparation = preparation
        self.cancel = threading.Event()


class Speaker:
    """Says texts with a voice through a player. Methods return at once, on any thread.

    A text is heard from its first piece on, while the next ones are made; see sayable.pieces. Each
    ``say`` gives one Started, unless it ends before, and then exactly one of Ended, Stopped and
    UtteranceFailed; where a later piece cannot be said, that comes after what could be was heard.
    Listeners are called on a thread of the speaker's or the player's, never on the caller's. The
    voice becomes the speaker's, which closes it; the player stays its owner's.
    """

    def __init__(
        self, voice: Voice, player: SoundPlayer, *, rate: int = 170, volume: int = 100
    ) -> None:
        self._voice = voice
        self._player = player
        self._rate = rate
        self._volume = amplitude_of(volume)
        self._lock = threading.Condition()
        self._said: SpeakerUtterance | None = None
        self._to_prepare: list[str] = []
        self._to_tell: list[tuple[SpeakerUtterance, UtteranceEvent]] = []
        self._at_work: _SynthesisJob | None = None
        self._kept: OrderedDict[tuple[str, int], SpeechSynthesis] = OrderedDict()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="speaker", daemon=True)
        self._thread.start()

    def set_rate(self, rate: int) -> None:
        """Say what comes next at about ``rate`` words a minute; what was prepared is made anew."""
        with self._lock:
            if rate == self._rate:
                return
            self._rate = rate
            said = None if self._said is None else self._said.making
            self._put_off_preparation(but=said)
            for making in reversed(self._kept.values()):
                if making is not said and making.text not in self._to_prepare:
                    self._to_prepare.append(making.text)
            self._kept.clear()
            self._lock.notify()

    def set_volume(self, volume: int) -> None:
        """Speak at ``volume`` of 0 to 100 %, at once also what is being said."""
        with self._lock:
            self._volume = amplitude_of(volume)
            if self._said is not None and self._said.sound is not None:
                self._said.sound.volume = self._volume

    def prepare(self, text: str) -> None:
        """Synthesise ``text`` in the background, so that ``say`` can start at once."""
        with self._lock:
            if not self._closed and text not in self._to_prepare:
                self._to_prepare.append(text)
                self._lock.notify()

    def say(self, text: str, listener: Callable[[UtteranceEvent], None]) -> None:
        """Say ``text`` in place of whatever is being said."""
        with self._lock:
            if self._closed:
                raise RuntimeError("the speaker is closed")
            self._give_up_current()
            self._said = SpeakerUtterance(self._making_of(text), listener)
            self._put_off_preparation(but=self._said.making)
            self._feed(self._said)
            self._lock.notify()

    def pause(self) -> None:
        """Hold what is being said, or what is about to be."""
        with self._lock:
            if self._said is not None:
                self._said.paused = True
                if self._said.sound is not None:
                    self._player.pause()

    def resume(self) -> None:
        """Go on after ``pause``."""
        with self._lock:
            if self._said is not None:
                self._said.paused = False
                if self._said.sound is not None:
                    self._player.resume()

    def stop(self) -> None:
        """Be silent within 200 ms; what is being said ends as Stopped."""
        with self._lock:
            self._give_up_current()
            self._lock.notify()

    def close(self) -> None:
        """Stop, and end the voice and the thread within 2 s; the second time does nothing."""
        with self._lock:
            self._closed = True
            self._give_up_current()
            if self._at_work is not None:
                self._interrupt(self._at_work)
            self._to_prepare.clear()
            self._lock.notify()
        self._voice.close()
        if threading.current_thread() is not self._thread:
            self._thread.join(_CLOSE_TIMEOUT)

    def _give_up_current(self) -> None:
        utterance, self._said = self._said, None
        if utterance is None:
            return
        if utterance.sound is not None:
            self._cancel_making_of(utterance)
            self._player.stop()
            return
        if self._at_work is not None and self._at_work.making is utterance.making:
            self._interrupt(self._at_work)
        self._to_tell.append((utterance, UtteranceStopped()))

    def _cancel_making_of(self, utterance: SpeakerUtterance) -> None:
        """Make no more of it, unless it is to be kept ready anyway."""
        work = self._at_work
        if work is not None and work.making is utterance.making and not work.preparation:
            self._interrupt(work)

    def _put_off_preparation(self, but: SpeechSynthesis | None) -> None:
        """Do the preparation under way later, unless it is of the very text that is wanted."""
        work = self._at_work
        if work is not None and work.preparation and work.making is not but:
            self._interrupt(work)

    def _interrupt(self, work: _SynthesisJob) -> None:
        """Let the thread do something else soon; a preparation is made up for."""
        if work.cancel.is_set():
            return
        work.cancel.set()
        work.making.give_up_piece()
        if work.preparation:
            self._to_prepare.insert(0, work.making.text)

    def _making_of(self, text: str) -> SpeechSynthesis:
        key = (text, self._rate)
        making = self._kept.setdefault(key, SpeechSynthesis(text, self._rate))
        self._kept.move_to_end(key)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return making

    def _feed(self, utterance: SpeakerUtterance) -> None:
        """Give the player what was made of ``utterance`` since the last time."""
        if not utterance.making.begun:
            return
        sound = utterance.grow(self._volume)
        if sound is not None:
            self._play(utterance, sound)

    def _play(self, utterance: SpeakerUtterance, sound: StreamingSound) -> None:
        def started() -> None:
            utterance.tell(utterance.start())

        def ended(end: PlaybackEnd) -> None:
            with self._lock:
                if self._said is utterance:
                    self._said = None
                    self._cancel_making_of(utterance)
            utterance.tell(utterance.end(end))

        self._player.play(sound, on_start=started, on_end=ended)
        if utterance.paused:
            self._player.pause()

    def _run(self) -> None:
        while True:
            with self._lock:
                self._at_work = None
                self._lock.wait_for(self._has_work)
                ends, self._to_tell = self._to_tell, []
                work = self._at_work = None if ends else self._next_work()
                if not ends and work is None and self._closed:
                    return
            for utterance, event in ends:
                utterance.tell(event)
            if work is not None:
                self._do(work)

    def _has_work(self) -> bool:
        wanted = self._said is not None and self._said.unmade
        return self._closed or wanted or bool(self._to_tell or self._to_prepare)

    def _next_work(self) -> _SynthesisJob | None:
        """Return what to make next; what is being said comes before what may be."""
        if self._said is not None and self._said.unmade:
            return _SynthesisJob(self._said.making, preparation=False)
        if not self._to_prepare:
            return None
        making = self._making_of(self._to_prepare.pop(0))
        return None if making.complete else _SynthesisJob(making, preparation=True)

    def _do(self, work: _SynthesisJob) -> None:
        try:
            for addition in work.making.make(self._voice, work.cancel):
                with self._lock:
                    if work.cancel.is_set():
                        continue  # the voice will notice too
                    work.making.add(addition)
                    if self._said is not None and self._said.making is work.making:
                        self._feed(self._said)
        except SynthesisCancelled:
            self._fail(work, VoiceError("The voice broke off.", "Try again."))
        except MachineError as error:
            self._fail(work, error)
        except Exception:  # noqa: BLE001 - the end of each utterance is told, whatever ended it
            _log.exception("A voice failed")
            self._fail(work, VoiceError("The voice failed.", "Try again."))

    def _fail(self, work: _SynthesisJob, error: MachineError) -> None:
        """End what is being said of ``work``, where that was not interrupted."""
        with self._lock:
            if work.cancel.is_set():
                return
            work.making.give_up_piece()
            utterance = self._said
            if utterance is None or utterance.making is not work.making:
                return
            if utterance.sound is not None:
                utterance.cut_short(utterance.sound, error)
                return
            if work.preparation:
                return  # it was said meanwhile, and is tried once more for that
            self._said = None
        utterance.tell(UtteranceFailed(error))
