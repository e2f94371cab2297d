"""The interface of a player: what it plays, one sound at a time, and how each one ended."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol, TypeAlias

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.playback.adjustable_sound import AdjustableSound
from mock_interviewer.audio.playback.streaming_sound import StreamingSound
from mock_interviewer.audio.samples import Samples, Sound


class PlaybackEnding(Enum):
    """How a sound ended when nothing went wrong."""

    FINISHED = "finished"
    """It was heard to its end."""
    STOPPED = "stopped"
    """It was stopped, or another one took its place."""


PlaybackEnd: TypeAlias = PlaybackEnding | MachineError


@dataclass(frozen=True, slots=True)
class PlayedBlock:
    """Mono samples that a speaker was given, at ``rate``.

    ``begins`` is true where it follows no other without a gap: it is the first of a sound, or the
    speaker had run dry before it.

    ``at`` is when the first of them is heard, in seconds of the monotonic clock, as well as the
    device can tell its own latency: a sound server may add some hundredths that it does not tell.
    """

    samples: Samples
    rate: int
    at: float
    begins: bool = False


BlockListener: TypeAlias = Callable[[PlayedBlock], None]
"""Is called in the device's callback: it may keep the block, and must neither wait nor raise."""


Playable: TypeAlias = Sound | StreamingSound | AdjustableSound
"""What a player plays."""


class SoundPlayer(Protocol):
    """Plays one sound at a time. Methods return at once and may be called on any thread.

    ``close`` may take up to 2 s; nothing may be played after it.
    """

    @property
    def silent(self) -> bool:
        """Whether nobody can hear it."""

    def play(
        self,
        sound: Playable,
        *,
        start: float = 0.0,
        on_end: Callable[[PlaybackEnd], None],
        on_start: Callable[[], None] | None = None,
    ) -> None:
        """Play ``sound`` from ``start`` seconds, in place of whatever is being played.

        A GrowingSound is played as far as it has come, then in silence until it goes on; it ends
        when it is finished and was heard. Of a Rendition seconds are those of its recording.

        On the player's thread ``on_start()`` is called when the device takes the first samples,
        and ``on_end(end)`` exactly once, with a MachineError where it could not be played.
        """

    def pause(self) -> None:
        """Be silent and stay where it is."""

    def resume(self) -> None:
        """Go on after ``pause``."""

    def stop(self) -> None:
        """Be silent within 200 ms; the sound ends as STOPPED."""

    def seek(self, seconds: float) -> None:
        """Go on from ``seconds`` of the sound being played."""

    def position(self) -> float:
        """Return the seconds heard of the sound being played, or of the last one."""

    def playing(self) -> bool:
        """Tell whether a sound is on, neither paused nor ended."""

    def tap(self, listener: BlockListener | None) -> None:
        """From now on tell ``listener`` of each block that a speaker is given; None ends that.

        Blocks come in order, silent ones too while a sound is paused or waits, and none between
        sounds. They come about the device's latency before they are heard. A player that nobody
        can hear tells of none.
        """

    def close(self) -> None:
        """Stop, and end the player's thread; the second time does nothing."""
