"""Keeps a sound file as a take, in a session of its own."""

import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final, Protocol, TypeVar

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.imports import Arriving
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.records import AskedQuestion, TakeRecord
from mock_interviewer.audio.errors import DiskFull
from mock_interviewer.audio.recording_file import RecordingWriter
from mock_interviewer.audio.sound_file import read_blocks
from mock_interviewer.audio.types import SPEECH_RATE, Sound

log = logging.getLogger(__name__)

T = TypeVar("T")

IMPORT: Final = "import"
"""The mode, and the style, of a session that holds an imported take."""


@dataclass(frozen=True)
class _ImportPlan:
    questions: Sequence[AskedQuestion]
    mode: str = IMPORT
    think_time: float = 0.0
    answer_limit: float = 0.0
    seed: int | None = None
    style: str = IMPORT


class Doing(Protocol):
    """Does work on a library, wherever that lives, and waits for it."""

    def __call__(self, work: Callable[[Library], T], /) -> T:
        """Return what ``work`` returns, or raise what it raises."""


def import_sound(
    library: Library,
    path: Path,
    question: AskedQuestion,
) -> TakeRecord:
    """Copy the sound of any file as a recording of ours and keep it as a SAVED take.

    Keeps some seconds of it in memory. Raises BadAudioFile where there is no sound at ``path``, and
    StoreError where it cannot be kept; nothing is added then. Killed on the way, what there was of
    it goes at the next start.
    """

    def here(work: Callable[[Library], T]) -> T:
        return work(library)

    return import_sound_beside(here, path, question)


def import_sound_beside(
    do: Doing,
    path: Path,
    question: AskedQuestion,
    tell: Callable[[float], None] = lambda _seconds: None,
) -> TakeRecord:
    """Do the same for a library of another thread; the sound is read and written on this one.

    ``tell`` is given the seconds that were written so far, again and again. What it raises ends the
    import, and nothing is added. Raises StoreError too where the library is closed meanwhile.
    """
    blocks = read_blocks(path, SPEECH_RATE)
    first = next(blocks)  # what is no sound is refused before anything is written down
    arriving = do(lambda library: library.imports.begin(_ImportPlan((question,)), question))
    try:
        duration = _record(chain((first,), blocks), arriving.recording, tell)
        kept = do(partial(_keep, arriving, duration))
    except BaseException as error:
        do(lambda library: library.imports.give_up(arriving))
        if isinstance(error, DiskFull):
            raise StoreError(
                f"There is no room for the sound of {path}.", "Make room, then try again."
            ) from error
        raise
    log.info("take %s imported: %.1f s", kept.id, kept.duration)
    return kept


def _keep(arriving: Arriving, duration: float, library: Library) -> TakeRecord:
    library.imports.keep(arriving, duration)
    return library.take(arriving.take)


def _record(blocks: Iterable[Sound], recording: Path, tell: Callable[[float], None]) -> float:
    """Write a recording, whole or not at all; return its seconds."""
    try:
        with closing(RecordingWriter(recording)) as writer:
            for block in blocks:
                writer.write(block.samples)
                tell(writer.duration)
    except BaseException:
        # On a full disk there is no room to write down that the rest goes, until this has gone.
        recording.unlink(missing_ok=True)
        raise
    return writer.duration
