"""A library with data of every kind, and a fingerprint to compare libraries."""

import hashlib
import sqlite3
from contextlib import closing

from rig.kept_takes import keep, new_session, question, record

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.private_files import write_private
from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.files.flac import pack_as_flac

_REVIEW = (
    "INSERT OR REPLACE INTO reviews (bank, question, take, proposed, grade, at)"
    " SELECT bank, question, number, 3, 2, started_at FROM takes WHERE id = ?"
)
_CARD = (
    "INSERT OR REPLACE INTO cards (bank, question, due, grade, data)"
    " SELECT bank, question, started_at, 2, json_object('state', 2, 'step', NULL, 'stability', 1.5,"
    " 'difficulty', 5.0, 'due', started_at, 'last_review', started_at) FROM takes WHERE id = ?"
)
MACHINE = {"models", "logs", "lock", "lock.pid", "news.json"} | {
    f"library.sqlite3{journal}" for journal in ("", "-wal", "-shm")
}
"""Files not compared one by one: machine data, one-time notices, and files with rows."""


def fill(data: DataFolder, sessions: int = 2, *, words: str = "so it is") -> None:
    """Save sessions of two takes, recorded as WAV and FLAC, a custom bank, plans, and settings."""
    with Library.open(data) as library:
        for number in range(sessions):
            session = new_session(library)
            for said in (f"{words} {number}", None):
                take = keep(library, session, said, asked=question(f"q{number}"), made=1)
                _record(library, take, packed=said is not None)
            library.set_verdict(take, "p1", CoverageVerdict.MADE)
            library.end_session(session)
            for statement in (
                "UPDATE takes SET note = 'Ünïcode', starred = 1 WHERE id = ?",
                _REVIEW,
                _CARD,
            ):
                library.access.change(statement, take)
    (data.banks / "edits").mkdir(parents=True, exist_ok=True)
    write_private(data.banks / "mine.yaml", b"id: mine\n")
    write_private(data.banks / "edits" / "llm.yaml", words.encode())
    write_private(data.plans_file, b"[[plans]]\n")
    write_private(data.settings_file, f"# {words}\n".encode())
    data.models.mkdir(exist_ok=True)
    (data.models / "model.bin").write_bytes(b"heavy")


def _record(library: Library, take: str, *, packed: bool) -> None:
    recording = library.take(take).recording
    record(recording, 0.25)
    if packed:
        assert recording is not None
        assert library.recordings.replace_with_flac(take, pack_as_flac(recording))


def fingerprint(data: DataFolder) -> dict[str, str]:
    """Return a hash of the rows of each table, and of each file."""
    found = {}
    with closing(sqlite3.connect(f"{data.database.as_uri()}?mode=ro", uri=True)) as kept:
        tables = kept.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()
        for table in (*(name for (name,) in tables if not name.endswith("_data")), *_words(kept)):
            rows = kept.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
            found[f"table {table}"] = _hash("\n".join(sorted(map(repr, rows))).encode())
    for path in sorted(data.root.rglob("*")):
        name = path.relative_to(data.root)
        if path.is_file() and not {*name.parts} & MACHINE and "/." not in f"/{name}":
            found[name.as_posix()] = _hash(path.read_bytes())
    return found


def _words(kept: sqlite3.Connection) -> list[str]:
    """Return tables of what the indexes hold; how they lay that out changes with each opening."""
    made = []
    for index in ("spoken", "labels"):
        made.append(f"temp.words_of_{index}")
        kept.execute(f"CREATE VIRTUAL TABLE {made[-1]} USING fts5vocab(main, {index}, instance)")
    return made


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
