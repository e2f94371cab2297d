"""What a crash or a power cut left open, closed at the next start."""

import logging
from pathlib import Path

from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.records import DAMAGED, NO_RECORDING, RECOVERED, TakeRecord
from mock_interviewer.audio.errors import BadAudioFile
from mock_interviewer.audio.recording_file import repair

log = logging.getLogger(__name__)


def recover(library: Library) -> list[TakeRecord]:
    """Close the takes that an earlier run left OPEN, as they now are; return them, oldest first.

    Their recordings are made playable. Flags: RECOVERED, and NO_RECORDING where there is no sound
    or DAMAGED where the file is no recording of ours. Raises StoreError.
    """
    recovered = [_recover(library, take) for take in library.unfinished()]
    if recovered:
        log.info("recovered %d takes of an earlier run", len(recovered))
    return recovered


def _recover(library: Library, take: TakeRecord) -> TakeRecord:
    recording = take.recording
    if recording is None or _is_empty(recording):
        return library.close_take(take.id, 0.0, (RECOVERED, NO_RECORDING))
    try:
        duration = repair(recording)
    except BadAudioFile as error:
        log.warning("take %s: %s", take.id, error)
        return library.close_take(take.id, 0.0, (RECOVERED, DAMAGED))
    if duration == 0:
        return library.close_take(take.id, 0.0, (RECOVERED, NO_RECORDING))
    return library.close_take(take.id, duration, (RECOVERED,))


def _is_empty(recording: Path) -> bool:
    """Tell whether a file is missing or has no byte; one that cannot be looked at is neither."""
    try:
        return recording.stat().st_size == 0
    except FileNotFoundError:
        return True
    except OSError:
        return False
