"""``make soak``: use the program for long, live, and see whether it stays as it was.

It listens for an hour as one take, for an hour as takes of 2 to 30 minutes one after the other, and
holds a session of 50 questions by voice alone (``long_session``). The exit status is 1 when a
worker's memory at the end is not within 50 MB of where it stood at five minutes, when a worker had
to be replaced or an answer could not be transcribed; and for the session when, against its third
question, memory is not within 60 MB, there is a thread, process or file handle more, or when an
answer was lost.
"""

import argparse
import json
import queue
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from statistics import median

import numpy as np
from benchmarks import long_session
from benchmarks.long_session import HANDS_FREE, QUESTIONS, Held
from benchmarks.memory import MemoryLog, Reading
from benchmarks.speech import speech

from mock_interviewer.app.planning.bank_questions import expected_terms
from mock_interviewer.audio.files.recording_file import RecordingWriter
from mock_interviewer.audio.recognition.client.events import (
    LiveCaption,
    RecognitionEvent,
    RecognitionFailed,
    RecognizerReady,
    RecognizerRestarted,
    Transcribed,
)
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.models.catalog import DRAFT_MODEL
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.samples import SPEECH_RATE, Samples
from mock_interviewer.questions.bank_loader import load_bank

MODEL = "base"
ONE = "one take"
MANY = "many takes"
PARTS = (ONE, MANY, HANDS_FREE)
TAKES = (2.0, 30.0, 5.0, 15.0, 8.0)
"""Minutes of the takes of the second part, in turn."""
SETTLED = 300.0
"""Seconds after which the worker's memory must not grow any more."""
ALLOWED = 50.0
"""MB by which it may differ from then."""
END = float("inf")
NEAR = 30.0
"""Memory at a time is the median of what was read within so many seconds of it."""
SPOKEN = 120.0
THINKING = 4.0
"""Seconds of speech, and of the pause after it, that are said over and over."""
FLOOR = 3e-4
"""Loudness of a quiet room."""
BLOCK = SPEECH_RATE // 10
PATIENCE = 300.0
COLUMNS = (
    *("part", "worker settled", "at the end", "largest", "growth", "client settled", "at the end"),
    *("restarts", "takes", "stop to final, longest", "words", "captions", "target"),
)


@dataclass
class Soaked:
    """The result of one part; ``stops`` are the seconds from each stop to the transcript."""

    part: str
    seconds: float
    worker: list[Reading] = field(default_factory=list)
    client: list[Reading] = field(default_factory=list)
    stops: list[float] = field(default_factory=list)
    words: int = 0
    captions: int = 0
    restarts: int = 0
    problem: str | None = None

    @property
    def settled(self) -> float:
        """The time from which on memory must not grow: a short trial has no five minutes."""
        return min(SETTLED, self.seconds / 2)

    @property
    def growth(self) -> float:
        """MB by which the worker's memory at the end differs from when it had settled."""
        return at(self.worker, END) - at(self.worker, self.settled)

    @property
    def passed(self) -> bool:
        """Whether the part passed."""
        well = self.problem is None and not self.restarts and self.captions > 0
        return well and bool(self.worker) and abs(self.growth) <= ALLOWED


def at(readings: Sequence[Reading], seconds: float) -> float:
    """Return the resident memory in MB about a time; NaN where nothing was read."""
    if not readings:
        return float("nan")
    seconds = min(seconds, readings[-1].seconds)
    near = [reading.rss for reading in readings if abs(reading.seconds - seconds) <= NEAR]
    closest = min(readings, key=lambda reading: abs(reading.seconds - seconds))
    return median(near or [closest.rss])


def lengths(part: str, minutes: float) -> Iterator[float]:
    """Yield the lengths of a part's takes in seconds; together they are ``minutes`` long."""
    left = minutes
    for take in cycle((minutes,) if part == ONE else TAKES):
        if left <= 0:
            return
        yield min(take, left) * 60
        left -= take


class Soak:
    """Plays takes into one recognizer, each block when it would have been spoken."""

    def __init__(self, folder: Path, part: str, minutes: float) -> None:
        self._folder = folder
        self._events: queue.SimpleQueue[RecognitionEvent] = queue.SimpleQueue()
        self._lengths = tuple(lengths(part, minutes))
        self._sound = _sound(folder)
        self.soaked = Soaked(part, minutes * 60)

    def run(self) -> Soaked:
        """Do all takes; returns early when one cannot be transcribed."""
        store = ModelStore(self._folder / "models")
        bank = load_bank("llm")
        questions = cycle(bank.questions)
        with closing(
            Recognizer(store, MODEL, listener=self._events.put, drafts=DRAFT_MODEL)
        ) as recognizer:
            recognizer.start()
            self._wait_for(RecognizerReady)
            with MemoryLog(lambda: recognizer.pid) as log:
                for number, (seconds, question) in enumerate(
                    zip(self._lengths, questions, strict=False)
                ):
                    self._take(
                        recognizer, f"take {number}", seconds, expected_terms(bank, question)
                    )
        self.soaked.worker, self.soaked.client = log.watched, log.own
        return self.soaked

    def _take(
        self, recognizer: Recognizer, job: str, seconds: float, vocabulary: Sequence[ExpectedTerm]
    ) -> None:
        path = self._folder / f"{job}.wav"
        with closing(RecordingWriter(path)) as recording:
            recognizer.begin(
                job, RecognitionRequest(tuple(vocabulary), captions=True), recording=path
            )
            began = time.monotonic()
            for start in range(0, round(seconds * SPEECH_RATE), BLOCK):
                if self.soaked.problem is not None:
                    break
                block = self._sound.take(range(start, start + BLOCK), mode="wrap")
                self._hear_until(began + (start + BLOCK) / SPEECH_RATE)
                recording.write(block)
                recognizer.feed(job, block)
        recognizer.finish(job)
        stopped = time.monotonic()
        if self._wait_for(Transcribed):
            self.soaked.stops.append(time.monotonic() - stopped)
        path.unlink()

    def _hear_until(self, moment: float) -> None:
        while (left := moment - time.monotonic()) > 0:
            with suppress(queue.Empty):
                self._note(self._events.get(timeout=left))

    def _wait_for(self, kind: type[RecognitionEvent]) -> bool:
        """Wait for an event; False when recognition says, or has said, that it cannot."""
        while self.soaked.problem is None:
            event = self._events.get(timeout=PATIENCE)
            self._note(event)
            if isinstance(event, kind):
                return True
        return False

    def _note(self, event: RecognitionEvent) -> None:
        match event:
            case Transcribed(_, transcript):
                self.soaked.words += len(transcript.words)
            case LiveCaption():
                self.soaked.captions += 1
            case RecognizerRestarted():
                self.soaked.restarts += 1
            case RecognitionFailed(_, error):
                self.soaked.problem = str(error)


def _sound(folder: Path) -> Samples:
    """Return the repeated sound: speech, then a pause with room noise."""
    pause = np.random.default_rng(0).normal(0, FLOOR, round(THINKING * SPEECH_RATE))
    return np.concatenate([speech(folder, SPOKEN), pause.astype(np.float32)])


def table(parts: Sequence[Soaked]) -> str:
    """Return the results as a Markdown table; memory is resident, in MB."""
    lines = [f"| {' | '.join(COLUMNS)} |", f"|---|{'---:|' * (len(COLUMNS) - 2)}---|"]
    for part in parts:
        worker = [at(part.worker, part.settled), at(part.worker, END)]
        worker += [max((reading.rss for reading in part.worker), default=0.0), part.growth]
        client = [at(part.client, part.settled), at(part.client, END)]
        stop = f"{max(part.stops):.2f} s" if part.stops else "none"
        cells = [
            f"{part.part}, {part.seconds / 60:g} min",
            *(f"{megabytes:.0f}" for megabytes in (*worker, *client)),
            *map(str, (part.restarts, len(part.stops), stop, part.words, part.captions)),
            part.problem or ("met" if part.passed else "missed"),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> int:
    """Soak, print the tables, keep every reading as JSON."""
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument(
        "--minutes", type=float, default=60.0, help="of each part that listens (60)"
    )
    parser.add_argument("--questions", type=int, default=QUESTIONS, help="of the session (50)")
    parser.add_argument("--part", choices=PARTS, action="append", help="only this one")
    parser.add_argument("--output", type=Path, default=Path("bench-results"), metavar="DIR")
    arguments = parser.parse_args()
    soaked: list[Soaked] = []
    held: list[Held] = []
    for part in arguments.part or PARTS:
        with tempfile.TemporaryDirectory(prefix="soak-") as folder:
            if part == HANDS_FREE:
                held.append(long_session.hold(Path(folder), arguments.questions))
                print(long_session.table(held[-1:]), file=sys.stderr)
            else:
                soaked.append(Soak(Path(folder), part, arguments.minutes).run())
                print(table(soaked[-1:]), file=sys.stderr)
    if soaked:
        print(table(soaked))
    if held:
        print(long_session.table(held))
    done: list[Soaked | Held] = [*soaked, *held]
    arguments.output.mkdir(exist_ok=True)
    kept = arguments.output / f"soak-{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    kept.write_text(json.dumps([asdict(part) for part in done], indent=2), "utf-8")
    return 0 if all(part.passed for part in done) else 1


if __name__ == "__main__":
    sys.exit(main())
