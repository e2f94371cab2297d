"""A player with a clock that the test sets."""

from collections.abc import Callable

from mock_interviewer.audio.playback.sound_player import (
    BlockListener,
    Playable,
    PlaybackEnd,
    PlaybackEnding,
)


class StubPlayer:
    """A SoundPlayer whose clock is ``at``; ``sound`` is its sound, ``listener`` its tap.

    ``calls`` lists what was asked of it. Unlike a real one it tells of an end inside the call that
    caused it.
    """

    silent = True

    def __init__(self) -> None:
        self.at = 0.0
        self.calls: list[tuple[str, float]] = []
        self.sound: Playable | None = None
        self.listener: BlockListener | None = None
        self._on_end: Callable[[PlaybackEnd], None] | None = None
        self._held = False

    def play(
        self,
        sound: Playable,
        *,
        start: float = 0.0,
        on_end: Callable[[PlaybackEnd], None],
        on_start: Callable[[], None] | None = None,
    ) -> None:
        self.end(PlaybackEnding.STOPPED)
        self.calls.append(("play", start))
        self.sound = sound
        self.at, self._on_end, self._held = start, on_end, False
        if on_start is not None:
            on_start()

    def pause(self) -> None:
        self.calls.append(("pause", self.at))
        self._held = True

    def resume(self) -> None:
        self.calls.append(("resume", self.at))
        self._held = False

    def stop(self) -> None:
        self.calls.append(("stop", self.at))
        self.end(PlaybackEnding.STOPPED)

    def seek(self, seconds: float) -> None:
        self.calls.append(("seek", seconds))
        self.at = seconds

    def position(self) -> float:
        return self.at

    def playing(self) -> bool:
        return self._on_end is not None and not self._held

    def tap(self, listener: BlockListener | None) -> None:
        self.listener = listener

    def close(self) -> None:
        self.end(PlaybackEnding.STOPPED)

    def end(self, how: PlaybackEnd) -> None:
        """End the current sound, if there is one."""
        ended, self._on_end = self._on_end, None
        if ended is not None:
            ended(how)
