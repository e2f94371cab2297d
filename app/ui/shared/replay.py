"""Replaying a recording, or a moment of one, and its position while it plays.

A ``Replay`` lives on the GUI thread and stands between a page and the player, whose thread reports
the end. The position is polled about 25 times a second, and only while something plays.
"""

from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.shared.library_source import LoadedSound, TakeSource
from mock_interviewer.app.ui.shared.player import PlayerLike
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.playback.adjustable_sound import AdjustableSound, PlaybackOptions
from mock_interviewer.audio.playback.sound_player import PlaybackEnd, PlaybackEnding
from mock_interviewer.audio.samples import Sound

_POLL_MS = 40


_BACK_TO_START_WITHIN = 0.05


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

    def __init__(self, player: PlayerLike, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._gui = GuiThread(self)
        self._sound: AdjustableSound | None = None
        self._manner = PlaybackOptions()
        self._turn = 0
        self._held = False
        self._playing = False
        self._at = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._poll)

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

    def hear(self, manner: PlaybackOptions) -> None:
        """Hear what is replayed, now and later, in a manner; the place is kept."""
        self._manner = manner
        if self._sound is not None:
            self._sound.set_options(manner)

    def set_sound(self, sound: Sound | None) -> None:
        """Take ``sound`` as what is replayed from now on, from its start; silence the old one."""
        self.stop()
        self._sound = None if sound is None else AdjustableSound(sound, self._manner)
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
        self._player.play(self._sound, start=seconds, on_end=partial(self._report_end, turn))
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

    def _report_end(self, turn: int, end: PlaybackEnd) -> None:
        """Take the end of a play on the player's thread."""
        self._gui.post(partial(self._on_end, turn, end))

    def _on_end(self, turn: int, end: PlaybackEnd) -> None:
        """Take the end of the play numbered ``turn``; one that was replaced no longer matters."""
        if turn != self._turn:
            return
        self._turn += 1
        self._held = False
        self._show_playing(on=False)
        if isinstance(end, MachineError):
            self.failed.emit(str(end))
        elif end is PlaybackEnding.FINISHED:
            self._move_to(self.duration)
            self.finished.emit()


class MomentPlayer(QObject):
    """Plays a take from a moment on; the recording that was asked for last is kept. GUI thread."""

    failed = Signal(str)
    """A sentence: why a moment cannot be heard."""

    def __init__(self, store: StoreThread, data: TakeSource, player: PlayerLike) -> None:
        super().__init__()
        self._store = store
        self._data = data
        self._replay = Replay(player, self)
        self._tasks = BackgroundTasks(GuiThread(self))
        self._take: str | None = None
        self._replay.failed.connect(self.failed)

    @Slot(str, float)
    def play(self, take: str, seconds: float) -> None:
        """Play a take, by its id, from ``seconds`` on."""
        if take == self._take:
            self._replay.play_from(seconds)
            return
        self.stop()
        self._take = None
        wanted: Future[TakeRecord] = self._store.submit(lambda library: library.take(take))
        self._tasks.deliver(wanted, partial(self._read, seconds), self._refuse)

    @Slot()
    def stop(self) -> None:
        """Be silent, and play nothing that is being read."""
        self._tasks.forget()
        self._replay.stop()

    def _read(self, seconds: float, take: TakeRecord) -> None:
        self._tasks.deliver(
            self._data.sound(take), partial(self._have, take.id, seconds), self._refuse
        )

    def _have(self, take: str, seconds: float, loaded: LoadedSound) -> None:
        self._take = take
        self._replay.set_sound(loaded.sound)
        self._replay.play_from(seconds)

    def _refuse(self, error: MachineError) -> None:
        self.failed.emit(str(error))
