"""Recordings that should be in a backup and are not.

A module of its own because both making a backup and checking one need it, and the two do not import
each other.
"""

import sqlite3
from collections.abc import Mapping

from mock_interviewer.app.archive.manifest import Entry
from mock_interviewer.app.store.recording_place import FLAC, WAV, recording_name
from mock_interviewer.audio.recording_file import HEADER_SIZE

_SHOULD_SOUND = """
SELECT t.id, s.id, t.place FROM takes AS t JOIN sessions AS s ON s.number = t.session
WHERE t.status <> 'open' AND t.duration > 0 AND t.recording IS NOT NULL ORDER BY t.number
"""
"""A recording that was removed after its time is not named any more."""


def gaps(kept: sqlite3.Connection, files: Mapping[str, Entry]) -> tuple[str, ...]:
    """Return the ids of the takes in a database that should have sound and have none in ``files``.

    Raises sqlite3.Error.
    """
    return tuple(
        take
        for take, session, place in kept.execute(_SHOULD_SOUND).fetchall()
        if not any(
            entry is not None and entry.size > HEADER_SIZE
            for entry in (
                files.get(recording_name(session, place, suffix)) for suffix in (WAV, FLAC)
            )
        )
    )
