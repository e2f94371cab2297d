"""The JSON that scripts get: sessions, takes, transcripts, and feedback."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from mock_interviewer.app.export.selection import ExportedSession, ExportedTake
from mock_interviewer.app.feedback.coverage.coverage import Coverage
from mock_interviewer.app.feedback.feedback import Feedback, to_json_data
from mock_interviewer.app.store.database.records import (
    FeedbackRecord,
    SessionRecord,
    TranscriptRecord,
)
from mock_interviewer.audio.recognition.transcript import Transcript


def transcript_json(
    transcript: Transcript,
    *,
    duration: float | None = None,
    stop_to_final: float | None = None,
    lags: Sequence[float] = (),
) -> dict[str, Any]:
    """Return a transcript as ``transcribe --json`` prints it.

    ``duration`` (seconds) replaces the transcript's own where more was heard than was in the
    file. ``stop_to_final`` is the wait after the last sound, None where nobody measured it; so are
    the ``lags`` of captions, in seconds. A word that was spelled anew has ``heard``, what the model
    wrote; ``fillers`` are there where somebody looked for them.
    """
    length = transcript.duration if duration is None else duration
    answer = {
        "text": transcript.text,
        "duration": length,
        "speech_detected": transcript.speech_detected,
        "model": transcript.model,
        "language": transcript.language,
        "words": [
            {
                "text": word.text,
                "start": min(word.start, length),
                "end": min(word.end, length),
                "probability": word.probability,
                **({} if word.heard is None else {"heard": word.heard}),
            }
            for word in transcript.words
        ],
        "flags": list(transcript.flags),
        "seconds": {
            "processing": transcript.processing,
            "stop_to_final": stop_to_final,
            "caption_lag_median": _percentile(lags, 50),
            "caption_lag_p95": _percentile(lags, 95),
        },
    }
    if transcript.fillers is not None:
        answer["fillers"] = [
            {"text": filler.text, "start": filler.start, "end": min(filler.end, length)}
            for filler in transcript.fillers
        ]
    return answer


def _percentile(values: Sequence[float], share: int) -> float | None:
    """Return the value below which ``share`` per cent of them lie; None where there are none."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[ceil(len(ordered) * share / 100) - 1]


def take_transcript_json(transcript: Transcript) -> dict[str, Any]:
    """Return a take's transcript in the same shape, with its segments."""
    segments = [
        {"text": segment.text, "start": segment.start, "end": segment.end}
        for segment in transcript.segments
    ]
    return transcript_json(transcript) | {"segments": segments}


_NO_FEEDBACK: dict[str, Any] = {
    "delivery": None,
    "coverage": None,
    "coverage_untold": "",
    "story": None,
    "advice": [],
}


def feedback_json(feedback: Feedback | None) -> dict[str, Any]:
    """Return delivery, coverage, story and advice; null, and no advice, where there is nothing.

    Times are seconds from the start of the recording, ``start`` and ``end`` of evidence offsets
    in characters into the transcript's text. ``coverage`` has its weights added up;
    ``coverage_untold`` says why it is null where there is other feedback.
    """
    if feedback is None:
        return dict(_NO_FEEDBACK)
    plain = to_json_data(feedback)
    del plain["version"]
    if feedback.coverage is not None:
        plain["coverage"] |= _sums(feedback.coverage)
    return plain


def take_feedback_json(kept: FeedbackRecord | None) -> dict[str, Any]:
    """Return a take's feedback in the same shape, and where it comes from."""
    origin = None
    if kept is not None:
        origin = {
            "version": kept.version,
            "made_at": kept.made_at.isoformat(),
            "outdated": kept.outdated,
        }
    return {"feedback": origin, **feedback_json(None if kept is None else kept.feedback)}


def _sums(coverage: Coverage) -> dict[str, float]:
    return {
        "made": coverage.made,
        "covered_weight": coverage.covered_weight,
        "total_weight": coverage.total_weight,
    }


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


def exported_session_json(kept: ExportedSession) -> dict[str, Any]:
    """Return a session with its takes."""
    return {**session_json(kept.session), "takes": [_take_json(take) for take in kept.takes]}


def _take_json(kept: ExportedTake) -> dict[str, Any]:
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
        **take.marks,
        "transcript": None if take.transcript is None else take_transcript_json(take.transcript),
        **take_feedback_json(kept.feedback_record),
        "older_transcripts": [_older_json(each) for each in kept.older],
    }


def _older_json(older: TranscriptRecord) -> dict[str, Any]:
    return {"made_at": older.made_at.isoformat()} | take_transcript_json(older.transcript)
