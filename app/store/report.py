"""A session as one HTML page that can be read, heard, printed and sent."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path
from urllib.parse import quote

import jinja2

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.lengths import clock_time, spoken_length
from mock_interviewer.app.private_files import write_private
from mock_interviewer.app.store.doubt import unsure
from mock_interviewer.app.store.records import (
    DAMAGED,
    NO_RECORDING,
    RECOVERED,
    SessionRecord,
    TakeRecord,
    TakeStatus,
)
from mock_interviewer.app.wording import counted
from mock_interviewer.audio.recognition.transcript import Segment, Transcript

_WARNINGS = {
    RECOVERED: "recovered after an interruption",
    NO_RECORDING: "no recording",
    DAMAGED: "the recording is damaged",
    "no-signal": "the microphone gave no signal",
    "gaps": "the recording has gaps",
    "cleaned": "the microphone gave faulty samples",
    "limit": "ended at the time limit",
}


@dataclass(frozen=True)
class _Word:
    text: str
    unsure: bool


@dataclass(frozen=True)
class _Segment:
    at: str
    words: tuple[_Word, ...]


@dataclass(frozen=True)
class _Take:
    anchor: str
    where: str
    question: str
    audio: str | None
    facts: str
    warnings: tuple[str, ...]
    segments: tuple[_Segment, ...]
    absent: str


@dataclass(frozen=True)
class _Session:
    day: str
    summary: str


def write_report(session: SessionRecord, takes: Sequence[TakeRecord], target: Path) -> None:
    """Write the page to ``target``, mode 0600, in place of an older one.

    It needs no other file but the recordings, which it names relative to itself. What was asked
    and said stands there literally. Raises StoreError.
    """
    shown = tuple(_take(take, session, target.parent) for take in takes)
    page = _template().render(
        session=_session(session),
        takes=shown,
        legend=any(
            word.unsure for take in shown for segment in take.segments for word in segment.words
        ),
    )
    try:
        write_private(target, page.encode("utf-8", errors="replace"))
    except OSError as error:
        raise StoreError(
            f"The report {target} cannot be written: {error.strerror}.",
            "Make room or make its folder writable.",
        ) from error


def _template() -> jinja2.Template:
    source = resources.files("mock_interviewer.app.store") / "templates" / "report.html"
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(source.read_text(encoding="utf-8"))


def _session(session: SessionRecord) -> _Session:
    parts = [
        f"{session.mode.capitalize()} at {session.started_at.astimezone():%H:%M}",
        f"{counted(session.planned, 'question')}, {counted(session.takes, 'answer')}",
        f"{spoken_length(session.duration)} of speech",
    ]
    return _Session(_day(session.started_at), " · ".join(parts))


def _take(take: TakeRecord, session: SessionRecord, folder: Path) -> _Take:
    where = f"{take.position} of {session.planned} · {take.section}"
    if take.attempt > 1:
        where += f" · attempt {take.attempt}"
    present = take.recording is not None and take.recording.exists()
    warnings = [_WARNINGS.get(flag, flag.replace("-", " ")) for flag in take.flags]
    if take.recording is not None and not present:
        warnings.append("the recording is missing")
    return _Take(
        anchor=f"take-{take.id}",
        where=where,
        question=take.text,
        audio=_link(take.recording, folder) if take.recording is not None and present else None,
        facts="Skipped" if take.status is TakeStatus.SKIPPED else spoken_length(take.duration),
        warnings=tuple(warnings),
        segments=_segments(take.transcript),
        absent=_absent(take),
    )


def _absent(take: TakeRecord) -> str:
    """Say why there is no text, where there is none."""
    if take.transcript is not None:
        return "" if take.transcript.segments else "No speech was detected."
    return "Not transcribed yet." if take.status is TakeStatus.SAVED and take.duration else ""


def _segments(transcript: Transcript | None) -> tuple[_Segment, ...]:
    if transcript is None:
        return ()
    return tuple(
        _Segment(clock_time(segment.start), _words(segment)) for segment in transcript.segments
    )


def _words(segment: Segment) -> tuple[_Word, ...]:
    if not segment.words:
        return (_Word(segment.text.strip(), unsure=False),)
    return tuple(_Word(word.text.strip(), unsure=unsure(word)) for word in segment.words)


def _link(recording: Path, folder: Path) -> str:
    """Return the recording's address on the page: relative, unless it is on another drive."""
    try:
        relative = os.path.relpath(recording, folder)
    except ValueError:
        return recording.as_uri()
    return quote(relative.replace(os.sep, "/"))


def _day(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y}"
