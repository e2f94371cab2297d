"""The library's two pages, and the transcripts that are asked for there."""

from concurrent.futures import Future

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from mock_interviewer.app.interview.events import TranscriptFailed, TranscriptReady
from mock_interviewer.app.interview.transcriptions import Transcriptions
from mock_interviewer.app.store.records import TakeRecord
from mock_interviewer.app.store.thread import StoreThread
from mock_interviewer.app.ui.arrivals import Arrivals
from mock_interviewer.app.ui.library_source import StoredLibrary
from mock_interviewer.app.ui.pages.library import LibraryPage
from mock_interviewer.app.ui.pages.take import TakePage
from mock_interviewer.app.ui.replay import PlayerLike
from mock_interviewer.audio.errors import MachineError


class LibraryDesk(QObject):
    """``pages`` shows the list of sessions or one take. GUI thread only."""

    def __init__(self, store: StoreThread, player: PlayerLike) -> None:
        super().__init__()
        self._store = store
        self._source = StoredLibrary(store)
        self._transcriptions: Transcriptions | None = None
        self._arrivals = Arrivals(self)
        self.library = LibraryPage(self._source)
        self.take = TakePage(self._source, player)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.library)
        self.pages.addWidget(self.take)
        self.library.take_chosen.connect(self.open_take)
        self.take.back_requested.connect(self._back)
        self.take.transcribe_requested.connect(self._transcribe)

    def use(self, transcriptions: Transcriptions) -> None:
        """Take transcripts from ``transcriptions``."""
        self._transcriptions = transcriptions
        transcriptions.listen(self._heard)

    def open_take(self, session: str, take: str) -> None:
        """Show a take."""
        self.pages.setCurrentWidget(self.take)
        self.take.open(session, take)

    def open_session(self, session: str) -> None:
        """Show the list with this session unfolded."""
        self.pages.setCurrentWidget(self.library)
        self.library.open_session(session)

    def close(self) -> None:
        """End the thread that reads sound; for another thread than the GUI's."""
        self._source.close()

    def _back(self) -> None:
        self.pages.setCurrentWidget(self.library)

    def _transcribe(self, take: str) -> None:
        transcriptions = self._transcriptions
        if transcriptions is None or transcriptions.problem is not None:
            why = transcriptions.problem if transcriptions is not None else None
            self.take.transcription_failed(take, why or "Recognition is not ready yet.")
            return
        self.take.transcription_started(take)
        wanted: Future[TakeRecord] = self._store.submit(lambda library: library.take(take))

        def begin(record: TakeRecord) -> None:
            if record.recording is None:
                self.take.transcription_failed(take, "This take has no recording.")
            else:
                transcriptions.transcribe_saved(record)

        def failed(error: MachineError) -> None:
            self.take.transcription_failed(take, str(error))

        self._arrivals.wait(wanted, begin, failed)

    def _heard(self, event: TranscriptReady | TranscriptFailed) -> None:
        match event:
            case TranscriptReady(take, transcript):
                self.take.transcription_done(take, transcript)
            case TranscriptFailed(take, text):
                self.take.transcription_failed(take, text)
