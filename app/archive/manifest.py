"""The manifest of a backup: its contents, and the recordings that are missing from it.

It is read first, and checked before everything else.
"""

import json
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from mock_interviewer.app.data_folder.recording_paths import FLAC, WAV, recording_name
from mock_interviewer.app.store.database.records import LibrarySize
from mock_interviewer.app.text.formatting import counted, listed
from mock_interviewer.audio.files.recording_file import HEADER_SIZE

MANIFEST_NAME: Final = "manifest.json"
BACKUP_FORMAT: Final = "mock-interviewer-backup"
BACKUP_VERSION: Final = 1
MAX_BYTES: Final = 128 << 20
"""Bytes that a manifest may have."""

_YEARS = range(2, 9999)
"""Years that can be shown in every time zone; a computer's clock may be far off."""
_TAKE = re.compile(r"[\w() -]{1,80}")
_NAMED = 5
_HASH = re.compile("[0-9a-f]{64}")


class NotABackupManifest(Exception):
    """The data is not the manifest of a backup."""


class NewerBackupManifest(Exception):
    """The backup was made by a newer version of the program."""


@dataclass(frozen=True)
class BackupEntry:
    """One file: its size in bytes, and its SHA-256 in hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True)
class BackupManifest:
    """The contents of a backup.

    ``schema`` is the version of the database; ``sessions`` and ``takes`` count what is in it, and
    ``answers`` the takes that were not skipped. The keys of ``files`` are paths relative to the
    data folder. ``missing`` has the ids of takes that should have sound but whose recording is not
    among the files, or is empty.
    """

    made_at: datetime
    program: str
    schema: int
    sessions: int
    takes: int
    answers: int
    files: Mapping[str, BackupEntry]
    missing: tuple[str, ...] = ()

    @property
    def missing_clause(self) -> str:
        """The recordings that are missing, as a clause; "" if none are."""
        if not self.missing:
            return ""
        named = [*self.missing[:_NAMED]]
        if len(self.missing) > _NAMED:
            named.append(f"{len(self.missing) - _NAMED} more")
        verb = "is" if len(self.missing) == 1 else "are"
        recordings = counted(len(self.missing), "recording")
        return f"{recordings} {verb} missing or empty: {listed(named)}"

    def summary(self, where: str) -> str:
        """Return the sentence to show once it was written to ``where`` and verified."""
        saved = f"{self.library_size.words} saved in {where}. "
        if self.missing:
            saved += f"{self.missing_clause}. The rest is verified."
        else:
            saved += "Verified."
        return saved

    @property
    def library_size(self) -> LibrarySize:
        """The sessions and answers in it."""
        return LibrarySize(self.sessions, self.answers)

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(entry.size for entry in self.files.values())

    def to_bytes(self) -> bytes:
        """Return it as it is stored in a backup."""
        said = {
            "format": BACKUP_FORMAT,
            "version": BACKUP_VERSION,
            "made_at": self.made_at.isoformat(),
            "program": self.program,
            "schema": self.schema,
            "sessions": self.sessions,
            "takes": self.takes,
            "answers": self.answers,
            "missing": list(self.missing),
            "files": {
                name: {"size": entry.size, "sha256": entry.sha256}
                for name, entry in self.files.items()
            },
        }
        return json.dumps(said, ensure_ascii=False, indent=1).encode()


def parse_manifest(data: bytes) -> BackupManifest:
    """Return the manifest in ``data``. Raises NotABackupManifest, NewerBackupManifest."""
    try:
        said = json.loads(data)
        if not isinstance(said, dict) or said.get("format") != BACKUP_FORMAT:
            raise NotABackupManifest("the format is another one")
        if _count(said["version"]) > BACKUP_VERSION:
            raise NewerBackupManifest
        made_at = datetime.fromisoformat(said["made_at"])
        if made_at.tzinfo is None or made_at.year not in _YEARS:
            raise NotABackupManifest("the time at which it was made is not valid")
        takes = _count(said["takes"])
        return BackupManifest(
            made_at=made_at,
            program=str(said["program"]),
            schema=_count(said["schema"]),
            sessions=_count(said["sessions"]),
            takes=takes,
            # The first backups did not have it.
            answers=_count(said.get("answers", takes)),
            files={str(name): _entry(entry) for name, entry in said["files"].items()},
            missing=tuple(map(_take, said.get("missing", ()))),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotABackupManifest(str(error)) from error


def _entry(said: Mapping[str, Any]) -> BackupEntry:
    sha256 = said["sha256"]
    if not isinstance(sha256, str) or not _HASH.fullmatch(sha256):
        raise NotABackupManifest("a hash is not valid")
    return BackupEntry(_count(said["size"]), sha256)


def _take(value: object) -> str:
    if not isinstance(value, str) or not _TAKE.fullmatch(value):
        raise NotABackupManifest(f"{value!r} is not the id of a take")
    return value


def _count(value: object) -> int:
    if type(value) is not int or value < 0:
        raise NotABackupManifest(f"{value!r} is not a count")
    return value


_SHOULD_HAVE_SOUND = """
SELECT t.id, s.id, t.place FROM takes AS t JOIN sessions AS s ON s.number = t.session
WHERE t.status <> 'open' AND t.duration > 0 AND t.recording IS NOT NULL ORDER BY t.number
"""
"""Recordings that were removed after their retention time are no longer named."""


def missing_recordings(
    kept: sqlite3.Connection, files: Mapping[str, BackupEntry]
) -> tuple[str, ...]:
    """Return the ids of the takes in a database that should have sound but have none in ``files``.

    Raises sqlite3.Error.
    """
    return tuple(
        take
        for take, session, place in kept.execute(_SHOULD_HAVE_SOUND).fetchall()
        if not any(
            entry is not None and entry.size > HEADER_SIZE
            for entry in (
                files.get(recording_name(session, place, suffix)) for suffix in (WAV, FLAC)
            )
        )
    )
