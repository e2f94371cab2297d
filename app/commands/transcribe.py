"""``transcribe``: turn a sound file into text, as the program does with an answer."""

import argparse
import json
import queue
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from mock_interviewer.app.commands.caption_lags import caption_lags
from mock_interviewer.app.commands.common import parent_parsers
from mock_interviewer.app.commands.questions.finding import question_named, shelf_of
from mock_interviewer.app.commands.recognition_options import (
    add_language,
    language_for,
    settings_of,
)
from mock_interviewer.app.commands.transcript_json import transcript_json
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.wording import counted
from mock_interviewer.audio.recognition.catalogue import CATALOGUE, DEFAULT_MODEL, DRAFT_MODEL
from mock_interviewer.audio.recognition.languages import ENGLISH
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
from mock_interviewer.audio.recognition.transcript import Filler, Transcript
from mock_interviewer.audio.recognition.vocabulary import Expected, with_own_words
from mock_interviewer.audio.types import SPEECH_RATE, Samples

BLOCK = SPEECH_RATE // 10
SILENCE_AFTER = 0.5
"""Seconds of silence that follow a file played live, as a person falls silent before Done."""

_JOB = "file"
_FILLERS = "fillers"


@dataclass(frozen=True)
class _Job:
    """A sound file, and how it is to be heard."""

    models: ModelStore
    model: str
    path: Path
    vocabulary: Sequence[Expected]
    language: str
    fillers: bool
    """Whether they are looked for afterwards."""


@dataclass(frozen=True)
class _Heard:
    """What was heard in so many seconds of sound; how long after its end, and after its words."""

    transcript: Transcript
    duration: float
    waited: float
    lags: tuple[float, ...] = ()


Event = TypeVar("Event", Ready, Transcribed, FillersFound)


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "transcribe",
        parents=parent_parsers(json=True),
        help="transcribe a sound file",
        description="Transcribe a sound file on this machine.",
    )
    parser.add_argument("audio", type=Path, metavar="AUDIO", help="the sound file")
    parser.add_argument(
        "--question", metavar="ID", help="expect the words that this question makes likely"
    )
    parser.add_argument(
        "--model",
        default=DEFAULT_MODEL,
        metavar="M",
        help=f"the speech model to use: {', '.join(CATALOGUE)} ({DEFAULT_MODEL})",
    )
    add_language(parser)
    parser.add_argument(
        "--no-vocabulary",
        action="store_true",
        help="expect no words, neither the question's nor your own",
    )
    parser.add_argument(
        "--fillers",
        action="store_true",
        help='count "um" and "uh" afterwards, which no transcript has (English only)',
    )
    way = parser.add_mutually_exclusive_group()
    way.add_argument(
        "--one-shot", action="store_true", help="give the whole file at once (as without --live)"
    )
    way.add_argument(
        "--live", action="store_true", help="play the file into recognition as if it were spoken"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the transcript; returns 0, also when nobody speaks in the file."""
    from mock_interviewer.app.settings.declarations import OWN_WORDS

    models = ModelStore(DataFolder.at(arguments.data_dir).models)
    settings = settings_of(arguments.data_dir)
    language = language_for(models.model(arguments.model), arguments.language, settings)
    own_words = settings.get(OWN_WORDS)
    vocabulary = with_own_words(_vocabulary(arguments.question, arguments.data_dir), own_words)
    if arguments.fillers and language != ENGLISH:
        raise UsageError("Fillers can be counted in English only: leave out --fillers.")
    job = _Job(
        models,
        arguments.model,
        arguments.audio,
        () if arguments.no_vocabulary else vocabulary,
        language,
        fillers=arguments.fillers,
    )
    heard = _transcribe_live(job) if arguments.live else _transcribe_file(job)
    transcript = heard.transcript
    if arguments.json:
        answer = transcript_json(
            transcript, duration=heard.duration, stop_to_final=heard.waited, lags=heard.lags
        )
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    elif transcript.speech_detected:
        print(transcript.text)
    else:
        print(f"No speech was found in {arguments.audio}.")
    if transcript.fillers is not None and not arguments.json:
        print(_count_of(transcript.fillers))
    return 0


def _count_of(fillers: Sequence[Filler]) -> str:
    if not fillers:
        return "No filler was found."
    return f"At least {counted(len(fillers), 'filler')}."


def _vocabulary(wanted: str | None, data_dir: Path | None) -> tuple[Expected, ...]:
    """Return what a question makes likely, if one is named; raises UsageError."""
    if wanted is None:
        return ()
    from mock_interviewer.app.interview.expecting import expected_in

    return expected_in(*question_named(wanted, shelf_of(data_dir)))


def _transcribe_file(job: _Job) -> _Heard:
    """Give the file to recognition as a whole."""
    from mock_interviewer.audio.sound_file import read_sound

    read_sound(job.path)  # what is no sound is refused before a model is laid out and loaded
    events = _Events()
    with closing(Recogniser(job.models, job.model, listener=events.put)) as recogniser:
        recogniser.start()
        events.wait_for(Ready)
        began = time.monotonic()
        recogniser.transcribe_file(_JOB, job.path, vocabulary=job.vocabulary, language=job.language)
        transcript = events.wait_for(Transcribed).transcript
        waited = time.monotonic() - began
        return _Heard(
            _with_fillers(job, transcript, recogniser, events), transcript.duration, waited
        )


def _transcribe_live(job: _Job) -> _Heard:
    """Play the file into recognition, then silence, and take the captions' times."""
    from mock_interviewer.audio.sound_file import read_sound

    sound = read_sound(job.path, SPEECH_RATE)
    events = _Events()
    with closing(
        Recogniser(job.models, job.model, listener=events.put, drafts=DRAFT_MODEL)
    ) as recogniser:
        recogniser.start()
        events.wait_for(Ready)
        recogniser.begin(_JOB, vocabulary=job.vocabulary, language=job.language, captions=True)
        began = time.monotonic()
        _play(recogniser, sound.samples, events, began)
        recogniser.finish(_JOB)
        stopped = time.monotonic()
        transcript = events.wait_for(Transcribed).transcript
        final = time.monotonic()
        transcript = _with_fillers(job, transcript, recogniser, events)
    captions = [(at - began, f"{each.settled} {each.draft}") for at, each in events.captions]
    lags = caption_lags(transcript.words, captions, final - began)
    return _Heard(transcript, sound.duration, final - stopped, tuple(lags))


def _with_fillers(
    job: _Job, transcript: Transcript, recogniser: Recogniser, events: "_Events"
) -> Transcript:
    """Return the transcript with the fillers of the same sound, where they are wanted."""
    if not job.fillers:
        return transcript
    recogniser.find_fillers(_FILLERS, job.path)
    return replace(transcript, fillers=events.wait_for(FillersFound).fillers)


def _play(recogniser: Recogniser, samples: Samples, events: "_Events", began: float) -> None:
    """Feed a sound block by block, each when it would have been spoken, then silence."""
    silence = np.zeros(round(SILENCE_AFTER * SPEECH_RATE), dtype=np.float32)
    spoken = np.concatenate([samples, silence])
    for start in range(0, len(spoken), BLOCK):
        block = spoken[start : start + BLOCK]
        events.wait_until(began + (start + len(block)) / SPEECH_RATE)
        recogniser.feed(_JOB, block)


class _Events:
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
