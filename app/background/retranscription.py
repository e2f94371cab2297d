"""Transcribing saved takes again: which takes, with which vocabulary, in a recognizer of its own.

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
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import Transcript


@dataclass(frozen=True)
class RetranscriptionRequest:
    """One take, and the words to expect in it."""

    take: TakeRecord
    vocabulary: tuple[ExpectedTerm, ...]


@dataclass(frozen=True)
class RetranscriptionResult:
    """What became of one take: a transcript that was kept, or why there is none."""

    take: TakeRecord
    transcript: Transcript | None = None
    error: MachineError | None = None


class RetranscriptionStopped(Exception):
    """It was asked to stop; what was done is kept."""


def has_sound(take: TakeRecord) -> bool:
    """Return whether there is something to transcribe, as far as is written down."""
    return take.status is not TakeStatus.OPEN and take.duration > 0 and take.recording is not None


def takes_with_sound(library: LibraryReader, sessions: Sequence[str]) -> list[TakeRecord]:
    """Return the takes of these sessions (ids) that have sound, session after session.

    Of all sessions, the oldest first, where none is named. Those whose words their person has
    corrected are left out: no model knows better.
    """
    idents = sessions or [session.id for session in reversed(library.sessions())]
    found = (take for ident in dict.fromkeys(idents) for take in library.takes(ident))
    return [take for take in found if has_sound(take) and not _corrected(take)]


def _corrected(take: TakeRecord) -> bool:
    return take.transcript is not None and take.transcript.model == EDITED_BY_PERSON


def usable_models(models: ModelStore, language: str) -> tuple[SpeechModel, ...]:
    """Return the models on this machine that know ``language``, the smallest first.

    Looks at the disk: a few milliseconds.
    """
    here = {ModelState.READY, ModelState.TO_ASSEMBLE}
    found = [status.model for status in models.list() if status.state in here]
    known = [model for model in found if language == ENGLISH or not model.english_only]
    return tuple(sorted(known, key=lambda model: model.size))


class Retranscriber:
    """Writes takes down one after the other, and gives each transcript to ``keep``.

    ``keep`` returns the take as it is then (None where it is gone), and that is what is told.
    ``in_background``: everything else on the machine comes first. ``rewrite`` and ``close`` are
    for one thread and wait; ``stop`` is for any.
    """

    def __init__(
        self,
        models: ModelStore,
        model: str,
        language: str,
        keep: Callable[[str, Transcript], TakeRecord | None],
        *,
        in_background: bool = False,
    ) -> None:
        self._events: queue.SimpleQueue[events.RecognitionEvent | None] = queue.SimpleQueue()
        self._language = language
        self._keep = keep
        self._recogniser = rec.Recognizer(
            models, model, listener=self._events.put, in_background=in_background
        )

    def rewrite(self, wish: RetranscriptionRequest) -> RetranscriptionResult:
        """Write a take down again.

        Raises MachineError where the model cannot be loaded, whatever ``keep`` raises, and
        Stopped once ``stop`` was called.
        """
        take = wish.take
        if take.recording is None:
            raise ValueError(f"{take.id} has no recording")
        self._recogniser.transcribe_file(
            take.id, take.recording, vocabulary=wish.vocabulary, language=self._language
        )
        while True:
            match self._events.get():
                case None:
                    raise RetranscriptionStopped
                case events.Transcribed(_, transcript):
                    kept = self._keep(take.id, transcript)
                    told = kept.transcript if kept is not None else None
                    return RetranscriptionResult(take, transcript=told or transcript)
                case events.RecognitionFailed(None, error):
                    raise error
                case events.RecognitionFailed(_, error):
                    return RetranscriptionResult(take, error=error)

    def stop(self) -> None:
        """Let ``rewrite`` raise Stopped, now or when it is next called."""
        self._events.put(None)

    def close(self) -> None:
        """End the worker, within two seconds."""
        self._recogniser.close()
