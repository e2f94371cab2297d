"""Takes that name a recording which was packed since, as where the database is older than that."""

import sqlite3

from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store.recording_place import recording_name, recording_path
from mock_interviewer.audio.flac import SUFFIX, packed_path

_WAVS = """
SELECT t.number, s.id, t.place, t.recording
FROM takes AS t JOIN sessions AS s ON s.number = t.session WHERE t.recording LIKE '%.wav'
"""


def follow(connection: sqlite3.Connection, data: DataFolder) -> None:
    """Let takes name the FLAC where only that is there, in the sessions of ``data``.

    Raises OSError, sqlite3.Error.
    """
    for number, session, place, stored in connection.execute(_WAVS).fetchall():
        path = recording_path(data, session, place, stored)
        if path is not None and not path.exists() and packed_path(path).exists():
            connection.execute(
                "UPDATE takes SET recording = ? WHERE number = ?",
                (recording_name(session, place, SUFFIX), number),
            )
