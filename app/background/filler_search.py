"""The search for fillers in takes whose transcripts are saved."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.audio.recognition.client import events
from mock_interviewer.audio.recognition.client.model_switch import SwitchEvent
from mock_interviewer.audio.recognition.models.languages import ENGLISH
from mock_interviewer.audio.recognition.transcript import Filler, Transcript

log = logging.getLogger(__name__)

OnFillers = Callable[[str, Transcript], None]
"""Told of a take (its id) and its current transcript, which has the fillers that were found."""


class FillerSearch:
    """Asks ``find`` (``ModelSwitch.find_fillers``) about takes; nobody waits for an answer.

    A search that fails, or that the end of the program cuts short, is not made up for later.
    Owned by one thread, on which ``post`` runs what it is given, soon.
    """

    def __init__(
        self,
        find: Callable[[str, Path], None],
        store: StoreThread,
        post: Callable[[Callable[[], None]], None],
    ) -> None:
        self._find = find
        self._store = store
        self._post = post
        self._open: dict[str, str] = {}
        """Takes by the names of their jobs."""
        self._keeping: list[str] = []
        self._listeners: list[OnFillers] = []

    @property
    def pending(self) -> frozenset[str]:
        """Takes in which fillers are looked for, or were and are being kept."""
        return frozenset((*self._open.values(), *self._keeping))

    def listen(self, found: OnFillers) -> Callable[[], None]:
        """Tell ``found`` of fillers once they are in the store; returns what ends that."""
        self._listeners.append(found)
        return partial(self._listeners.remove, found)

    def look(self, take: TakeRecord) -> None:
        """Look for fillers in a take of English, unless that was done or is under way."""
        transcript, job = take.transcript, f"fillers {take.id}"
        if job in self._open or take.recording is None or transcript is None:
            return
        spoken = transcript.speech_detected and transcript.language == ENGLISH
        if spoken and transcript.fillers is None:
            self._open[job] = take.id
            self._find(job, take.recording)

    def heard(self, event: SwitchEvent) -> bool:
        """Act on an event of recognition; return whether it was about a job of ours."""
        match event:
            case events.FillersFound(job, fillers) if job in self._open:
                self._save(self._open.pop(job), fillers)
            case events.RecognitionFailed(str(job), error) if job in self._open:
                log.warning("fillers of %s were not looked for: %s", self._open.pop(job), error)
            case _:
                return False
        return True

    def _save(self, take: str, fillers: Sequence[Filler]) -> None:
        self._keeping.append(take)
        saved = self._store.submit(lambda library: library.save_fillers(take, fillers))
        saved.add_done_callback(lambda future: self._post(partial(self._saved, take, future)))

    def _saved(self, take: str, future: "Future[TakeRecord]") -> None:
        self._keeping.remove(take)
        error = future.exception()
        if error is not None:
            log.error("fillers of %s could not be kept", take, exc_info=error)
            return
        transcript = future.result().transcript
        if transcript is not None:
            for found in tuple(self._listeners):
                found(take, transcript)
