"""A speaker that says texts aloud, one at a time, each as early as possible."""

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
    """The first word is about to be heard.

    ``duration`` is the length of the whole utterance in seconds. It is known if the text was
    prepared or said before; None while the voice is still synthesizing the rest.
    """

    duration: float | None


@dataclass(frozen=True)
class UtteranceFinished:
    """It was said to its end."""


@dataclass(frozen=True)
class UtteranceStopped:
    """It was stopped, or replaced by another text."""


@dataclass(frozen=True)
class UtteranceFailed:
    """It could not be said, or not to the end; ``str(error)`` is for the person."""

    error: MachineError


UtteranceEvent: TypeAlias = (
    UtteranceStarted | UtteranceFinished | UtteranceStopped | UtteranceFailed
)


class SpeakerUtterance:
    """A text that is being said. Used under its speaker's lock, except ``tell``."""

    def __init__(
        self, synthesis: SpeechSynthesis, listener: Callable[[UtteranceEvent], None]
    ) -> None:
        self.synthesis = synthesis
        self.tell = listener
        self.sound: StreamingSound | None = None
        """The sound passed to the player; None before there is any."""
        self.paused = False
        self._taken = 0
        self._error: MachineError | None = None

    @property
    def incomplete(self) -> bool:
        """Whether some of it still has to be synthesized."""
        return not self.synthesis.complete and self._error is None

    def extend(self, volume: float) -> StreamingSound | None:
        """Add the newly synthesized parts to the sound; return the sound if it is new."""
        created = None
        if self.sound is None:
            created = self.sound = StreamingSound(self.synthesis.sample_rate, volume=volume)
        for part in self.synthesis.parts[self._taken :]:
            self.sound.add(part)
        self._taken = len(self.synthesis.parts)
        if self.synthesis.complete:
            self.sound.finish()
        return created

    def fail_after(self, sound: StreamingSound, error: MachineError) -> None:
        """Play the available part of ``sound`` to its end, then fail with ``error``."""
        self._error = error
        sound.finish()

    def start(self) -> UtteranceStarted:
        """Return the event for the beginning of its sound."""
        return UtteranceStarted(self.synthesis.duration)

    def end(self, end: PlaybackEnd) -> UtteranceEvent:
        """Return the event for the end of its sound."""
        match end:
            case PlaybackEnding.STOPPED:
                return UtteranceStopped()
            case PlaybackEnding.FINISHED:
                return UtteranceFinished() if self._error is None else UtteranceFailed(self._error)
            case MachineError():
                return UtteranceFailed(end)


_log = logging.getLogger(__name__)


_KEPT: Final = 4
"""Texts kept ready: the current question for Repeat, the next one, and a few more."""


_CLOSE_TIMEOUT: Final = 2.0


class _SynthesisJob:
    """A synthesis in progress on the speaker's thread, for saying or for preparation."""

    def __init__(self, synthesis: SpeechSynthesis, *, preparation: bool) -> None:
        self.synthesis = synthesis
        self.preparation = preparation
        self.cancel = threading.Event()


class Speaker:
    """Says texts with a voice through a player. Methods return at once and work on any thread.

    The first piece of a text is played while the next ones are synthesized; see ``split_text``.
    Each ``say`` results in one UtteranceStarted, unless it ends earlier, and then in exactly one of
    UtteranceFinished, UtteranceStopped, and UtteranceFailed. If a later piece cannot be said, the
    failure follows after the earlier pieces have been heard. Listeners are called on a thread of
    the speaker or the player, never on the caller's. The speaker owns the voice, and closes it; it
    does not own the player.
    """

    def __init__(
        self, voice: Voice, player: SoundPlayer, *, rate: int = 170, volume: int = 100
    ) -> None:
        self._voice = voice
        self._player = player
        self._rate = rate
        self._volume = amplitude_of(volume)
        self._lock = threading.Condition()
        self._current: SpeakerUtterance | None = None
        self._to_prepare: list[str] = []
        self._to_tell: list[tuple[SpeakerUtterance, UtteranceEvent]] = []
        self._job: _SynthesisJob | None = None
        self._ready: OrderedDict[tuple[str, int], SpeechSynthesis] = OrderedDict()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="speaker", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether a text is being synthesized or waits to be."""
        with self._lock:
            return bool(self._to_prepare) or self._job is not None

    def set_rate(self, rate: int) -> None:
        """Speak at about ``rate`` words a minute from the next text on; prepare texts again."""
        with self._lock:
            if rate == self._rate:
                return
            self._rate = rate
            current = None if self._current is None else self._current.synthesis
            self._defer_preparation(but=current)
            for synthesis in reversed(self._ready.values()):
                if synthesis is not current and synthesis.text not in self._to_prepare:
                    self._to_prepare.append(synthesis.text)
            self._ready.clear()
            self._lock.notify()

    def set_volume(self, volume: int) -> None:
        """Speak at a volume of 0 to 100 %; affects the current text at once."""
        with self._lock:
            self._volume = amplitude_of(volume)
            if self._current is not None and self._current.sound is not None:
                self._current.sound.volume = self._volume

    def prepare(self, text: str) -> None:
        """Synthesize ``text`` in the background, so that ``say`` can start at once."""
        with self._lock:
            if not self._closed and text not in self._to_prepare:
                self._to_prepare.append(text)
                self._lock.notify()

    def say(self, text: str, listener: Callable[[UtteranceEvent], None]) -> None:
        """Say ``text``, replacing the current text."""
        with self._lock:
            if self._closed:
                raise RuntimeError("the speaker is closed")
            self._stop_current()
            self._current = SpeakerUtterance(self._synthesis_of(text), listener)
            self._defer_preparation(but=self._current.synthesis)
            self._feed(self._current)
            self._lock.notify()

    def pause(self) -> None:
        """Pause the current text, even before it is heard."""
        with self._lock:
            if self._current is not None:
                self._current.paused = True
                if self._current.sound is not None:
                    self._player.pause()

    def resume(self) -> None:
        """Continue after ``pause``."""
        with self._lock:
            if self._current is not None:
                self._current.paused = False
                if self._current.sound is not None:
                    self._player.resume()

    def stop(self) -> None:
        """Be silent within 200 ms; the current text ends with UtteranceStopped."""
        with self._lock:
            self._stop_current()
            self._lock.notify()

    def close(self) -> None:
        """Stop, and end the voice and the thread within 2 s; a second call does nothing."""
        with self._lock:
            self._closed = True
            self._stop_current()
            if self._job is not None:
                self._interrupt(self._job)
            self._to_prepare.clear()
            self._lock.notify()
        self._voice.close()
        if threading.current_thread() is not self._thread:
            self._thread.join(_CLOSE_TIMEOUT)

    def _stop_current(self) -> None:
        utterance, self._current = self._current, None
        if utterance is None:
            return
        if utterance.sound is not None:
            self._cancel_synthesis_of(utterance)
            self._player.stop()
            return
        if self._job is not None and self._job.synthesis is utterance.synthesis:
            self._interrupt(self._job)
        self._to_tell.append((utterance, UtteranceStopped()))

    def _cancel_synthesis_of(self, utterance: SpeakerUtterance) -> None:
        """Stop synthesizing it, unless it is being prepared anyway."""
        work = self._job
        if work is not None and work.synthesis is utterance.synthesis and not work.preparation:
            self._interrupt(work)

    def _defer_preparation(self, but: SpeechSynthesis | None) -> None:
        """Postpone the preparation in progress, unless it is that of ``but``."""
        work = self._job
        if work is not None and work.preparation and work.synthesis is not but:
            self._interrupt(work)

    def _interrupt(self, work: _SynthesisJob) -> None:
        """Make the thread stop this job soon; a preparation is queued again."""
        if work.cancel.is_set():
            return
        work.cancel.set()
        work.synthesis.discard_piece()
        if work.preparation:
            self._to_prepare.insert(0, work.synthesis.text)

    def _synthesis_of(self, text: str) -> SpeechSynthesis:
        key = (text, self._rate)
        synthesis = self._ready.setdefault(key, SpeechSynthesis(text, self._rate))
        self._ready.move_to_end(key)
        while len(self._ready) > _KEPT:
            self._ready.popitem(last=False)
        return synthesis

    def _feed(self, utterance: SpeakerUtterance) -> None:
        """Pass the newly synthesized parts of ``utterance`` to the player."""
        if not utterance.synthesis.has_sound:
            return
        sound = utterance.extend(self._volume)
        if sound is not None:
            self._play(utterance, sound)

    def _play(self, utterance: SpeakerUtterance, sound: StreamingSound) -> None:
        def started() -> None:
            utterance.tell(utterance.start())

        def ended(end: PlaybackEnd) -> None:
            with self._lock:
                if self._current is utterance:
                    self._current = None
                    self._cancel_synthesis_of(utterance)
            utterance.tell(utterance.end(end))

        self._player.play(sound, on_start=started, on_end=ended)
        if utterance.paused:
            self._player.pause()

    def _run(self) -> None:
        while True:
            with self._lock:
                self._job = None
                self._lock.wait_for(self._has_work)
                ends, self._to_tell = self._to_tell, []
                work = self._job = None if ends else self._next_work()
                if not ends and work is None and self._closed:
                    return
            for utterance, event in ends:
                utterance.tell(event)
            if work is not None:
                self._do(work)

    def _has_work(self) -> bool:
        wanted = self._current is not None and self._current.incomplete
        return self._closed or wanted or bool(self._to_tell or self._to_prepare)

    def _next_work(self) -> _SynthesisJob | None:
        """Return the next job; the current text comes before preparations."""
        if self._current is not None and self._current.incomplete:
            return _SynthesisJob(self._current.synthesis, preparation=False)
        if not self._to_prepare:
            return None
        synthesis = self._synthesis_of(self._to_prepare.pop(0))
        return None if synthesis.complete else _SynthesisJob(synthesis, preparation=True)

    def _do(self, work: _SynthesisJob) -> None:
        try:
            for addition in work.synthesis.synthesize(self._voice, work.cancel):
                with self._lock:
                    if work.cancel.is_set():
                        continue  # the voice will notice too
                    work.synthesis.append(addition)
                    if self._current is not None and self._current.synthesis is work.synthesis:
                        self._feed(self._current)
        except SynthesisCancelled:
            self._fail(work, VoiceError("The voice stopped unexpectedly.", "Try again."))
        except MachineError as error:
            self._fail(work, error)
        except Exception:  # noqa: BLE001 - the end of each utterance is reported in any case
            _log.exception("A voice failed")
            self._fail(work, VoiceError("The voice failed.", "Try again."))

    def _fail(self, work: _SynthesisJob, error: MachineError) -> None:
        """End the current text with ``error`` if it is that of ``work``, unless interrupted."""
        with self._lock:
            if work.cancel.is_set():
                return
            work.synthesis.discard_piece()
            utterance = self._current
            if utterance is None or utterance.synthesis is not work.synthesis:
                return
            if utterance.sound is not None:
                utterance.fail_after(utterance.sound, error)
                return
            if work.preparation:
                return  # say() was called meanwhile, and synthesis is tried once more for it
            self._current = None
        utterance.tell(UtteranceFailed(error))
