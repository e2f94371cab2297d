"""Playback of a recording, or of a moment in one, with its position.

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
    """Plays one recording at a time. GUI thread only."""

    position_changed = Signal(float)
    """The position in seconds: about 25 times a second while playing, and at each seek."""
    playing_changed = Signal(bool)
    """True is emitted just before the sound starts."""
    finished = Signal()
    """The recording played to its end."""
    failed = Signal(str)
    """Why the recording cannot be played, as a sentence."""

    def __init__(self, player: PlayerLike, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._gui = GuiThread(self)
        self._sound: AdjustableSound | None = None
        self._options = PlaybackOptions()
        self._generation = 0
        self._paused = False
        self._playing = False
        self._at = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def playing(self) -> bool:
        """Whether sound is playing."""
        return self._playing

    @property
    def position(self) -> float:
        """Seconds from the start of the recording."""
        return self._at

    @property
    def duration(self) -> float:
        """The length in seconds; 0 if there is nothing to play."""
        return self._sound.sound.duration if self._sound else 0.0

    def set_playback(self, options: PlaybackOptions) -> None:
        """Set the options for this and later recordings; keep the position."""
        self._options = options
        if self._sound is not None:
            self._sound.set_options(options)

    def set_sound(self, sound: Sound | None) -> None:
        """Set the recording, at its start, and stop the old one."""
        self.stop()
        self._sound = None if sound is None else AdjustableSound(sound, self._options)
        self._move_to(0.0)

    def toggle(self) -> None:
        """Play or pause; at the end, play from the start again."""
        if self._sound is None:
            return
        if self._playing:
            self._player.pause()
            self._paused = True
            self._show_playing(on=False)
        elif self._paused:
            self._player.resume()
            self._paused = False
            self._show_playing(on=True)
        else:
            at_end = self._at >= self.duration - _BACK_TO_START_WITHIN
            self._start(0.0 if at_end else self._at)

    def play_from(self, seconds: float) -> None:
        """Play from ``seconds``, whether or not it was playing."""
        if self._sound is None:
            return
        if self._playing:
            self._player.seek(self._within(seconds))
            self._move_to(self._within(seconds))
        else:
            self._start(self._within(seconds))

    def seek(self, seconds: float) -> None:
        """Move to ``seconds``, and stay playing, paused, or stopped."""
        if self._sound is None:
            return
        target = self._within(seconds)
        if self._playing or self._paused:
            self._player.seek(target)
        self._move_to(target)

    @Slot()
    def stop(self) -> None:
        """Stop playing; safe at any time."""
        self._generation += 1
        if self._playing or self._paused:
            self._player.stop()
        self._paused = False
        self._show_playing(on=False)

    def _start(self, seconds: float) -> None:
        if self._sound is None:
            return
        self._generation += 1
        self._paused = False
        generation = self._generation
        # Emitted first, because a listener may stop the shared player.
        self._show_playing(on=True)
        self._player.play(self._sound, start=seconds, on_end=partial(self._report_end, generation))
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

    def _report_end(self, generation: int, end: PlaybackEnd) -> None:
        """Handle the end of playback on the player's thread."""
        self._gui.post(partial(self._on_end, generation, end))

    def _on_end(self, generation: int, end: PlaybackEnd) -> None:
        """Handle the end of playback ``generation``; ignore one that was replaced."""
        if generation != self._generation:
            return
        self._generation += 1
        self._paused = False
        self._show_playing(on=False)
        if isinstance(end, MachineError):
            self.failed.emit(str(end))
        elif end is PlaybackEnding.FINISHED:
            self._move_to(self.duration)
            self.finished.emit()


class MomentPlayer(QObject):
    """Plays a take from a moment; keeps the last recording loaded. GUI thread only."""

    failed = Signal(str)
    """Why a moment cannot be played, as a sentence."""

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
        """Play a take, by its ID, from ``seconds``."""
        if take == self._take:
            self._replay.play_from(seconds)
            return
        self.stop()
        self._take = None
        wanted: Future[TakeRecord] = self._store.submit(lambda library: library.take(take))
        self._tasks.deliver(wanted, partial(self._read, seconds), self._refuse)

    @Slot()
    def stop(self) -> None:
        """Stop playing, and cancel an unfinished read."""
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
