"""A sound file given to recognition, as the options of a command say."""

import argparse
import queue
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from mock_interviewer.app.commands.caption_lags import caption_lags
from mock_interviewer.app.commands.recognition_options import language_for, settings_of
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.audio.recognition.catalogue import DRAFT_MODEL
from mock_interviewer.audio.recognition.models import ModelStore
from mock_interviewer.audio.recognition.recogniser import (
    Caption,
    Failed,
    FillersFound,
    Ready,
    Recogniser,
    RecognitionEvent,
    Transcribed,
)
from mock_interviewer.audio.recognition.transcript import Transcript
from mock_interviewer.audio.recognition.vocabulary import Expected, with_own_words
from mock_interviewer.audio.types import SPEECH_RATE, Samples

if TYPE_CHECKING:
    from mock_interviewer.questions.model import Bank, Question

BLOCK = SPEECH_RATE // 10
SILENCE_AFTER = 0.5
"""Seconds of silence that follow a file played live, as a person falls silent before Done."""

_JOB = "file"
_FILLERS = "fillers"


@dataclass(frozen=True)
class Job:
    """A sound file, and how it is to be heard."""

    models: ModelStore
    model: str
    path: Path
    vocabulary: Sequence[Expected]
    language: str
    fillers: bool
    """Whether they are looked for afterwards."""


@dataclass(frozen=True)
class Heard:
    """What was heard in so many seconds of sound; how long after its end, and after its words."""

    transcript: Transcript
    duration: float
    waited: float
    lags: tuple[float, ...] = ()


Event = TypeVar("Event", Ready, Transcribed, FillersFound)


def job_of(
    arguments: argparse.Namespace, question: "tuple[Bank, Question] | None", *, fillers: bool
) -> Job:
    """Return how the file of a command that has ``add_hearing`` is to be heard.

    ``question`` makes its words likely. Raises UsageError, ModelError.
    """
    from mock_interviewer.app.settings.declarations import OWN_WORDS

    models = ModelStore(DataFolder.at(arguments.data_dir).models)
    settings = settings_of(arguments.data_dir)
    language = language_for(models.model(arguments.model), arguments.language, settings)
    own_words = settings.get(OWN_WORDS)
    vocabulary = with_own_words(_expected(question), own_words)
    return Job(
        models,
        arguments.model,
        arguments.audio,
        () if arguments.no_vocabulary else vocabulary,
        language,
        fillers=fillers,
    )


def _expected(question: "tuple[Bank, Question] | None") -> tuple[Expected, ...]:
    if question is None:
        return ()
    from mock_interviewer.app.interview.expecting import expected_in

    return expected_in(*question)


def hear_file(job: Job) -> Heard:
    """Give the file to recognition as a whole. Raises MachineError."""
    from mock_interviewer.audio.sound_file import LONGEST, check_sound

    check_sound(job.path, longest=LONGEST)  # before a model is laid out and loaded
    events = Events()
    with closing(Recogniser(job.models, job.model, listener=events.put)) as recogniser:
        recogniser.start()
        events.wait_for(Ready)
        began = time.monotonic()
        recogniser.transcribe_file(_JOB, job.path, vocabulary=job.vocabulary, language=job.language)
        transcript = events.wait_for(Transcribed).transcript
        waited = time.monotonic() - began
        return Heard(
            _with_fillers(job, transcript, recogniser, events), transcript.duration, waited
        )


def hear_live(job: Job) -> Heard:
    """Play the file into recognition, then silence, and take the captions' times.

    Raises MachineError.
    """
    from mock_interviewer.audio.sound_file import LONGEST, check_sound

    check_sound(job.path, longest=LONGEST)  # before a model is laid out and loaded
    events = Events()
    with closing(
        Recogniser(job.models, job.model, listener=events.put, drafts=DRAFT_MODEL)
    ) as recogniser:
        recogniser.start()
        events.wait_for(Ready)
        recogniser.begin(_JOB, vocabulary=job.vocabulary, language=job.language, captions=True)
        began = time.monotonic()
        duration = _play(recogniser, job.path, events, began)
        recogniser.finish(_JOB)
        stopped = time.monotonic()
        transcript = events.wait_for(Transcribed).transcript
        final = time.monotonic()
        transcript = _with_fillers(job, transcript, recogniser, events)
    captions = [(at - began, f"{each.settled} {each.draft}") for at, each in events.captions]
    lags = caption_lags(transcript.words, captions, final - began)
    return Heard(transcript, duration, final - stopped, tuple(lags))


def _with_fillers(
    job: Job, transcript: Transcript, recogniser: Recogniser, events: "Events"
) -> Transcript:
    """Return the transcript with the fillers of the same sound, where they are wanted."""
    if not job.fillers:
        return transcript
    recogniser.find_fillers(_FILLERS, job.path)
    return replace(transcript, fillers=events.wait_for(FillersFound).fillers)


def _play(recogniser: Recogniser, path: Path, events: "Events", began: float) -> float:
    """Feed a sound block by block, each when it would have been spoken, then silence.

    Return the seconds of sound. Raises MachineError.
    """
    from mock_interviewer.audio.sound_file import LONGEST, read_blocks

    sound = (part.samples for part in read_blocks(path, SPEECH_RATE, longest=LONGEST))
    silence = np.zeros(round(SILENCE_AFTER * SPEECH_RATE), dtype=np.float32)
    fed = 0
    for block in _even(chain(sound, (silence,))):
        fed += len(block)
        events.wait_until(began + fed / SPEECH_RATE)
        recogniser.feed(_JOB, block)
    return (fed - len(silence)) / SPEECH_RATE


def _even(parts: Iterable[Samples]) -> Iterator[Samples]:
    """Yield the same samples in blocks of BLOCK, of which the last may be shorter."""
    rest = np.zeros(0, dtype=np.float32)
    for part in parts:
        joined = np.concatenate([rest, part])
        whole = len(joined) - len(joined) % BLOCK
        for start in range(0, whole, BLOCK):
            yield joined[start : start + BLOCK]
        rest = joined[whole:]
    if len(rest):
        yield rest


class Events:
    """Events of the recogniser, taken on this thread; a failure is raised as what it is."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[RecognitionEvent] = queue.SimpleQueue()
        self.captions: list[tuple[float, Caption]] = []
        """What was shown when, by the monotonic clock."""

    def put(self, event: RecognitionEvent) -> None:
        """Take an event, on the recogniser's thread."""
        if isinstance(event, Caption):
            self.captions.append((time.monotonic(), event))
        else:
            self._events.put(event)

    def wait_for(self, kind: type[Event]) -> Event:
        """Wait for the next event of a kind; raises MachineError."""
        while True:
            event = self._next(None)
            if isinstance(event, kind):
                return event

    def wait_until(self, moment: float) -> None:
        """Wait for a moment of the monotonic clock; raises MachineError as soon as we fail."""
        while (left := moment - time.monotonic()) > 0:
            with suppress(queue.Empty):
                self._next(left)

    def _next(self, timeout: float | None) -> RecognitionEvent:
        event = self._events.get(timeout=timeout)
        if isinstance(event, Failed):
            raise event.error
        return event
