"""Transcribing saved takes again: which takes, and with a recognizer of their own.

The window and the command line both use this, and both keep the transcripts that are replaced.
"""

import queue
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mock_interviewer.app.store.database.records import TakeRecord, TakeStatus
from mock_interviewer.app.store.reader import LibraryReader
from mock_interviewer.app.store.takes.edited_transcript import EDITED_BY_PERSON
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.client import events
from mock_interviewer.audio.recognition.client import recognizer as rec
from mock_interviewer.audio.recognition.models.catalog import SpeechModel
from mock_interviewer.audio.recognition.models.languages import ENGLISH
from mock_interviewer.audio.recognition.models.store import ModelState, ModelStore
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.transcript import Transcript


@dataclass(frozen=True)
class RetranscriptionResult:
    """The result for one take: a transcript that was kept, or the error that prevented one."""

    take: TakeRecord
    transcript: Transcript | None = None
    error: MachineError | None = None


class RetranscriptionStopped(Exception):
    """Retranscription was asked to stop; the transcripts made so far are kept."""


def has_sound(take: TakeRecord) -> bool:
    """Return whether a take has sound to transcribe, as far as its record says."""
    return take.status is not TakeStatus.OPEN and take.duration > 0 and take.recording is not None


def takes_with_sound(library: LibraryReader, sessions: Sequence[str]) -> list[TakeRecord]:
    """Return the takes of these sessions (ids) that have sound, session after session.

    Without ids, those of all sessions, the oldest first. Takes whose transcript was corrected by
    hand are left out: no model knows better.
    """
    wanted = sessions or [session.id for session in reversed(library.sessions())]
    found = (take for session in dict.fromkeys(wanted) for take in library.takes(session))
    return [take for take in found if has_sound(take) and not _corrected(take)]


def _corrected(take: TakeRecord) -> bool:
    return take.transcript is not None and take.transcript.model == EDITED_BY_PERSON


def usable_models(models: ModelStore, language: str) -> tuple[SpeechModel, ...]:
    """Return the installed models that know ``language``, the smallest first.

    Reads the disk for a few milliseconds.
    """
    installed = {ModelState.READY, ModelState.TO_ASSEMBLE}
    found = [status.model for status in models.list() if status.state in installed]
    known = [model for model in found if language == ENGLISH or not model.english_only]
    return tuple(sorted(known, key=lambda model: model.size))


class Retranscriber:
    """Transcribes takes one after the other, and gives each transcript to ``keep``.

    ``keep`` returns the take with what was kept, None where the take is gone. ``in_background``:
    the worker runs at the lowest priority. ``transcribe`` and ``close`` are for one thread and
    wait; ``stop`` is for any.
    """

    def __init__(
        self,
        models: ModelStore,
        model: str,
        keep: Callable[[str, Transcript], TakeRecord | None],
        *,
        in_background: bool = False,
    ) -> None:
        self._events: queue.SimpleQueue[events.RecognitionEvent | None] = queue.SimpleQueue()
        self._keep = keep
        self._recognizer = rec.Recognizer(
            models, model, listener=self._events.put, in_background=in_background
        )

    def transcribe(self, take: TakeRecord, request: RecognitionRequest) -> RetranscriptionResult:
        """Transcribe a take again.

        Raises MachineError where the model cannot be loaded, whatever ``keep`` raises, and
        RetranscriptionStopped once ``stop`` was called.
        """
        if take.recording is None:
            raise ValueError(f"{take.id} has no recording")
        self._recognizer.recognize_file(take.id, take.recording, request)
        while True:
            match self._events.get():
                case None:
                    raise RetranscriptionStopped
                case events.Transcribed(_, transcript):
                    kept = self._keep(take.id, transcript)
                    current = kept.transcript if kept is not None else None
                    return RetranscriptionResult(take, transcript=current or transcript)
                case events.RecognitionFailed(None, error):
                    raise error
                case events.RecognitionFailed(_, error):
                    return RetranscriptionResult(take, error=error)

    def stop(self) -> None:
        """Make ``transcribe`` raise RetranscriptionStopped, now or when it is next called."""
        self._events.put(None)

    def close(self) -> None:
        """End the worker, within two seconds."""
        self._recognizer.close()
