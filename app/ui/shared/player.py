"""The window's player: the protocol that pages use, and a proxy that survives replacement."""

from collections.abc import Callable
from typing import Protocol

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.playback.adjustable_sound import AdjustableSound
from mock_interviewer.audio.playback.sound_player import (
    BlockListener,
    Playable,
    PlaybackEnd,
    SoundPlayer,
)


class PlayerLike(Protocol):
    """A player. No method blocks; ``on_end`` is called on a thread of the player."""

    def play(
        self, sound: AdjustableSound, *, start: float = ..., on_end: Callable[[object], None]
    ) -> None:
        """Play ``sound`` from ``start`` seconds; ``on_end`` is called with a PlaybackEnd.

        Here and below, seconds are those of the recording, whatever the playback options.
        """

    def pause(self) -> None:
        """Pause, and keep the position."""

    def resume(self) -> None:
        """Resume after ``pause``."""

    def stop(self) -> None:
        """Stop playing."""

    def seek(self, seconds: float) -> None:
        """Move to ``seconds``."""

    def position(self) -> float:
        """Return the position in seconds."""

    def playing(self) -> bool:
        """Return whether sound is playing."""


class PlayerProxy:
    """Forwards to the current SoundPlayer. GUI thread only, except for callbacks."""

    def __init__(self) -> None:
        self._player: SoundPlayer | None = None
        self._listener: BlockListener | None = None

    @property
    def silent(self) -> bool:
        """Whether the output is silent."""
        return self._player is None or self._player.silent

    @property
    def present(self) -> SoundPlayer | None:
        """The current player; None until there is one."""
        return self._player

    def exchange(self, player: SoundPlayer) -> SoundPlayer | None:
        """Switch to ``player``; return the old one, which the caller must close."""
        old, self._player = self._player, player
        player.tap(self._listener)
        if old is not None:
            old.tap(None)
            old.stop()
        return old

    def play(
        self,
        sound: Playable,
        *,
        start: float = 0.0,
        on_end: Callable[[PlaybackEnd], None],
        on_start: Callable[[], None] | None = None,
    ) -> None:
        """Play ``sound`` instead of what is playing."""
        if self._player is None:
            on_end(MachineError("The speaker isn't ready yet.", "Try again in a moment."))
            return
        self._player.play(sound, start=start, on_end=on_end, on_start=on_start)

    def pause(self) -> None:
        """Pause, and keep the position."""
        if self._player is not None:
            self._player.pause()

    def resume(self) -> None:
        """Resume after ``pause``."""
        if self._player is not None:
            self._player.resume()

    def stop(self) -> None:
        """Stop playing."""
        if self._player is not None:
            self._player.stop()

    def seek(self, seconds: float) -> None:
        """Move to ``seconds`` in the sound that is playing."""
        if self._player is not None:
            self._player.seek(seconds)

    def position(self) -> float:
        """Return the position in seconds."""
        return 0.0 if self._player is None else self._player.position()

    def playing(self) -> bool:
        """Return whether sound is playing."""
        return self._player is not None and self._player.playing()

    def tap(self, listener: BlockListener | None) -> None:
        """Pass each block that any player plays to ``listener``; see SoundPlayer."""
        self._listener = listener
        if self._player is not None:
            self._player.tap(listener)

    def close(self) -> None:
        """Close the current player; blocks up to 2 s."""
        if self._player is not None:
            self._player.close()
