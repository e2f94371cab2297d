"""What pages read from the library and change in it, and the implementation on the store.

Every method returns at once; its future finishes on another thread. A future fails with a
MachineError if the database, the disk, or a sound file cannot be used.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeAlias, TypeVar

from mock_interviewer.app.store.database.records import (
    NO_RECORDING,
    SessionRecord,
    TakeRecord,
    TranscriptRecord,
)
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.search.list_rows import (
    ALL_TAKES,
    SessionListRow,
    TakeFilter,
    TakeListRow,
)
from mock_interviewer.app.store.search.listing import PracticedQuestion
from mock_interviewer.app.store.search.take_search import SearchResults
from mock_interviewer.app.store.takes.edited_transcript import edit_transcript
from mock_interviewer.app.text.formatting import LONGEST_PLAYABLE
from mock_interviewer.app.ui.toolkit.tasks import BackgroundWorker
from mock_interviewer.audio.errors import BadAudioFile
from mock_interviewer.audio.files.flac import existing_recording_path
from mock_interviewer.audio.files.sound_file import declared_seconds, read_sound
from mock_interviewer.audio.files.waveform_outline import Peaks, outline_of_sound
from mock_interviewer.audio.playback.time_stretching import preload_stretching
from mock_interviewer.audio.recognition.models.catalog import SpeechModel
from mock_interviewer.audio.recognition.transcript import Transcript
from mock_interviewer.audio.samples import Sound

T = TypeVar("T")
FindModels: TypeAlias = Callable[[], tuple[SpeechModel, ...]]
"""Returns the speech models that can be used, the smallest first."""

_MAX_TAKES_OF_SESSION = 1_000_000
_HEADER = 44
"""The size of a WAV file without samples, in bytes."""


@dataclass(frozen=True)
class LibraryTotals:
    """The numbers of sessions and takes, and of the takes that a filter ``wanted``."""

    sessions: int
    takes: int
    wanted: int


@dataclass(frozen=True)
class LibraryItem:
    """A session, or with ``take`` one take of it, by their IDs.

    ``number`` is that of its list row, if known.
    """

    session: str
    take: str = ""
    number: int | None = field(default=None, compare=False)


class LibraryEditor(Protocol):
    """Changes to saved sessions and takes; changing a deleted one does nothing."""

    def set_mark(self, take: str, mark: str, *, on: bool) -> Future[None]:
        """Set or clear one of TAKE_MARKS on a take."""

    def note_of(self, take: str) -> Future[str]:
        """Read the note on a take."""

    def mark_take(self, take: str, name: str, note: str) -> Future[None]:
        """Give a take a name and a note; "" for none."""

    def name_session(self, session: str, name: str) -> Future[None]:
        """Give a session a name; "" for none."""

    def discard(self, kept: LibraryItem) -> Future[None]:
        """Delete a session or a take; ``restore`` undoes it."""

    def restore(self, kept: LibraryItem) -> Future[None]:
        """Restore a discarded session or take."""


class ListingSource(Protocol):
    """Lists of saved sessions and takes, read in pages, each from below a ``number``."""

    def session_lines(
        self, before: int | None, count: int, oldest: int | None = None
    ) -> Future[tuple[SessionListRow, ...]]:
        """Read at most ``count`` sessions, the newest first, down to number ``oldest``."""

    def session(self, session: str) -> Future[SessionRecord | None]:
        """Read a session; None if it is deleted."""

    def takes_of_session(self, session: str) -> Future[tuple[TakeListRow, ...]]:
        """Read the list rows of a session's takes, the oldest first."""

    def answers(
        self, wanted: TakeFilter, before: int | None, count: int, oldest: int | None = None
    ) -> Future[tuple[TakeListRow, ...]]:
        """Read at most ``count`` filtered takes, the newest first, down to number ``oldest``."""

    def search(self, text: str, wanted: TakeFilter, count: int) -> Future[SearchResults]:
        """Return at most ``count`` filtered takes that match the search text."""

    def totals(self, wanted: TakeFilter) -> Future[LibraryTotals]:
        """Count all sessions and takes, and the filtered takes."""

    def practiced_questions(self) -> Future[tuple[PracticedQuestion, ...]]:
        """Read which questions have been answered."""

    def takes_of_question(self, bank: str, question: str) -> Future[tuple[TakeListRow, ...]]:
        """Read all takes of a question and of its follow-ups, the oldest first."""


class LibraryThread(Protocol):
    """The store's thread: runs work that is given the library (``StoreThread`` is one)."""

    def submit(self, work: Callable[[Library], T]) -> Future[T]:
        """Run ``work`` on the store's thread."""


@dataclass(frozen=True)
class ListedTake:
    """A take, and whether it had a recording with sound when it was read."""

    take: TakeRecord
    has_sound: bool


def listed_take(take: TakeRecord) -> ListedTake:
    """Check whether a take has sound; for the store's thread."""
    return ListedTake(take, _has_sound(take))


def with_transcript(
    takes: Iterable[ListedTake], take: str, transcript: Transcript
) -> tuple[ListedTake, ...]:
    """Return ``takes`` with another transcript for the take with this ID, if included."""
    return tuple(
        replace(one, take=one.take.with_transcript(transcript)) if one.take.id == take else one
        for one in takes
    )


@dataclass(frozen=True)
class LoadedSound:
    """A recording ready to play, and its outline."""

    sound: Sound
    outline: Peaks


class TakeSource(Protocol):
    """The data that the take page needs."""

    def takes(self, session: str) -> Future[tuple[ListedTake, ...]]:
        """Read the takes of a session, the oldest first."""

    def sound(self, take: TakeRecord) -> Future[LoadedSound]:
        """Read the recording of a take; fails with BadAudioFile if it is missing or not sound."""

    def transcripts(self, take: str) -> Future[tuple[TranscriptRecord, ...]]:
        """Read all transcripts of a take, the newest first."""

    def choose_transcript(self, take: str, number: int) -> Future[TakeRecord]:
        """Make one of a take's transcripts its current one."""

    def edit(self, take: str, transcript: Transcript, text: str) -> Future[TakeRecord]:
        """Save ``text``, timed by one of the take's transcripts, as its current transcript."""

    def models(self) -> Future[tuple[SpeechModel, ...]]:
        """Find the speech models that can be used, the smallest first."""


class LibrarySource(ListingSource, LibraryEditor, Protocol):
    """The data that the library page needs."""

    def takes(self, session: str) -> Future[tuple[ListedTake, ...]]:
        """Read the takes of a session, the oldest first."""

    def models(self) -> Future[tuple[SpeechModel, ...]]:
        """Find the speech models that can be used, the smallest first."""


class StoredLibrary:
    """The LibrarySource and TakeSource on the store, with a thread that reads sound.

    ``close`` stops that thread, but not the store's. ``find_models`` also runs on that thread.
    """

    def __init__(self, store: LibraryThread, find_models: FindModels = lambda: ()) -> None:
        self._store = store
        self._find_models = find_models
        self._files = BackgroundWorker("sound-files")

    def session_lines(
        self, before: int | None, count: int, oldest: int | None = None
    ) -> Future[tuple[SessionListRow, ...]]:
        """Read at most ``count`` sessions, the newest first, down to number ``oldest``."""
        return self._store.submit(lambda library: library.listing.sessions(before, count, oldest))

    def session(self, session: str) -> Future[SessionRecord | None]:
        """Read a session; None if it is deleted."""
        return self._store.submit(lambda library: _session(library, session))

    def takes_of_session(self, session: str) -> Future[tuple[TakeListRow, ...]]:
        """Read the list rows of a session's takes, the oldest first."""
        return self._store.submit(lambda library: _lines_of(library, session))

    def answers(
        self, wanted: TakeFilter, before: int | None, count: int, oldest: int | None = None
    ) -> Future[tuple[TakeListRow, ...]]:
        """Read at most ``count`` filtered takes, the newest first, down to number ``oldest``."""
        return self._store.submit(
            lambda library: library.listing.takes(wanted, before, count, oldest)
        )

    def search(self, text: str, wanted: TakeFilter, count: int) -> Future[SearchResults]:
        """Return at most ``count`` filtered takes that match the search text."""
        return self._store.submit(lambda library: library.search.find(text, wanted, count))

    def totals(self, wanted: TakeFilter) -> Future[LibraryTotals]:
        """Count all sessions and takes, and the filtered takes."""
        return self._store.submit(lambda library: _totals(library, wanted))

    def practiced_questions(self) -> Future[tuple[PracticedQuestion, ...]]:
        """Read which questions have been answered."""
        return self._store.submit(lambda library: library.listing.practiced())

    def takes_of_question(self, bank: str, question: str) -> Future[tuple[TakeListRow, ...]]:
        """Read all takes of a question and of its follow-ups, the oldest first."""
        return self._store.submit(lambda library: library.listing.of_question(bank, question))

    def set_mark(self, take: str, mark: str, *, on: bool) -> Future[None]:
        """Set or clear one of TAKE_MARKS on a take."""
        return self._mark(lambda library: library.marks.set(take, **{mark: on}))

    def note_of(self, take: str) -> Future[str]:
        """Read the note on a take; "" if there is none."""
        return self._store.submit(lambda library: _note(library, take))

    def mark_take(self, take: str, name: str, note: str) -> Future[None]:
        """Give a take a name and a note; "" for none."""

        def mark(library: Library) -> None:
            library.marks.rename_take(take, name)
            library.marks.note(take, note)

        return self._mark(mark)

    def name_session(self, session: str, name: str) -> Future[None]:
        """Give a session a name; "" for none."""
        return self._mark(lambda library: library.marks.rename_session(session, name))

    def discard(self, kept: LibraryItem) -> Future[None]:
        """Delete a session or a take; ``restore`` undoes it."""

        def discard(library: Library) -> None:
            if kept.take:
                library.trash.discard_take(kept.take)
            else:
                library.trash.discard_session(kept.session)

        return self._mark(discard)

    def restore(self, kept: LibraryItem) -> Future[None]:
        """Restore a discarded session or take."""

        def restore(library: Library) -> None:
            if kept.take:
                library.trash.restore_take(kept.take)
            else:
                library.trash.restore_session(kept.session)

        return self._mark(restore)

    def _mark(self, change: Callable[[Library], None]) -> Future[None]:
        def mark(library: Library) -> None:
            # It may just have been deleted.
            with suppress(KeyError):
                change(library)

        return self._store.submit(mark)

    def takes(self, session: str) -> Future[tuple[ListedTake, ...]]:
        """Read the takes of a session, the oldest first."""
        return self._store.submit(lambda library: _listed(library, session))

    def sound(self, take: TakeRecord) -> Future[LoadedSound]:
        """Read the recording of a take."""
        loading = self._files.submit(_load, take.recording)
        # After the first recording is read, so that none waits for this.
        self._files.submit(preload_stretching)
        return loading

    def transcripts(self, take: str) -> Future[tuple[TranscriptRecord, ...]]:
        """Read all transcripts of a take, the newest first."""
        return self._store.submit(lambda library: tuple(library.transcripts(take)))

    def choose_transcript(self, take: str, number: int) -> Future[TakeRecord]:
        """Make one of a take's transcripts its current one."""
        return self._store.submit(lambda library: library.choose_transcript(take, number))

    def edit(self, take: str, transcript: Transcript, text: str) -> Future[TakeRecord]:
        """Save ``text``, timed by one of the take's transcripts, as its current transcript."""
        return self._store.submit(
            lambda library: library.save_transcript(take, edit_transcript(transcript, text))
        )

    def models(self) -> Future[tuple[SpeechModel, ...]]:
        """Find the speech models that can be used, the smallest first."""
        return self._files.submit(self._find_models)

    def close(self) -> None:
        """Stop the thread that reads sound, and drop the reads that have not started."""
        self._files.shutdown(wait=True, cancel_futures=True)


def _listed(library: Library, session: str) -> tuple[ListedTake, ...]:
    return tuple(map(listed_take, library.takes(session)))


def _has_sound(take: TakeRecord) -> bool:
    if take.recording is None or NO_RECORDING in take.flags:
        return False
    try:
        return take.recording.stat().st_size > _HEADER
    except OSError:
        return False


def _load(recording: Path | None) -> LoadedSound:
    if recording is None:
        raise BadAudioFile("This answer has no recording.")
    path = existing_recording_path(recording)
    if (declared_seconds(path) or 0.0) > LONGEST_PLAYABLE:
        raise BadAudioFile(
            f"This recording is longer than {LONGEST_PLAYABLE / 3600:.0f} hours, "
            "too long to play here.",
            f"Open {path} in another program.",
        )
    sound = read_sound(path, longest=LONGEST_PLAYABLE)
    return LoadedSound(sound, outline_of_sound(sound))


def _session(library: Library, session: str) -> SessionRecord | None:
    try:
        return library.session(session)
    except KeyError:
        return None


def _note(library: Library, take: str) -> str:
    try:
        return library.take(take).note
    except KeyError:
        return ""


def _lines_of(library: Library, session: str) -> tuple[TakeListRow, ...]:
    # The newest come first. No session has that many takes.
    found = library.listing.takes(TakeFilter(session=session), count=_MAX_TAKES_OF_SESSION)
    return tuple(reversed(found))


def _totals(library: Library, wanted: TakeFilter) -> LibraryTotals:
    takes = library.listing.count(ALL_TAKES)
    counted = takes if wanted == ALL_TAKES else library.listing.count(wanted)
    return LibraryTotals(library.listing.session_count(), takes, counted)
