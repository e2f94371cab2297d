"""Verification of the database in a backup, which may have been made to attack this computer.

The advice of https://www.sqlite.org/security.html is followed before a row is read. The name of a
file or folder is trusted only if it follows from the ids beside it.
"""

import sqlite3
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from mock_interviewer.app.archive.manifest import BackupManifest, missing_recordings
from mock_interviewer.app.data_folder.data_folder import is_session_id
from mock_interviewer.app.data_folder.kept_files import SESSIONS
from mock_interviewer.app.data_folder.recording_paths import MAX_PLACE
from mock_interviewer.app.errors import ArchiveError, DatabaseDamaged, StoreError
from mock_interviewer.app.store.database.connection import connect_untrusted
from mock_interviewer.app.store.database.row_checks import CONTRADICTORY
from mock_interviewer.app.store.database.schema import migrations, version_of
from mock_interviewer.questions.errors import quoted

_LONGER_THAN_ANY: Final = 200
_SESSIONS = "SELECT substr(id, 1, ?) FROM sessions"
_NAMED_ELSEWHERE = f"""
SELECT substr(t.id, 1, 200), substr(coalesce(t.recording, t.id), 1, 200) {CONTRADICTORY} LIMIT 1
"""
_PLACES = "SELECT count(*) FROM takes WHERE place NOT BETWEEN 1 AND ?"
_ANOTHER = "Restore a backup that you made yourself. Your library was not changed."


def verify_database(path: Path, database: Path, manifest: BackupManifest) -> BackupManifest:
    """Raise ArchiveError unless the ``database`` of the backup at ``path`` is sound and harmless.

    Return the manifest with the missing recordings, even if it did not list them. Nothing is
    written. Takes as long as reading the whole database.
    """
    try:
        with closing(_opened(path, database)) as kept:
            if not _matches_manifest(kept, manifest):
                raise _damaged(path)
            foreign = _foreign_name(kept)
            if foreign is not None:
                raise _refusal(path, foreign)
            _refuse_foreign_folders(path, manifest, set(_session_ids(kept)))
            return replace(manifest, missing=missing_recordings(kept, manifest.files))
    except (sqlite3.Error, OverflowError) as error:
        raise _damaged(path) from error


def _foreign_name(kept: sqlite3.Connection) -> str | None:
    """Return a clause about a session or recording with a name that we never give; or None."""
    for ident in _session_ids(kept):
        if not is_session_id(ident):
            return f"names a session {quoted(ident)}"
    found = kept.execute(_NAMED_ELSEWHERE).fetchone()
    if found is not None:
        take, recording = found
        return f"says that the recording of {quoted(take)} is {quoted(recording)}"
    if kept.execute(_PLACES, (MAX_PLACE,)).fetchone()[0]:
        return "numbers the answers of a session wrong"
    return None


def _session_ids(kept: sqlite3.Connection) -> list[str]:
    """Return the ids of all sessions, cut to a length that ours never reach."""
    return [ident for (ident,) in kept.execute(_SESSIONS, (_LONGER_THAN_ANY,)).fetchall()]


def _opened(path: Path, database: Path) -> sqlite3.Connection:
    try:
        return connect_untrusted(database)
    except DatabaseDamaged as error:
        raise _damaged(path) from error
    except StoreError as error:
        raise ArchiveError(
            f"The database in {path} contains something that Mock Interviewer does not create, such"
            " as a trigger, a view, or another table.",
            _ANOTHER,
        ) from error


def _matches_manifest(kept: sqlite3.Connection, manifest: BackupManifest) -> bool:
    return (
        kept.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        and kept.execute("PRAGMA foreign_key_check").fetchone() is None
        and version_of(kept) == manifest.schema
        and 0 < manifest.schema <= migrations()[-1].number
        and kept.execute("SELECT count(*) FROM sessions").fetchone()[0] == manifest.sessions
        and kept.execute("SELECT count(*) FROM takes").fetchone()[0] == manifest.takes
    )


def _refuse_foreign_folders(
    path: Path, manifest: BackupManifest, sessions: AbstractSet[str]
) -> None:
    """Raise ArchiveError for files of a session that is not in the database."""
    for name in manifest.files:
        first, *rest = PurePosixPath(name).parts
        if first == SESSIONS.name and rest[0] not in sessions:
            raise _refusal(path, f"contains {quoted(name)}, which belongs to none of its sessions")


def _refusal(path: Path, what: str) -> ArchiveError:
    return ArchiveError(
        f"{path} was not restored: it {what}, which no backup of Mock Interviewer does.", _ANOTHER
    )


def _damaged(path: Path) -> ArchiveError:
    return ArchiveError(
        f"The database in {path} is damaged.",
        "Choose another backup. Your library was not changed.",
    )
