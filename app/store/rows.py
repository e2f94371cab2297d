"""Rows of the database as records, and the SELECTs that give them."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from mock_interviewer.app.store.records import (
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
SELECT t.id, s.id, t.bank, t.question, t.text, t.section, t.position, t.attempt, t.status,
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


def take_of(row: tuple[Any, ...], root: Path) -> TakeRecord:
    """Return the take in a row of TAKES; ``root`` is the data folder."""
    ident, session, bank, question, text, section, position, attempt, status, *rest = row
    started, duration, recording, flags, follow_up, name, note, starred, transcript = rest
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
        recording=None if recording is None else root.joinpath(*PurePosixPath(recording).parts),
        flags=tuple(json.loads(flags)),
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
