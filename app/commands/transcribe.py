"""``transcribe``: turn a sound file into text, as the program does with an answer."""

import argparse
import json
import queue
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar

import numpy as np

from mock_interviewer.app.commands.common import parent_parsers
from mock_interviewer.app.commands.questions.finding import question_named, shelf_of
from mock_interviewer.app.commands.recognition_options import (
    add_language,
    language_for,
    settings_of,
)
from mock_interviewer.app.commands.transcript_json import transcript_json
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.audio.recognition.catalogue import CATALOGUE, DEFAULT_MODEL
from mock_interviewer.audio.recognition.models import ModelStore
from mock_interviewer.audio.recognition.recogniser import (
    Failed,
    Ready,
    Recogniser,
    RecognitionEvent,
    Transcribed,
)
from mock_interviewer.audio.recognition.transcript import Transcript
from mock_interviewer.audio.recognition.vocabulary import Expected, with_own_words
from mock_interviewer.audio.types import SPEECH_RATE, Samples

BLOCK = SPEECH_RATE // 10
SILENCE_AFTER = 0.5
"""Seconds of silence that follow a file played live, as a person falls silent before Done."""

_JOB = "file"

Event = TypeVar("Event", Ready, Transcribed)


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
    from mock_interviewer.audio.sound_file import read_sound

    models = ModelStore(DataFolder.at(arguments.data_dir).models)
    settings = settings_of(arguments.data_dir)
    language = language_for(models.model(arguments.model), arguments.language, settings)
    own_words = settings.get(OWN_WORDS)
    vocabulary = with_own_words(_vocabulary(arguments.question, arguments.data_dir), own_words)
    sound = read_sound(arguments.audio, SPEECH_RATE)
    transcript, waited = _transcribe(
        models,
        arguments.model,
        sound.samples,
        () if arguments.no_vocabulary else vocabulary,
        language,
        live=arguments.live,
    )
    if arguments.json:
        answer = transcript_json(transcript, duration=sound.duration, stop_to_final=waited)
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    elif transcript.speech_detected:
        print(transcript.text)
    else:
        print(f"No speech was found in {arguments.audio}.")
    return 0


def _vocabulary(wanted: str | None, data_dir: Path | None) -> tuple[Expected, ...]:
    """Return what a question makes likely, if one is named; raises UsageError."""
    if wanted is None:
        return ()
    from mock_interviewer.app.interview.expecting import expected_in

    return expected_in(*question_named(wanted, shelf_of(data_dir)))


def _transcribe(
    models: ModelStore,
    model: str,
    samples: Samples,
    vocabulary: Sequence[Expected],
    language: str,
    *,
    live: bool,
) -> tuple[Transcript, float]:
    """Return the transcript, and the seconds from the end of the sound to it."""
    heard = _Heard()
    with closing(Recogniser(models, model, listener=heard.put)) as recogniser:
        recogniser.start()
        heard.wait_for(Ready)
        recogniser.begin(_JOB, vocabulary=vocabulary, language=language)
        if live:
            _play(recogniser, samples, heard)
        else:
            recogniser.feed(_JOB, samples)
        recogniser.finish(_JOB)
        stopped = time.monotonic()
        done = heard.wait_for(Transcribed)
        return done.transcript, time.monotonic() - stopped


def _play(recogniser: Recogniser, samples: Samples, heard: "_Heard") -> None:
    """Feed a sound block by block, each when it would have been spoken, then silence."""
    silence = np.zeros(round(SILENCE_AFTER * SPEECH_RATE), dtype=np.float32)
    spoken = np.concatenate([samples, silence])
    began = time.monotonic()
    for start in range(0, len(spoken), BLOCK):
        block = spoken[start : start + BLOCK]
        heard.wait_until(began + (start + len(block)) / SPEECH_RATE)
        recogniser.feed(_JOB, block)


class _Heard:
    """Events of the recogniser, taken on this thread; a failure is raised as what it is."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[RecognitionEvent] = queue.SimpleQueue()
        self.put = self._events.put

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
