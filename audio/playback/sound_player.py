"""The interface of sound players, with what they play and how a sound ends."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol, TypeAlias

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.playback.adjustable_sound import AdjustableSound
from mock_interviewer.audio.playback.streaming_sound import StreamingSound
from mock_interviewer.audio.samples import Samples, Sound


class PlaybackEnding(Enum):
    """How a sound ended without an error."""

    FINISHED = "finished"
    """It played to its end."""
    STOPPED = "stopped"
    """It was stopped, or replaced by another sound."""


PlaybackEnd: TypeAlias = PlaybackEnding | MachineError


@dataclass(frozen=True, slots=True)
class PlayedBlock:
    """Mono samples at ``rate`` that were passed to a speaker.

    ``at`` is when the first of them is heard, in seconds of the monotonic clock, as far as the
    device reports its own latency: a sound server may add some unreported hundredths of a second.

    ``begins`` is true if there is a gap before the block: it is the first of a sound, or the
    speaker ran out of samples before it.
    """

    samples: Samples
    rate: int
    at: float
    begins: bool = False


BlockListener: TypeAlias = Callable[[PlayedBlock], None]
"""Called in the device's callback; it may keep the block, and must neither block nor raise."""


Playable: TypeAlias = Sound | StreamingSound | AdjustableSound
"""The kinds of sound that a player accepts."""


class SoundPlayer(Protocol):
    """A player of one sound at a time. Methods return at once and may be called on any thread.

    ``close`` may take up to 2 s; do not call ``play`` after it.
    """

    @property
    def silent(self) -> bool:
        """Whether the player makes no sound."""

    def play(
        self,
        sound: Playable,
        *,
        start: float = 0.0,
        on_end: Callable[[PlaybackEnd], None],
        on_start: Callable[[], None] | None = None,
    ) -> None:
        """Play ``sound`` from ``start`` seconds, replacing the current sound.

        When a StreamingSound runs out of samples, silence is played until there are more; it ends
        once it is finished and has been heard. Seconds of an AdjustableSound are those of its
        recording.

        On the player's thread, ``on_start()`` is called when the device takes the first samples,
        and ``on_end(end)`` exactly once, with a MachineError if the sound could not be played.
        """

    def pause(self) -> None:
        """Pause at the current position."""

    def resume(self) -> None:
        """Continue after ``pause``."""

    def stop(self) -> None:
        """Be silent within 200 ms; the sound ends as STOPPED."""

    def seek(self, seconds: float) -> None:
        """Continue from ``seconds`` in the current sound."""

    def position(self) -> float:
        """Return the seconds heard of the current sound, or of the last one."""

    def playing(self) -> bool:
        """Return whether there is a current sound that is not paused."""

    def tap(self, listener: BlockListener | None) -> None:
        """Call ``listener`` with each block passed to a speaker from now on; None ends this.

        Blocks arrive in order, about the device's latency before they are heard. They are silent
        while a sound is paused or has run out of samples; there are none between sounds. A silent
        player reports none.
        """

    def close(self) -> None:
        """Stop, and end the player's thread; a second call does nothing."""
