"""Keeps a sound file as a take, in a session of its own."""

import logging
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.records import AskedQuestion, TakeRecord
from mock_interviewer.audio.errors import DiskFull
from mock_interviewer.audio.recording_file import RecordingWriter
from mock_interviewer.audio.sound_file import read_blocks
from mock_interviewer.audio.types import SPEECH_RATE, Sound

log = logging.getLogger(__name__)

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


def import_sound(library: Library, path: Path, question: AskedQuestion) -> TakeRecord:
    """Copy the sound of any file as a recording of ours and keep it as a SAVED take.

    Keeps some seconds of it in memory. Raises BadAudioFile where there is no sound at ``path``, and
    StoreError or DiskFull where it cannot be kept; nothing is added then.
    """
    blocks = read_blocks(path, SPEECH_RATE)
    first = next(blocks)  # what is no sound is refused before anything is written down
    session = library.create_session(_ImportPlan((question,)))
    try:
        take = library.create_take(session.id, question, position=1, attempt=1)
        kept = library.close_take(take.id, _record(chain((first,), blocks), take))
        library.end_session(session.id)
    except BaseException as error:
        library.delete_session(session.id)
        if isinstance(error, DiskFull):
            raise StoreError(
                f"There is no room for the sound of {path}.", "Make room, then try again."
            ) from error
        raise
    log.info("take %s imported: %.1f s", kept.id, kept.duration)
    return kept


def _record(blocks: Iterable[Sound], take: TakeRecord) -> float:
    """Write the recording of a take, whole or not at all; return its seconds."""
    if take.recording is None:
        raise ValueError(f"{take.id} has no recording")
    try:
        with closing(RecordingWriter(take.recording)) as writer:
            for block in blocks:
                writer.write(block.samples)
    except BaseException:
        # On a full disk there is no room to write down that the rest goes, until this has gone.
        take.recording.unlink(missing_ok=True)
        raise
    return writer.duration
