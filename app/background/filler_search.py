"""The search for fillers in takes whose transcripts are saved."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from mock_interviewer.app.callback_types import Post
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.audio.recognition.client import events
from mock_interviewer.audio.recognition.client.model_switch import SwitchEvent
from mock_interviewer.audio.recognition.models.languages import ENGLISH
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.transcript import Filler, Transcript

log = logging.getLogger(__name__)

OnFillers = Callable[[str, Transcript], None]
"""Called with a take's id and its current transcript, which has the fillers that were found."""

_REQUEST = RecognitionRequest(fillers_only=True)


class FillerSearch:
    """Searches takes with ``recognize_file`` (that of ``ModelSwitch``); nobody waits for a result.

    A search that fails, or that the end of the program cuts short, is not repeated later.
    Owned by one thread, on which ``post`` runs what it is given, soon.
    """

    def __init__(
        self,
        recognize_file: Callable[[str, Path, RecognitionRequest], None],
        store: StoreThread,
        post: Post,
    ) -> None:
        self._recognize_file = recognize_file
        self._store = store
        self._post = post
        self._open: dict[str, str] = {}
        """Takes by the names of their jobs."""
        self._saving: list[str] = []
        self._listeners: list[OnFillers] = []

    @property
    def pending(self) -> frozenset[str]:
        """Takes that are being searched, or whose fillers are being saved."""
        return frozenset((*self._open.values(), *self._saving))

    def listen(self, listener: OnFillers) -> Callable[[], None]:
        """Call ``listener`` once fillers are in the store; returns a function that ends that."""
        self._listeners.append(listener)
        return partial(self._listeners.remove, listener)

    def search(self, take: TakeRecord) -> None:
        """Search a take of English, unless that was done or is under way."""
        transcript, job = take.transcript, f"fillers {take.id}"
        if job in self._open or take.recording is None or transcript is None:
            return
        spoken = transcript.speech_detected and transcript.language == ENGLISH
        if spoken and transcript.fillers is None:
            self._open[job] = take.id
            self._recognize_file(job, take.recording, _REQUEST)

    def handle(self, event: SwitchEvent) -> bool:
        """Act on an event of recognition; return whether it was about a job of this object."""
        match event:
            case events.FillersFound(job, fillers) if job in self._open:
                self._save(self._open.pop(job), fillers)
            case events.RecognitionFailed(str(job), error) if job in self._open:
                log.warning("take %s was not searched for fillers: %s", self._open.pop(job), error)
            case _:
                return False
        return True

    def _save(self, take: str, fillers: Sequence[Filler]) -> None:
        self._saving.append(take)
        saved = self._store.submit(lambda library: library.save_fillers(take, fillers))
        saved.add_done_callback(lambda future: self._post(partial(self._saved, take, future)))

    def _saved(self, take: str, future: "Future[TakeRecord]") -> None:
        self._saving.remove(take)
        error = future.exception()
        if error is not None:
            log.error("fillers of take %s could not be saved", take, exc_info=error)
            return
        transcript = future.result().transcript
        if transcript is not None:
            for listener in tuple(self._listeners):
                listener(take, transcript)
