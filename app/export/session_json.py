"""The shape in which scripts get a session and its takes."""

from typing import Any

from mock_interviewer.app.export.feedback_json import kept_feedback_json
from mock_interviewer.app.export.kept import KeptSession, KeptTake
from mock_interviewer.app.export.transcript_json import kept_transcript_json
from mock_interviewer.app.store.records import SessionRecord, TranscriptRecord


def session_json(session: SessionRecord) -> dict[str, Any]:
    """Return a session without its takes; ``duration`` is in seconds, times are ISO 8601."""
    return {
        "id": session.id,
        "name": session.name,
        "mode": session.mode,
        "style": session.style,
        "started_at": session.started_at.isoformat(),
        "ended_at": None if session.ended_at is None else session.ended_at.isoformat(),
        "planned": session.planned,
        "takes": session.takes,
        "answered": session.answered,
        "duration": session.duration,
    }


def kept_session_json(kept: KeptSession) -> dict[str, Any]:
    """Return a session with its takes."""
    return {**session_json(kept.session), "takes": [_take_json(take) for take in kept.takes]}


def _take_json(kept: KeptTake) -> dict[str, Any]:
    take = kept.take
    return {
        "id": take.id,
        "bank": take.bank,
        "question": take.question,
        "text": take.text,
        "section": take.section,
        "position": take.position,
        "attempt": take.attempt,
        "follow_up": take.follow_up,
        "status": str(take.status),
        "started_at": take.started_at.isoformat(),
        "duration": take.duration,
        "recording": None if take.recording is None else str(take.recording),
        "flags": list(take.flags),
        "name": take.name,
        "note": take.note,
        "starred": take.starred,
        "transcript": None if take.transcript is None else kept_transcript_json(take.transcript),
        **kept_feedback_json(kept.feedback_record),
        "older_transcripts": [_older_json(each) for each in kept.older],
    }


def _older_json(older: TranscriptRecord) -> dict[str, Any]:
    return {"made_at": older.made_at.isoformat()} | kept_transcript_json(older.transcript)
