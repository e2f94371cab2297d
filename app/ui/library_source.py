"""What the library's pages ask for, and the real answer from the store and the recordings.

Every method returns at once; its future finishes on another thread. A future fails with a
MachineError where the machine refuses (database, disk, sound file).
"""

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from mock_interviewer.app.lengths import MOST_PLAYED
from mock_interviewer.app.store.edited import edited
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.records import (
    NO_RECORDING,
    TakeRecord,
    TranscriptRecord,
)
from mock_interviewer.app.ui.listing_source import (
    LibraryThread,
    ListingData,
    MarkData,
    StoredListing,
)
from mock_interviewer.app.ui.peaks import Peaks, outline_of
from mock_interviewer.app.ui.tasks import Worker
from mock_interviewer.audio.errors import BadAudioFile
from mock_interviewer.audio.flac import at_hand
from mock_interviewer.audio.recognition.catalogue import Model
from mock_interviewer.audio.recognition.transcript import Transcript
from mock_interviewer.audio.rendition.stretching import get_ready
from mock_interviewer.audio.sound_file import declared_seconds, read_sound
from mock_interviewer.audio.types import Sound

Look = Callable[[], tuple[Model, ...]]

_HEADER = 44
"""Bytes of a WAV file without any sound."""


@dataclass(frozen=True)
class ListedTake:
    """A take, and whether its recording was there when it was read."""

    take: TakeRecord
    has_sound: bool


def listed(take: TakeRecord) -> ListedTake:
    """Look for a take's recording; for the store's thread."""
    return ListedTake(take, _has_sound(take))


def with_transcript(
    takes: Iterable[ListedTake], take: str, transcript: Transcript
) -> tuple[ListedTake, ...]:
    """Return ``takes`` with another transcript for the one with this id, if it is among them."""
    return tuple(
        replace(one, take=one.take.having(transcript)) if one.take.id == take else one
        for one in takes
    )


@dataclass(frozen=True)
class LoadedSound:
    """A recording ready to play, and its outline."""

    sound: Sound
    outline: Peaks


class TakeData(Protocol):
    """What the take page needs."""

    def takes(self, session: str) -> Future[tuple[ListedTake, ...]]:
        """Read the takes of a session in the order in which they were made."""

    def sound(self, take: TakeRecord) -> Future[LoadedSound]:
        """Read the recording of a take; fails with BadAudioFile where it is gone or no sound."""

    def transcripts(self, take: str) -> Future[tuple[TranscriptRecord, ...]]:
        """Read all transcripts of a take, the newest first."""

    def choose_transcript(self, take: str, number: int) -> Future[TakeRecord]:
        """Let one of a take's transcripts count from now on."""

    def edit(self, take: str, transcript: Transcript, text: str) -> Future[TakeRecord]:
        """Let ``text``, at the times of a transcript of the take, be its transcript from now on."""

    def models(self) -> Future[tuple[Model, ...]]:
        """Look for the speech models that can be used, the smallest first."""


class LibraryData(ListingData, MarkData, Protocol):
    """What the library page needs."""

    def takes(self, session: str) -> Future[tuple[ListedTake, ...]]:
        """Read the takes of a session in the order in which they were made."""

    def models(self) -> Future[tuple[Model, ...]]:
        """Look for the speech models that can be used, the smallest first."""


class StoredLibrary(StoredListing):
    """The real LibraryData and TakeData: rows from ``store``, sound read on a thread of its own.

    ``close`` ends that thread; the store's is its owner's to end. ``look`` looks on a thread of
    its own for the speech models that can be used.
    """

    def __init__(self, store: LibraryThread, look: Look = lambda: ()) -> None:
        super().__init__(store)
        self._look = look
        self._files = Worker("sound-files")

    def takes(self, session: str) -> Future[tuple[ListedTake, ...]]:
        """Read the takes of a session in the order in which they were made."""
        return self._store.submit(lambda library: _listed(library, session))

    def sound(self, take: TakeRecord) -> Future[LoadedSound]:
        """Read the recording of a take."""
        loading = self._files.submit(_load, take.recording)
        # After the first recording is there, so that none waits for it.
        self._files.submit(get_ready)
        return loading

    def transcripts(self, take: str) -> Future[tuple[TranscriptRecord, ...]]:
        """Read all transcripts of a take, the newest first."""
        return self._store.submit(lambda library: tuple(library.transcripts(take)))

    def choose_transcript(self, take: str, number: int) -> Future[TakeRecord]:
        """Let one of a take's transcripts count from now on."""
        return self._store.submit(lambda library: library.choose_transcript(take, number))

    def edit(self, take: str, transcript: Transcript, text: str) -> Future[TakeRecord]:
        """Let ``text``, at the times of a transcript of the take, be its transcript from now on."""
        return self._store.submit(
            lambda library: library.save_transcript(take, edited(transcript, text))
        )

    def models(self) -> Future[tuple[Model, ...]]:
        """Look for the speech models that can be used, the smallest first."""
        return self._files.submit(self._look)

    def close(self) -> None:
        """End the thread that reads sound; what it has not begun is dropped."""
        self._files.shutdown(wait=True, cancel_futures=True)


def _listed(library: Library, session: str) -> tuple[ListedTake, ...]:
    return tuple(map(listed, library.takes(session)))


def _has_sound(take: TakeRecord) -> bool:
    if take.recording is None or NO_RECORDING in take.flags:
        return False
    try:
        return take.recording.stat().st_size > _HEADER
    except OSError:
        return False


def _load(recording: Path | None) -> LoadedSound:
    if recording is None:
        raise BadAudioFile("This take has no recording.")
    path = at_hand(recording)
    if (declared_seconds(path) or 0.0) > MOST_PLAYED:
        raise BadAudioFile(
            f"This recording is longer than {MOST_PLAYED / 3600:.0f} hours, too long to play here.",
            f"Open {path} in another program.",
        )
    sound = read_sound(path, longest=MOST_PLAYED)
    return LoadedSound(sound, outline_of(sound))
