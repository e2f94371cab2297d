"""Closes takes that a crash, a kill or a power cut left open.

Opening the library to write recovers them, so it happens once, at the next start of a window or a
command that writes.
"""

import logging
from pathlib import Path

from mock_interviewer.app.store.records import DAMAGED, NO_RECORDING, RECOVERED
from mock_interviewer.audio.errors import BadAudioFile
from mock_interviewer.audio.recording_file import repair

log = logging.getLogger(__name__)


def make_playable(recording: Path | None) -> tuple[float, tuple[str, ...]]:
    """Make the recording of an open take playable; return its seconds and the take's flags.

    The flags are RECOVERED, and NO_RECORDING if there is no sound, or DAMAGED if the file is not a
    recording of ours. Raises OSError if the disk refuses.
    """
    if recording is None or _is_empty(recording):
        return 0.0, (RECOVERED, NO_RECORDING)
    try:
        duration = repair(recording)
    except BadAudioFile as error:
        log.warning("%s", error)
        return 0.0, (RECOVERED, DAMAGED)
    return duration, (RECOVERED,) if duration else (RECOVERED, NO_RECORDING)


def _is_empty(recording: Path) -> bool:
    """Return whether a file is missing or has no byte; False if the system does not tell."""
    try:
        return recording.stat().st_size == 0
    except FileNotFoundError:
        return True
    except OSError:
        return False
