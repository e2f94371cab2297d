"""The recordings on disk: packed as FLAC, and removed when no longer wanted."""

import logging
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mock_interviewer.app.data_folder import recording_paths
from mock_interviewer.app.data_folder.paths import DataFolder
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
    """Recordings that may be removed: ids of takes, the oldest first, and the bytes they take."""

    takes: tuple[str, ...]
    size: int


class Recordings:
    """See Library for the thread and the errors."""

    def __init__(self, access: DatabaseAccess) -> None:
        self._access = access

    def unpacked(self) -> list[tuple[str, Path]]:
        """Return the closed takes (ids) whose recording is no FLAC, oldest first, and where it is.

        Those that are damaged are left out.
        """
        found = (
            (take, self._path(session, place, stored))
            for take, session, place, stored, flags in self._access.rows(_UNPACKED)
            if DAMAGED not in (flags_in(flags) or ())
        )
        return [(take, recording) for take, recording in found if recording is not None]

    def adopt(self, take: str, packed: Path) -> bool:
        """Let a FLAC take the place of a take's recording, which it equals; True where it did.

        ``packed`` gets its name, then the take names it, then the recording goes: killed at any
        moment the take names a file that is there and whole. False where it names ``packed``
        already; and, with ``packed`` removed, where the take is gone or has another FLAC or none.
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
            self._keep_facts(take, recording)
            target = packed_path(recording)
            packed.replace(target)
            sync_folder(target.parent)
            self._name(take, recording_paths.recording_name(session, place, SUFFIX))
            recording.unlink(missing_ok=True)
        except OSError as error:
            raise _cannot_change(packed.parent, error) from error
        return True

    def tidy(self, recordings: Iterable[Path]) -> None:
        """Remove what ``adopt`` left where it was cut short: recordings whose FLAC a take names."""
        for recording in recordings:
            packed = packed_path(recording)
            name = packed.relative_to(self._access.data.root).as_posix()
            if self._access.value(_IS_NAMED, name) and packed.exists():
                recording.unlink(missing_ok=True)

    def old(self, before: datetime) -> OldRecordings:
        """Return what ``remove`` may be given of the takes that began before a moment.

        Starred takes are left out, and takes whose words are not written down yet.
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
        """Remove the recordings of takes, flag them RECORDING_REMOVED; return how many that were.

        Takes that are gone, or starred meanwhile, are passed over, and so are recordings that lie
        nowhere in the folder of their session. All else of a take stays.
        """
        removed = 0
        for take in takes:
            for session, place, stored, flags, starred in self._access.rows(_OF_TAKE, take):
                path = self._path(session, place, stored)
                if path is None or starred:
                    continue
                try:
                    self._keep_facts(take, path)
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

    def _keep_facts(self, take: str, recording: Path) -> None:
        """Write down beside a recording of an earlier version what is known of its take."""
        if recording.parent.is_dir() and not recording_paths.sidecar_path(recording).exists():
            with self._access.guarded():
                sidecar.write_sidecar(self._access.connection, take, recording)

    def _name(self, take: str, name: str) -> None:
        self._access.change("UPDATE takes SET recording = ? WHERE id = ?", name, take)

    def _path(self, session: str, place: int, stored: str | None) -> Path | None:
        return recording_paths.recording_path(self._access.data, session, place, stored)


def _is_one_bit_off(started: str, recording: Path) -> bool:
    """Return whether one bit tells the start of a take from what its sidecar says.

    A changed bit in a year must not remove a recording.
    """
    _, take = sidecar.read_sidecar(recording)
    said = str(take.get("started_at", "")).encode()
    found = started.encode()
    if len(said) != len(found):
        return False
    return sum((one ^ other).bit_count() for one, other in zip(said, found, strict=True)) == 1


def has_sound(recording: Path) -> bool:
    """Tell whether a recording is longer than nothing; one that cannot be looked at may be."""
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
    """Let takes name the FLAC where only that is there, in the sessions of ``data``.

    Raises OSError, sqlite3.Error.
    """
    for number, session, place, stored in connection.execute(_NAMED_WAVS).fetchall():
        path = recording_path(data, session, place, stored)
        if path is not None and not path.exists() and packed_path(path).exists():
            connection.execute(
                "UPDATE takes SET recording = ? WHERE number = ?",
                (recording_name(session, place, SUFFIX), number),
            )
