"""The sidecar: a JSON file beside a recording that says which question it answers.

It is written once, before any sound is recorded. If the database is lost, the recording still has
its question.
"""

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from mock_interviewer.app.data_folder.private_files import read_regular_file, write_private
from mock_interviewer.app.data_folder.recording_paths import (
    MAX_SIDECAR_BYTES,
    leads_out,
    sidecar_path,
)
from mock_interviewer.app.errors import StoreError

_SESSION = ("number", "id", "mode", "started_at", "planned", "plan")


_TAKE = (
    "number",
    "id",
    "place",
    "bank",
    "question",
    "text",
    "section",
    "position",
    "attempt",
    "follow_up",
    "started_at",
)


_SESSION_AND_TAKE = f"""
SELECT {", ".join(f"s.{name}" for name in _SESSION)}, {", ".join(f"t.{name}" for name in _TAKE)}
FROM takes AS t JOIN sessions AS s ON s.number = t.session WHERE t.id = ?
"""  # noqa: S608


def write_sidecar(connection: sqlite3.Connection, take: str, recording: Path) -> None:
    """Write the sidecar of a take from its rows. Raises StoreError, sqlite3.Error."""
    values = connection.execute(_SESSION_AND_TAKE, (take,)).fetchone()
    cut = len(_SESSION)
    facts = {
        "session": dict(zip(_SESSION, values[:cut], strict=True)),
        "take": dict(zip(_TAKE, values[cut:], strict=True)),
    }
    try:
        write_private(sidecar_path(recording), json.dumps(facts, ensure_ascii=False).encode())
    except OSError as error:
        raise StoreError(
            f"Nothing can be saved in {recording.parent}: {error.strerror}.",
            "Free up space or make it writable, or choose another folder with --data-dir.",
        ) from error


def read_sidecar(recording: Path) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return the columns of the session and the take; empty if the sidecar is unreadable."""
    path = sidecar_path(recording)
    if leads_out(path):
        return {}, {}
    try:
        facts = json.loads(read_regular_file(path, MAX_SIDECAR_BYTES))
        session, take = dict(facts["session"]), dict(facts["take"])
        json.loads(session["plan"])
        for started in (session["started_at"], take["started_at"]):
            datetime.fromisoformat(started)
        if not all(isinstance(value, str | int | None) for value in {**session, **take}.values()):
            return {}, {}
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        return {}, {}
    return session, take
