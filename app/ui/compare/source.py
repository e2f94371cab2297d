"""What the compare page reads, and its implementation on the store.

Every method returns at once; its future finishes on another thread. A future fails with a
MachineError if the database, the disk, or a sound file cannot be read.
"""

from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from mock_interviewer.app.feedback.comparing.word_changes import WordChanges, compare_words
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.store.database.records import TakeRecord, TakeStatus
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.search.list_rows import TakeListRow
from mock_interviewer.app.ui.shared.library_source import (
    LibraryThread,
    ListedTake,
    LoadedSound,
    StoredLibrary,
    listed_take,
)
from mock_interviewer.app.ui.shared.word_index import WordIndex
from mock_interviewer.app.ui.toolkit.tasks import BackgroundWorker
from mock_interviewer.audio.recognition.transcript import Transcript


@dataclass(frozen=True)
class ComparedTake:
    """A take and its feedback; None if it has none."""

    listed: ListedTake
    feedback: Feedback | None = None

    @property
    def id(self) -> str:
        """The take's ID."""
        return self.listed.take.id


@dataclass(frozen=True)
class Comparison:
    """Two takes of a question, the earlier first, and all takes to choose from.

    There is only one take if the question has no other, and none if a take is gone. The
    ``choices`` are sorted, the earliest first.
    """

    takes: tuple[ComparedTake, ...] = ()
    choices: tuple[TakeListRow, ...] = ()


class ComparisonSource(Protocol):
    """The data that the page needs."""

    def compared(self, take: str, other: str | None) -> Future[Comparison]:
        """Read a take and another one; None for the take of the same question before it.

        If it was the first of its question, read the one after it. Prefer takes with analyzed
        key points.
        """

    def differences(self, earlier: Transcript, later: Transcript) -> Future[WordChanges]:
        """Compare the words of two transcripts."""

    def sound(self, take: TakeRecord) -> Future[LoadedSound]:
        """Read the recording of a take; fails with BadAudioFile if it is missing or not sound."""


class StoredComparison:
    """The ComparisonSource on the store; recordings come from ``library``. ``close`` it."""

    def __init__(self, store: LibraryThread, library: StoredLibrary) -> None:
        self._store = store
        self._library = library
        self._comparing = BackgroundWorker("comparing")

    def compared(self, take: str, other: str | None) -> Future[Comparison]:
        """Read a take and another one."""
        return self._store.submit(lambda library: _compared(library, take, other))

    def differences(self, earlier: Transcript, later: Transcript) -> Future[WordChanges]:
        """Compare the words of two transcripts."""
        return self._comparing.submit(compare_transcripts, earlier, later)

    def sound(self, take: TakeRecord) -> Future[LoadedSound]:
        """Read the recording of a take."""
        return self._library.sound(take)

    def close(self) -> None:
        """Stop the thread that compares words."""
        self._comparing.shutdown(wait=True, cancel_futures=True)


def compare_transcripts(earlier: Transcript, later: Transcript) -> WordChanges:
    """Compare two transcripts; the numbers of words are those of a WordIndex."""
    return compare_words(_words(earlier), _words(later))


def _words(transcript: Transcript) -> list[str]:
    index = WordIndex(transcript)
    return [index.text[word.first : word.last] for word in index.words]


def _compared(library: Library, take: str, other: str | None) -> Comparison:
    try:
        first = library.take(take)
        second = None if other is None else library.take(other)
    except KeyError:
        return Comparison()
    choices = tuple(
        line
        for line in library.listing.of_question(first.bank, first.question)
        if line.status is TakeStatus.SAVED and line.follow_up == first.follow_up
    )
    if second is None:
        neighbor = _neighbor(first, choices)
        second = None if neighbor is None else library.take(neighbor)
    found = [record for record in (first, second) if record is not None]
    return Comparison(
        tuple(
            _with_feedback(library, record)
            for record in sorted(found, key=lambda record: (record.started_at, record.id))
        ),
        choices,
    )


def _neighbor(take: TakeRecord, choices: tuple[TakeListRow, ...]) -> str | None:
    """Return the take before ``take``, or else the one after it; None if it is the only one.

    Takes whose key points were not analyzed, such as silent ones, come last.
    """
    others = [line for line in choices if line.id != take.id]
    analyzed = [line for line in others if line.coverage is not None] or others
    before = [line for line in analyzed if (line.started_at, line.id) < (take.started_at, take.id)]
    if before:
        return before[-1].id
    return analyzed[0].id if analyzed else None


def _with_feedback(library: Library, take: TakeRecord) -> ComparedTake:
    kept = library.feedback(take.id)
    return ComparedTake(listed_take(take), None if kept is None else kept.feedback)
