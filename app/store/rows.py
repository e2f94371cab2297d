"""Rows of the database as records, and the SELECTs that give them."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store import recording_place
from mock_interviewer.app.store.records import (
    NO_RECORDING,
    SessionRecord,
    TakeRecord,
    TakeStatus,
    TranscriptRecord,
)
from mock_interviewer.audio.recognition.transcript import Transcript

SESSIONS = """
SELECT s.id, s.mode, s.started_at, s.ended_at, s.planned,
       count(t.number) FILTER (WHERE t.status = 'saved'),
       count(DISTINCT t.position) FILTER (WHERE t.status = 'saved' AND t.follow_up IS NULL),
       total(t.duration) FILTER (WHERE t.status = 'saved'),
       coalesce(iif(json_valid(s.plan), s.plan, '{}') ->> '$.style', s.mode), s.name
FROM sessions AS s LEFT JOIN takes AS t ON t.session = s.number AND NOT t.deleting
WHERE NOT s.deleting
"""

TAKES = """
SELECT t.id, s.id, t.place, t.bank, t.question, t.text, t.section, t.position, t.attempt, t.status,
       t.started_at, t.duration, t.recording, t.flags, t.follow_up, t.name, t.note,
       t.starred, x.data
FROM takes AS t
JOIN sessions AS s ON s.number = t.session
LEFT JOIN transcripts AS x ON x.take = t.number AND x.current
WHERE NOT s.deleting AND NOT t.deleting
"""

TRANSCRIPTS = """
SELECT x.number, x.data, x.model, x.made_at, x.current
FROM transcripts AS x JOIN takes AS t ON t.number = x.take
WHERE t.id = ? ORDER BY x.number DESC
"""


def session_of(row: tuple[Any, ...]) -> SessionRecord:
    """Return the session in a row of SESSIONS."""
    ident, mode, started, ended, planned, takes, answered, duration, style, name = row
    return SessionRecord(
        id=ident,
        mode=mode,
        started_at=datetime.fromisoformat(started),
        ended_at=None if ended is None else datetime.fromisoformat(ended),
        planned=planned,
        takes=takes,
        answered=answered,
        duration=duration,
        style=style,
        name=name,
    )


def take_of(row: tuple[Any, ...], data: DataFolder) -> TakeRecord:
    """Return the take in a row of TAKES; looks at the disk for links."""
    ident, session, place, bank, question, text, section, position, attempt, status, *rest = row
    started, duration, stored, flags, follow_up, name, note, starred, transcript = rest
    recording = recording_place.recording_path(data, session, place, stored)
    # What cannot be meant counts as missing, and is shown so.
    missing = (NO_RECORDING,) if recording is None and stored is not None else ()
    return TakeRecord(
        id=ident,
        session=session,
        bank=bank,
        question=question,
        text=text,
        section=section,
        position=position,
        attempt=attempt,
        status=TakeStatus(status),
        started_at=datetime.fromisoformat(started),
        duration=duration,
        recording=recording,
        flags=tuple(dict.fromkeys((*json.loads(flags), *missing))),
        transcript=None if transcript is None else Transcript.from_dict(json.loads(transcript)),
        follow_up=follow_up,
        name=name,
        note=note,
        starred=bool(starred),
    )


def transcript_of(row: tuple[Any, ...]) -> TranscriptRecord:
    """Return the transcript in a row of TRANSCRIPTS."""
    number, data, model, made, current = row
    return TranscriptRecord(
        number=number,
        transcript=Transcript.from_dict(json.loads(data)),
        model=model,
        made_at=datetime.fromisoformat(made),
        current=bool(current),
    )


def as_text(moment: datetime) -> str:
    """Return an aware time as it is stored."""
    return moment.astimezone(UTC).isoformat()


def as_json(value: object) -> str:
    """Return plain data as it is stored."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def flags_json(flags: Iterable[str]) -> str:
    """Return flags as they are stored, each once, in order."""
    return as_json(list(dict.fromkeys(flags)))
