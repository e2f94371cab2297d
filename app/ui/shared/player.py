"""The window's one player: what pages need of it, and a proxy that survives its replacement."""

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
    """The player's side: nothing here waits; ``on_end`` comes on a thread of the player's."""

    def play(
        self, sound: AdjustableSound, *, start: float = ..., on_end: Callable[[object], None]
    ) -> None:
        """Play ``sound`` from ``start`` seconds; ``on_end`` is given a PlaybackEnd.

        Here and below seconds are those of its recording, in whatever manner it is heard.
        """

    def pause(self) -> None:
        """Hold where it is."""

    def resume(self) -> None:
        """Go on from there."""

    def stop(self) -> None:
        """Be silent."""

    def seek(self, seconds: float) -> None:
        """Go on from ``seconds``."""

    def position(self) -> float:
        """Return the seconds heard."""

    def playing(self) -> bool:
        """Return whether sound is coming out."""


class PlayerProxy:
    """A SoundPlayer that stands in for the present one. GUI thread only, but for callbacks."""

    def __init__(self) -> None:
        self._player: SoundPlayer | None = None
        self._listener: BlockListener | None = None

    @property
    def silent(self) -> bool:
        """Whether nobody can hear it."""
        return self._player is None or self._player.silent

    @property
    def present(self) -> SoundPlayer | None:
        """The player that plays now, if there is one yet."""
        return self._player

    def exchange(self, player: SoundPlayer) -> SoundPlayer | None:
        """Use ``player`` from now on; returns the old one, for its owner to close."""
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
        """Play ``sound`` in place of whatever is being played."""
        if self._player is None:
            on_end(MachineError("The speaker is not ready yet.", "Try again in a moment."))
            return
        self._player.play(sound, start=start, on_end=on_end, on_start=on_start)

    def pause(self) -> None:
        """Be silent and stay where it is."""
        if self._player is not None:
            self._player.pause()

    def resume(self) -> None:
        """Go on after ``pause``."""
        if self._player is not None:
            self._player.resume()

    def stop(self) -> None:
        """Be silent."""
        if self._player is not None:
            self._player.stop()

    def seek(self, seconds: float) -> None:
        """Go on from ``seconds`` of the sound being played."""
        if self._player is not None:
            self._player.seek(seconds)

    def position(self) -> float:
        """Return the seconds heard."""
        return 0.0 if self._player is None else self._player.position()

    def playing(self) -> bool:
        """Tell whether a sound is on."""
        return self._player is not None and self._player.playing()

    def tap(self, listener: BlockListener | None) -> None:
        """Tell ``listener`` of each block played, by whichever player; see SoundPlayer."""
        self._listener = listener
        if self._player is not None:
            self._player.tap(listener)

    def close(self) -> None:
        """Close the present player; may take up to 2 s."""
        if self._player is not None:
            self._player.close()
