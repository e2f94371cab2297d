"""A recording with the manner in which it is to be heard."""

from collections.abc import Callable

from mock_interviewer.audio.rendition.course import Course, Manner
from mock_interviewer.audio.types import Sound


class Rendition:
    """A sound to be played in a manner that may change while it is heard; the place is kept.

    A player tells positions in it, and is told them, in seconds of the recording. Methods may be
    called on any thread.
    """

    def __init__(self, sound: Sound, manner: Manner | None = None) -> None:
        self.sound = sound
        self._manner = manner or Manner()
        self._changed: Callable[[], None] = lambda: None

    @property
    def manner(self) -> Manner:
        """How it is heard now."""
        return self._manner

    def change(self, manner: Manner) -> None:
        """Be heard in another manner from now on, also where it plays."""
        if manner != self._manner:
            self._manner = manner
            self._changed()

    def follow(self, changed: Callable[[], None]) -> None:
        """Have ``changed`` called, on the thread that changes it. For the player that plays it."""
        self._changed = changed

    def course(self, start: float) -> Course:
        """Return the way through the recording from a second of it."""
        return Course(start, self.sound.duration, self._manner)
