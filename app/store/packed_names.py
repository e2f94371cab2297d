"""Takes that name a recording which was packed since, as where the database is older than that."""

import sqlite3
from pathlib import Path, PurePosixPath

from mock_interviewer.audio.flac import SUFFIX, packed_path


def follow(connection: sqlite3.Connection, root: Path) -> None:
    """Let takes name the FLAC where only that is there, below the data folder ``root``.

    Raises OSError, sqlite3.Error.
    """
    named = connection.execute("SELECT number, recording FROM takes WHERE recording LIKE '%.wav'")
    for number, recording in named.fetchall():
        name = PurePosixPath(recording)
        path = root.joinpath(*name.parts)
        if not path.exists() and packed_path(path).exists():
            connection.execute(
                "UPDATE takes SET recording = ? WHERE number = ?",
                (str(name.with_suffix(SUFFIX)), number),
            )
