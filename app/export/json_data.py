"""JSON of sessions, takes, transcripts, and feedback, for scripts."""

import json
from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any, TextIO

from mock_interviewer.app.export.selection import ExportedSession, ExportedTake
from mock_interviewer.app.feedback.coverage.coverage import Coverage
from mock_interviewer.app.feedback.feedback import Feedback, to_json_data
from mock_interviewer.app.store.database.records import (
    FeedbackRecord,
    SessionRecord,
    TranscriptRecord,
)
from mock_interviewer.app.text.control_characters import visible
from mock_interviewer.audio.recognition.transcript import Transcript


def transcript_json(
    transcript: Transcript,
    *,
    duration: float | None = None,
    stop_to_final: float | None = None,
    lags: Sequence[float] = (),
) -> dict[str, Any]:
    """Return a transcript as ``transcribe --json`` prints it.

    ``duration`` (seconds) replaces the transcript's own if recognition got more sound than the file
    has. ``stop_to_final`` is the wait after the last sound in seconds, and ``lags`` are those of
    captions; None and empty if not measured. A word with corrected spelling has ``heard``, the
    model's spelling; ``fillers`` are present if they were searched for.
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
    """Return the value at or below which ``share`` percent of the values are; None if empty."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[ceil(len(ordered) * share / 100) - 1]


def take_transcript_json(transcript: Transcript) -> dict[str, Any]:
    """Return the transcript of a take in the same shape, with its segments."""
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
    """Return delivery, coverage, story, and advice; null, and no advice, without feedback.

    Times are seconds from the start of the recording; ``start`` and ``end`` of evidence are
    character offsets into the transcript's text. ``coverage`` includes the sums of weights;
    ``coverage_untold`` says why it is null if there is other feedback.
    """
    if feedback is None:
        return dict(_NO_FEEDBACK)
    plain = to_json_data(feedback)
    del plain["version"]
    if feedback.coverage is not None:
        plain["coverage"] |= _sums(feedback.coverage)
    return plain


def take_feedback_json(kept: FeedbackRecord | None) -> dict[str, Any]:
    """Return the feedback on a take in the same shape, with its origin."""
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
        "unsure": coverage.unsure,
        "opposite": coverage.opposite,
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


def write_json(sessions: Iterable[ExportedSession], file: TextIO, *, several: bool) -> None:
    """Write one session, or a list of them if ``several``. Raises OSError."""
    for number, kept in enumerate(sessions):
        if several:
            file.write(",\n" if number else '{"sessions": [\n')
        file.write(visible(json.dumps(exported_session_json(kept), ensure_ascii=False, indent=2)))
    file.write("\n]}\n" if several else "\n")


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
