"""The shape in which scripts get a transcript."""

from collections.abc import Sequence
from math import ceil
from typing import Any

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


def kept_transcript_json(transcript: Transcript) -> dict[str, Any]:
    """Return a take's transcript in the same shape, with its segments."""
    segments = [
        {"text": segment.text, "start": segment.start, "end": segment.end}
        for segment in transcript.segments
    ]
    return transcript_json(transcript) | {"segments": segments}
