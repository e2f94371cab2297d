"""The time at which an interviewer of a given patience would consider an answer over."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.patience.answers import Pause, PausedAnswer
from benchmarks.patience.hearing import Told

from mock_interviewer.audio.recognition.endpointing.endpointer import (
    Endpointer,
    EndReached,
    Patience,
)

STEP = 0.05
"""Seconds between two looks at the clock."""
LONGEST = 20.0
"""Seconds after the last word at which nobody looks any more."""


@dataclass(frozen=True)
class CutIn:
    """An interviewer cut in ``at`` seconds, into this pause or, with none, into speech."""

    pause: Pause | None
    at: float
    text: str


@dataclass(frozen=True)
class Judged:
    """The result of one answer: its interruptions, and the wait after its true end in seconds.

    ``text`` is what was understood when it was over.
    """

    answer: PausedAnswer
    cut_ins: tuple[CutIn, ...]
    wait: float
    text: str


def judged(answer: PausedAnswer, told: Sequence[Told], patience: Patience) -> Judged:
    """Check repeatedly whether an answer is over; an interrupted answer continues."""
    endpointing = Endpointer(patience)
    coming = list(told)
    cut_ins: list[CutIn] = []
    text = ""
    step = 0
    while (now := step * STEP) < answer.end + LONGEST:
        step += 1
        while coming and coming[0].arrived <= now:
            text = _tell(endpointing, coming.pop(0), text)
        if not isinstance(endpointing.state_at(now), EndReached):
            continue
        if now >= answer.end:
            return Judged(answer, tuple(cut_ins), now - answer.end, text)
        pause = _pause_before(answer, now)
        if not cut_ins or cut_ins[-1].pause != pause:
            cut_ins.append(CutIn(pause, now, text))
    return Judged(answer, tuple(cut_ins), LONGEST, text)


def _tell(endpointing: Endpointer, told: Told, text: str) -> str:
    if told.speaking is None:
        endpointing.text_changed(told.text)
        return told.text
    if told.speaking:
        endpointing.speech_began(told.at)
    else:
        endpointing.speech_ended(told.at, told.heard)
    return text


def _pause_before(answer: PausedAnswer, now: float) -> Pause | None:
    """Return the pause at ``now``, or one after which speech has just resumed."""
    before = [pause for pause in answer.pauses if pause.start <= now]
    return before[-1] if before else None
