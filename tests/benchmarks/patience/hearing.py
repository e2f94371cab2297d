"""The reports on an answer and their times, from the real worker or from known words."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.patience.answers import PausedAnswer
from benchmarks.recognition.virtual_clock import heard_live

from mock_interviewer.audio.recognition.fillers import is_filled_pause
from mock_interviewer.audio.recognition.models.catalog import DRAFT_MODEL
from mock_interviewer.audio.recognition.request import RecognitionRequest

RECOGNISED_AFTER = 1.2
"""Seconds after a word at which, where nobody listens, it is understood."""
FOUND_AFTER = 0.35
"""Seconds after which silence is found then."""
LOADED = 0.3
"""Seconds of the room that come before the clock starts: all models are loaded by then."""


@dataclass(frozen=True)
class Told:
    """A report that arrived at ``arrived``, in seconds of the sound.

    Either whether somebody speaks since ``at``, as far as ``heard``, or all the text so far.
    """

    arrived: float
    speaking: bool | None = None
    at: float = 0.0
    heard: float | None = None
    text: str = ""


Hear = Callable[[PausedAnswer], list[Told]]


def by_worker(store: Path, model: str) -> Hear:
    """Return a function that plays an answer through the real worker in sound time."""

    def hear(answer: PausedAnswer) -> list[Told]:
        run = heard_live(
            store,
            model,
            answer.samples,
            RecognitionRequest(captions=True),
            lead=LOADED,
            drafts=DRAFT_MODEL,
            clock=time.process_time,
        )
        told = [
            Told(time + LOADED, each.speaking, each.at, each.heard) for time, each in run.activities
        ]
        told += [
            Told(time + LOADED, text=f"{each.settled} {each.draft}".strip())
            for time, each in run.captions
        ]
        return sorted(told, key=lambda each: each.arrived)

    return hear


def as_written(answer: PausedAnswer) -> list[Told]:
    """Return the reports for the known words, without fillers and with a period at each pause.

    That is how recognition writes down what it hears.
    """
    return sorted(_as_written(answer), key=lambda each: each.arrived)


def _as_written(answer: PausedAnswer) -> Iterator[Told]:
    starts = [0.0, *(pause.end for pause in answer.pauses)]
    ends = [*(pause.start for pause in answer.pauses), answer.end]
    texts = [*(pause.said for pause in answer.pauses), answer.text]
    for start, end, text in zip(starts, ends, texts, strict=True):
        yield Told(start + FOUND_AFTER, speaking=True, at=start)
        yield Told(end + FOUND_AFTER, speaking=False, at=end)
        yield Told(end + RECOGNISED_AFTER, text=_tidied(text))


def _tidied(text: str) -> str:
    words = [word for word in text.split() if not is_filled_pause(word)]
    return " ".join(words).rstrip(",;:") + ("" if text.rstrip().endswith((".", "?")) else ".")
