"""Moments of answers, heard again during a session."""

from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.store.records import TakeRecord
from mock_interviewer.app.store.thread import StoreThread
from mock_interviewer.app.ui.arrivals import Arrivals
from mock_interviewer.app.ui.library_source import LoadedSound, TakeData
from mock_interviewer.app.ui.replay import PlayerLike, Replay
from mock_interviewer.audio.errors import MachineError


class Moments(QObject):
    """Plays a take from a moment on; the recording that was asked for last is kept. GUI thread."""

    failed = Signal(str)
    """A sentence: why a moment cannot be heard."""

    def __init__(self, store: StoreThread, data: TakeData, player: PlayerLike) -> None:
        super().__init__()
        self._store = store
        self._data = data
        self._replay = Replay(player, self)
        self._arrivals = Arrivals(self)
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
        self._arrivals.wait(wanted, partial(self._read, seconds), self._refuse)

    @Slot()
    def stop(self) -> None:
        """Be silent, and play nothing that is being read."""
        self._arrivals.forget()
        self._replay.stop()

    def _read(self, seconds: float, take: TakeRecord) -> None:
        self._arrivals.wait(
            self._data.sound(take), partial(self._have, take.id, seconds), self._refuse
        )

    def _have(self, take: str, seconds: float, loaded: LoadedSound) -> None:
        self._take = take
        self._replay.set_sound(loaded.sound)
        self._replay.play_from(seconds)

    def _refuse(self, error: MachineError) -> None:
        self.failed.emit(str(error))
