"""One text that is being said: what the player has of it, and how it ends."""

from collections.abc import Callable

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.growing_sound import GrowingSound
from mock_interviewer.audio.player import Ending, PlaybackEnd
from mock_interviewer.audio.voices.making import Making
from mock_interviewer.audio.voices.speech_events import (
    Ended,
    FailedToSpeak,
    SpeechEvent,
    Started,
    Stopped,
)


class Utterance:
    """A text on its way to the ear. Used under its speaker's lock, but for ``tell``."""

    def __init__(self, making: Making, listener: Callable[[SpeechEvent], None]) -> None:
        self.making = making
        self.tell = listener
        self.sound: GrowingSound | None = None
        """What the player was given; None before there is anything to hear."""
        self.paused = False
        self._taken = 0
        self._error: MachineError | None = None

    @property
    def unmade(self) -> bool:
        """Whether some of it is still to be made."""
        return not self.making.complete and self._error is None

    def grow(self, volume: float) -> GrowingSound | None:
        """Let its sound have what was made since; returns that when it has just come to be."""
        made_now = None
        if self.sound is None:
            made_now = self.sound = GrowingSound(self.making.sample_rate, volume=volume)
        for part in self.making.parts[self._taken :]:
            self.sound.add(part)
        self._taken = len(self.making.parts)
        if self.making.complete:
            self.sound.finish()
        return made_now

    def cut_short(self, sound: GrowingSound, error: MachineError) -> None:
        """Let what is there of ``sound`` be heard, and then fail with ``error``."""
        self._error = error
        sound.finish()

    def start(self) -> Started:
        """Return what is told when it begins to be heard."""
        return Started(self.making.duration)

    def end(self, end: PlaybackEnd) -> SpeechEvent:
        """Return what is told when its sound has ended."""
        match end:
            case Ending.STOPPED:
                return Stopped()
            case Ending.FINISHED:
                return Ended() if self._error is None else FailedToSpeak(self._error)
            case MachineError():
                return FailedToSpeak(end)
