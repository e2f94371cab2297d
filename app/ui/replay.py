"""Replaying one recording: what a page needs of a player, and the position while it plays.

A ``Replay`` lives on the GUI thread and stands between a page and the player, whose thread tells
of an end. The position is asked for about 25 times a second, and only while something plays.
"""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.player import Ending
from mock_interviewer.audio.rendition.course import Manner
from mock_interviewer.audio.rendition.rendition import Rendition
from mock_interviewer.audio.types import Sound

_POLL_MS = 40
_BACK_TO_START_WITHIN = 0.05


class PlayerLike(Protocol):
    """The player's side: nothing here waits; ``on_end`` comes on a thread of the player's."""

    def play(
        self, sound: Rendition, *, start: float = ..., on_end: Callable[[object], None]
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


class Replay(QObject):
    """One recording at a time, played on request. All of it belongs to the GUI thread."""

    position_changed = Signal(float)
    """Seconds heard: about 25 times a second while playing, and at each seek."""
    playing_changed = Signal(bool)
    """True comes just before the sound."""
    finished = Signal()
    """The recording was heard to its end."""
    failed = Signal(str)
    """A sentence for the person: why it cannot be played."""
    _ended = Signal(int, object)

    def __init__(self, player: PlayerLike, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._sound: Rendition | None = None
        self._manner = Manner()
        self._turn = 0
        self._held = False
        self._playing = False
        self._at = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._poll)
        self._ended.connect(self._on_end, Qt.ConnectionType.QueuedConnection)

    @property
    def playing(self) -> bool:
        """Whether sound is coming out."""
        return self._playing

    @property
    def position(self) -> float:
        """Seconds from the start of the recording."""
        return self._at

    @property
    def duration(self) -> float:
        """Length in seconds; 0 while there is nothing to play."""
        return self._sound.sound.duration if self._sound else 0.0

    def hear(self, manner: Manner) -> None:
        """Hear what is replayed, now and later, in a manner; the place is kept."""
        self._manner = manner
        if self._sound is not None:
            self._sound.change(manner)

    def set_sound(self, sound: Sound | None) -> None:
        """Take ``sound`` as what is replayed from now on, from its start; silence the old one."""
        self.stop()
        self._sound = None if sound is None else Rendition(sound, self._manner)
        self._move_to(0.0)

    def toggle(self) -> None:
        """Play, or pause what plays; at the end play from the start again."""
        if self._sound is None:
            return
        if self._playing:
            self._player.pause()
            self._held = True
            self._show_playing(on=False)
        elif self._held:
            self._player.resume()
            self._held = False
            self._show_playing(on=True)
        else:
            at_end = self._at >= self.duration - _BACK_TO_START_WITHIN
            self._start(0.0 if at_end else self._at)

    def play_from(self, seconds: float) -> None:
        """Play from ``seconds``, whatever went on before."""
        if self._sound is None:
            return
        if self._playing:
            self._player.seek(self._within(seconds))
            self._move_to(self._within(seconds))
        else:
            self._start(self._within(seconds))

    def seek(self, seconds: float) -> None:
        """Go to ``seconds`` and go on doing what was being done."""
        if self._sound is None:
            return
        target = self._within(seconds)
        if self._playing or self._held:
            self._player.seek(target)
        self._move_to(target)

    @Slot()
    def stop(self) -> None:
        """Be silent; safe at any time."""
        self._turn += 1
        if self._playing or self._held:
            self._player.stop()
        self._held = False
        self._show_playing(on=False)

    def _start(self, seconds: float) -> None:
        if self._sound is None:
            return
        self._turn += 1
        self._held = False
        turn = self._turn
        # Told first: who falls silent because of it may stop the player that both use.
        self._show_playing(on=True)
        self._player.play(self._sound, start=seconds, on_end=partial(self._ended.emit, turn))
        self._move_to(seconds)

    def _within(self, seconds: float) -> float:
        return min(max(0.0, seconds), self.duration)

    def _move_to(self, seconds: float) -> None:
        self._at = seconds
        self.position_changed.emit(seconds)

    def _show_playing(self, *, on: bool) -> None:
        if on == self._playing:
            return
        self._playing = on
        if on:
            self._timer.start()
        else:
            self._timer.stop()
        self.playing_changed.emit(on)

    @Slot()
    def _poll(self) -> None:
        self._move_to(self._within(self._player.position()))

    @Slot(int, object)
    def _on_end(self, turn: int, end: object) -> None:
        """Take the end of the play numbered ``turn``; one that was replaced no longer matters."""
        if turn != self._turn:
            return
        self._turn += 1
        self._held = False
        self._show_playing(on=False)
        if isinstance(end, MachineError):
            self.failed.emit(str(end))
        elif end is Ending.FINISHED:
            self._move_to(self.duration)
            self.finished.emit()
