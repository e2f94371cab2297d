"""The recordings on disk: converted to FLAC, and removed when no longer wanted."""

import logging
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mock_interviewer.app.data_folder import recording_paths
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.recording_paths import recording_name, recording_path
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.database import rows
from mock_interviewer.app.store.database.access import DatabaseAccess
from mock_interviewer.app.store.database.records import DAMAGED, RECORDING_REMOVED
from mock_interviewer.app.store.database.row_checks import flags_in
from mock_interviewer.app.store.takes import sidecar
from mock_interviewer.audio.files.flac import SUFFIX, existing_recording_path, packed_path
from mock_interviewer.audio.files.folder_sync import sync_folder
from mock_interviewer.audio.files.recording_file import HEADER_SIZE

log = logging.getLogger(__name__)


_UNPACKED = """
SELECT t.id, s.id, t.place, t.recording, t.flags
FROM takes AS t JOIN sessions AS s ON s.number = t.session
WHERE t.status <> 'open' AND t.duration > 0 AND t.recording LIKE '%.wav'
AND NOT t.deleting AND NOT s.deleting ORDER BY t.number
"""


_OLD = """
SELECT t.id, t.started_at, s.id, t.place, t.recording
FROM takes AS t JOIN sessions AS s ON s.number = t.session
WHERE t.status <> 'open' AND t.recording IS NOT NULL AND t.started_at < ? AND NOT t.starred
AND NOT t.deleting AND NOT s.deleting
AND EXISTS (SELECT 1 FROM transcripts AS x WHERE x.take = t.number AND x.current)
ORDER BY t.number
"""


_IS_NAMED = """
SELECT EXISTS (
    SELECT 1 FROM takes AS t JOIN sessions AS s ON s.number = t.session
    WHERE t.recording = ? AND t.recording = format('sessions/%s/%02d.flac', s.id, t.place)
)
"""


_OF_TAKE = """
SELECT s.id, t.place, t.recording, t.flags, t.starred
FROM takes AS t JOIN sessions AS s ON s.number = t.session WHERE t.id = ?
"""


@dataclass(frozen=True)
class OldRecordings:
    """Recordings that may be removed: ids of takes, the oldest first, and their total bytes."""

    takes: tuple[str, ...]
    size: int


class Recordings:
    """The recordings of takes; see Library for the thread and the errors."""

    def __init__(self, access: DatabaseAccess) -> None:
        self._access = access

    def unpacked(self) -> list[tuple[str, Path]]:
        """Return the ids and recordings of closed takes that are not FLAC yet, the oldest first.

        Damaged recordings are left out.
        """
        found = (
            (take, self._path(session, place, stored))
            for take, session, place, stored, flags in self._access.rows(_UNPACKED)
            if DAMAGED not in (flags_in(flags) or ())
        )
        return [(take, recording) for take, recording in found if recording is not None]

    def replace_with_flac(self, take: str, packed: Path) -> bool:
        """Replace a take's recording with a FLAC of the same sound; return whether that was done.

        ``packed`` is renamed first, then the row is updated, then the old recording is removed:
        after a kill at any moment, the take names a complete file. Returns False if the take names
        ``packed`` already; and, with ``packed`` removed, if the take is gone or has another FLAC or
        no recording.
        """
        found = self._access.rows(_OF_TAKE, take)
        session, place, stored, *_ = found[0] if found else (None, 0, None)
        recording = self._path(session, place, stored) if found else None
        if packed == recording:
            return False
        try:
            if recording is None or packed.parent != recording.parent or _is_packed(recording):
                packed.unlink(missing_ok=True)
                return False
            self._ensure_sidecar(take, recording)
            target = packed_path(recording)
            packed.replace(target)
            sync_folder(target.parent)
            self._name(take, recording_paths.recording_name(session, place, SUFFIX))
            recording.unlink(missing_ok=True)
        except OSError as error:
            raise _cannot_change(packed.parent, error) from error
        return True

    def remove_replaced(self, recordings: Iterable[Path]) -> None:
        """Remove what an interrupted ``replace_with_flac`` left: files whose take has a FLAC."""
        for recording in recordings:
            packed = packed_path(recording)
            name = packed.relative_to(self._access.data.root).as_posix()
            if self._access.value(_IS_NAMED, name) and packed.exists():
                recording.unlink(missing_ok=True)

    def old(self, before: datetime) -> OldRecordings:
        """Return the recordings that ``remove`` may remove, of takes that began before a moment.

        Starred takes and takes without a transcript are left out.
        """
        takes, size = [], 0
        for take, started, session, place, stored in self._access.rows(_OLD, rows.as_text(before)):
            recording = self._path(session, place, stored)
            if recording is None or _is_one_bit_off(started, recording):
                continue
            takes.append(take)
            path = existing_recording_path(recording)
            try:
                size += path.stat().st_size
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError as error:
                raise _cannot_change(path, error) from error
        return OldRecordings(tuple(takes), size)

    def remove(self, takes: Iterable[str]) -> int:
        """Remove the recordings of takes and flag these RECORDING_REMOVED; return how many.

        Takes that are gone or were starred meanwhile are skipped, and so are recordings outside the
        folder of their session. Everything else of a take is kept.
        """
        removed = 0
        for take in takes:
            for session, place, stored, flags, starred in self._access.rows(_OF_TAKE, take):
                path = self._path(session, place, stored)
                if path is None or starred:
                    continue
                try:
                    self._ensure_sidecar(take, path)
                    path.unlink(missing_ok=True)
                    packed_path(path).unlink(missing_ok=True)
                except OSError as error:
                    raise _cannot_change(path, error) from error
                self._access.change(
                    "UPDATE takes SET recording = NULL, flags = ? WHERE id = ?",
                    rows.flags_json([*(flags_in(flags) or ()), RECORDING_REMOVED]),
                    take,
                )
                removed += 1
        return removed

    def _ensure_sidecar(self, take: str, recording: Path) -> None:
        """Write the sidecar of a recording that was made by a version that wrote none."""
        if recording.parent.is_dir() and not recording_paths.sidecar_path(recording).exists():
            with self._access.translated_errors():
                sidecar.write_sidecar(self._access.connection, take, recording)

    def _name(self, take: str, name: str) -> None:
        self._access.change("UPDATE takes SET recording = ? WHERE id = ?", name, take)

    def _path(self, session: str, place: int, stored: str | None) -> Path | None:
        return recording_paths.recording_path(self._access.data, session, place, stored)


def _is_one_bit_off(started: str, recording: Path) -> bool:
    """Return whether the start of a take differs from that in its sidecar by a single bit.

    A flipped bit in a year must not cause a recording to be removed.
    """
    _, take = sidecar.read_sidecar(recording)
    said = str(take.get("started_at", "")).encode()
    found = started.encode()
    if len(said) != len(found):
        return False
    return sum((one ^ other).bit_count() for one, other in zip(said, found, strict=True)) == 1


def has_sound(recording: Path) -> bool:
    """Return whether a recording holds sound; True if the disk does not tell."""
    try:
        return recording.stat().st_size > HEADER_SIZE
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def _is_packed(recording: Path) -> bool:
    return recording == packed_path(recording)


def _cannot_change(path: Path, error: OSError) -> StoreError:
    return StoreError(
        f"{path} cannot be changed: {error.strerror}.",
        "Close programs that play it and see that you may write there.",
    )


_NAMED_WAVS = """
SELECT t.number, s.id, t.place, t.recording
FROM takes AS t JOIN sessions AS s ON s.number = t.session WHERE t.recording LIKE '%.wav'
"""


def name_packed_recordings(connection: sqlite3.Connection, data: DataFolder) -> None:
    """Update the takes whose recording exists only as FLAC, in the sessions of ``data``.

    Raises OSError, sqlite3.Error.
    """
    for number, session, place, stored in connection.execute(_NAMED_WAVS).fetchall():
        path = recording_path(data, session, place, stored)
        if path is not None and not path.exists() and packed_path(path).exists():
            connection.execute(
                "UPDATE takes SET recording = ? WHERE number = ?",
                (recording_name(session, place, SUFFIX), number),
            )
