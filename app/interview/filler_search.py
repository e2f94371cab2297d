"""Fillers of takes, looked for once their transcripts are saved, and kept with those."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from mock_interviewer.app.store.records import TakeRecord
from mock_interviewer.app.store.thread import StoreThread
from mock_interviewer.audio.recognition import recogniser as rec
from mock_interviewer.audio.recognition.languages import ENGLISH
from mock_interviewer.audio.recognition.switching import SwitchEvent
from mock_interviewer.audio.recognition.transcript import Filler, Transcript

log = logging.getLogger(__name__)


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
        self.on_found: Callable[[str, Transcript], None] = lambda _take, _transcript: None
        """Called with a take and its current transcript once fillers are in the store with that."""

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
            case rec.FillersFound(job, fillers) if job in self._open:
                self._save(self._open.pop(job), fillers)
            case rec.Failed(str(job), error) if job in self._open:
                log.warning("fillers of %s were not looked for: %s", self._open.pop(job), error)
            case _:
                return False
        return True

    def _save(self, take: str, fillers: Sequence[Filler]) -> None:
        saved = self._store.submit(lambda library: library.save_fillers(take, fillers))
        saved.add_done_callback(lambda future: self._post(partial(self._saved, take, future)))

    def _saved(self, take: str, future: "Future[TakeRecord]") -> None:
        error = future.exception()
        if error is not None:
            log.error("fillers of %s could not be kept", take, exc_info=error)
            return
        transcript = future.result().transcript
        if transcript is not None:
            self.on_found(take, transcript)
