"""Import of a sound file as a take, in a session of its own."""

import logging
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final, Protocol, TypeVar

from mock_interviewer.app.data_folder.disk_use import SPARE_BYTES
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.pending_import import PendingImport
from mock_interviewer.app.store.takes.session_plan import StoredQuestion
from mock_interviewer.app.text.formatting import byte_size, spoken_length
from mock_interviewer.audio.errors import DiskFull
from mock_interviewer.audio.files.recording_file import BYTES_PER_SAMPLE, RecordingWriter, disk_full
from mock_interviewer.audio.files.sound_file import LONGEST_SOUND, declared_seconds, read_blocks
from mock_interviewer.audio.samples import SPEECH_RATE, Sound

log = logging.getLogger(__name__)

T = TypeVar("T")

IMPORT_MODE: Final = "import"
"""The mode and style of a session that holds an imported take."""
_LOOK_EVERY: Final = 4 << 20
"""Bytes written between two checks of the free space."""


@dataclass(frozen=True)
class _NoFollowUps:
    most: int = 0


@dataclass(frozen=True)
class _ImportPlan:
    questions: Sequence[StoredQuestion]
    mode: str = IMPORT_MODE
    think_time: float = 0.0
    answer_limit: float = 0.0
    seed: int | None = None
    style: str = IMPORT_MODE
    follow_ups: _NoFollowUps = _NoFollowUps()
    retry: bool = False
    language: str | None = None


@dataclass(frozen=True)
class ImportSize:
    """The sound that an import is about to write: its seconds, and its size in bytes."""

    seconds: float
    bytes: int


class LibraryRunner(Protocol):
    """Runs work on a library, on whatever thread that lives, and waits for it."""

    def __call__(self, work: Callable[[Library], T], /) -> T:
        """Return what ``work`` returns, or raise what it raises."""


def import_sound(
    library: Library,
    path: Path,
    question: StoredQuestion,
    on_size: Callable[[ImportSize], None] = lambda _size: None,
) -> TakeRecord:
    """Copy the sound of any file into a recording of ours and save it as a SAVED take.

    If the file says how long it is, ``on_size`` is called with the size to come before anything is
    written. Holds some seconds of sound in memory. Raises BadAudioFile if there is no sound at
    ``path`` or more than LONGEST_SOUND, and StoreError if it cannot be saved, or would leave less
    than SPARE_BYTES free; nothing is added then. After a kill, the next start removes the rest.
    """

    def here(work: Callable[[Library], T]) -> T:
        return work(library)

    return import_sound_through(here, path, question, on_size=on_size)


def import_sound_through(
    do: LibraryRunner,
    path: Path,
    question: StoredQuestion,
    on_progress: Callable[[float], None] = lambda _seconds: None,
    on_size: Callable[[ImportSize], None] = lambda _size: None,
) -> TakeRecord:
    """Do the same for a library on another thread; the sound is read and written on this one.

    ``on_progress`` is called repeatedly with the seconds written so far. If it raises, the import
    ends and nothing is added. Also raises StoreError if the library is closed meanwhile.
    """
    blocks = read_blocks(path, SPEECH_RATE, longest=LONGEST_SOUND)
    first = next(blocks)  # what is not sound is refused before anything is saved
    if (seconds := declared_seconds(path)) is not None:
        size = ImportSize(seconds, round(seconds * SPEECH_RATE) * BYTES_PER_SAMPLE)
        on_size(size)
        _refuse_without_room(path, size, do(lambda library: library.data.sessions))
    arriving = do(lambda library: library.imports.begin(_ImportPlan((question,)), question))
    try:
        duration = _write_recording(chain((first,), blocks), arriving.recording, on_progress)
        kept = do(partial(_keep, arriving, duration))
    except BaseException as error:
        do(lambda library: library.imports.cancel(arriving))
        if isinstance(error, DiskFull):
            raise StoreError(
                f"Not enough space for {path}, so it was not imported.",
                "Free up space, then try again.",
            ) from error
        raise
    log.info("take %s imported: %.1f s", kept.id, kept.duration)
    return kept


def _refuse_without_room(path: Path, size: ImportSize, folder: Path) -> None:
    """Raise StoreError if too little space would be free after the import."""
    free = _free(folder)
    if size.bytes + SPARE_BYTES > free:
        raise StoreError(
            f"Not enough space for {path}: {spoken_length(size.seconds)} of sound need"
            f" {byte_size(size.bytes)}, and {byte_size(free)} are free.",
            f"Free up space on the disk that holds {folder} until"
            f" {byte_size(size.bytes + SPARE_BYTES)} are free, then try again.",
        ) from disk_full(folder)


def _stop_when_full(recording: Path) -> None:
    """Raise DiskFull if too little space is free for an import to continue."""
    if _free(recording.parent) < SPARE_BYTES:
        raise disk_full(recording)


def _free(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError as error:
        raise StoreError(
            f"Cannot check the free space in {folder}: {error.strerror}.",
            "Check that it is connected.",
        ) from error


def _keep(arriving: PendingImport, duration: float, library: Library) -> TakeRecord:
    library.imports.keep(arriving, duration)
    return library.take(arriving.take)


def _write_recording(
    blocks: Iterable[Sound], recording: Path, on_progress: Callable[[float], None]
) -> float:
    """Write a complete recording, or none; return its seconds."""
    try:
        with closing(RecordingWriter(recording)) as writer:
            look_at = 0
            for block in blocks:
                if writer.samples >= look_at:
                    look_at = writer.samples + _LOOK_EVERY // BYTES_PER_SAMPLE
                    _stop_when_full(recording)
                writer.write(block.samples)
                on_progress(writer.duration)
    except BaseException:
        # On a full disk, the database cannot record the removal until this file is gone.
        recording.unlink(missing_ok=True)
        raise
    return writer.duration
