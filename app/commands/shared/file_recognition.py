"""Recognition of a sound file with the options of a command, at once or as if it were live."""

import argparse
import queue
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from mock_interviewer.app.commands.shared.recognition_options import (
    recognition_request,
    settings_of,
)
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.audio.recognition.client.events import (
    FillersFound,
    LiveCaption,
    RecognitionEvent,
    RecognitionFailed,
    RecognizerReady,
    Transcribed,
)
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.models.catalog import DRAFT_MODEL
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptWord,
    normalized_word,
)
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

if TYPE_CHECKING:
    from mock_interviewer.questions.model import Bank, Question


COMPARED_WORDS = 60
"""Words at the end of a caption that are compared: earlier ones were seen before."""


EARLIEST = 1.0
"""Seconds by which a caption may contain a word before the transcript's end of that word."""


def spoken_words(words: Sequence[TranscriptWord]) -> list[tuple[str, float]]:
    """Return the words of a transcript as recognized, normalized, each with its end."""
    return [
        (normalized_word(text), word.end)
        for word in words
        for text in (word.text if word.heard is None else word.heard).split()
    ]


def caption_lags(
    words: Sequence[TranscriptWord], captions: Iterable[tuple[float, str]], final: float
) -> list[float]:
    """Return the seconds from the end of each word of a transcript to the first caption with it.

    ``captions`` are pairs of a time, in seconds of the recording, and the whole text shown then. A
    caption contains a word if an alignment of the two texts matches it. A word that no caption
    contains was first shown by the transcript, at ``final``.
    """
    spoken = spoken_words(words)
    shown: dict[int, float] = {}
    for shown_at, caption in captions:
        said = sum(end <= shown_at + EARLIEST for _, end in spoken)
        first = max(0, said - COMPARED_WORDS)
        wanted = [text for text, _ in spoken[first:said]]
        seen = [normalized_word(text) for text in caption.split()[-COMPARED_WORDS:]]
        matcher = SequenceMatcher(None, wanted, seen, autojunk=False)
        for block in matcher.get_matching_blocks():
            for at in range(first + block.a, first + block.a + block.size):
                shown.setdefault(at, shown_at)
    return [max(0.0, shown.get(at, final) - end) for at, (_, end) in enumerate(spoken)]


BLOCK = SPEECH_RATE // 10


SILENCE_AFTER = 0.5
"""Seconds of silence after a file played live, like the pause of a person before Done."""


_JOB = "file"


_FILLERS = "fillers"


@dataclass(frozen=True)
class FileJob:
    """A sound file, and how to transcribe it."""

    models: ModelStore
    model: str
    path: Path
    request: RecognitionRequest
    fillers: bool
    """Whether to search for fillers afterwards."""


@dataclass(frozen=True)
class RecognizedFile:
    """The result for a file: transcript, length, wait for the transcript, and lags of captions.

    All times are in seconds.
    """

    transcript: Transcript
    duration: float
    waited: float
    lags: tuple[float, ...] = ()


EventT = TypeVar("EventT", RecognizerReady, Transcribed, FillersFound)


def file_job(
    arguments: argparse.Namespace, question: "tuple[Bank, Question] | None", *, fillers: bool
) -> FileJob:
    """Return how to transcribe the file of a command that has ``add_recognition``.

    ``question`` makes its terms likely. Raises UsageError, ModelError.
    """
    models = ModelStore(DataFolder.at(arguments.data_dir).models)
    settings = settings_of(arguments.data_dir)
    request = recognition_request(models.model(arguments.model), arguments.language, settings)
    if arguments.no_vocabulary:
        request = replace(request, vocabulary=())
    else:
        request = request.expecting(_expected_terms(question))
    return FileJob(models, arguments.model, arguments.audio, request, fillers=fillers)


def _expected_terms(question: "tuple[Bank, Question] | None") -> tuple[ExpectedTerm, ...]:
    if question is None:
        return ()
    from mock_interviewer.app.planning.bank_questions import expected_terms

    return expected_terms(*question)


def recognize_file(job: FileJob) -> RecognizedFile:
    """Transcribe the file as a whole. Raises MachineError."""
    from mock_interviewer.audio.files.sound_file import LONGEST_SOUND, check_sound_file

    check_sound_file(job.path, longest=LONGEST_SOUND)  # before a model is installed and loaded
    events = FileJobEvents()
    with closing(Recognizer(job.models, job.model, listener=events.put)) as recognizer:
        recognizer.start()
        events.wait_for(RecognizerReady)
        began = time.monotonic()
        recognizer.recognize_file(_JOB, job.path, job.request)
        transcript = events.wait_for(Transcribed).transcript
        waited = time.monotonic() - began
        return RecognizedFile(
            _with_fillers(job, transcript, recognizer, events), transcript.duration, waited
        )


def recognize_live(job: FileJob) -> RecognizedFile:
    """Play the file into recognition in real time, then silence, and record the captions' times.

    Raises MachineError.
    """
    from mock_interviewer.audio.files.sound_file import LONGEST_SOUND, check_sound_file

    check_sound_file(job.path, longest=LONGEST_SOUND)  # before a model is installed and loaded
    events = FileJobEvents()
    with closing(
        Recognizer(job.models, job.model, listener=events.put, drafts=DRAFT_MODEL)
    ) as recognizer:
        recognizer.start()
        events.wait_for(RecognizerReady)
        recognizer.begin(_JOB, replace(job.request, captions=True))
        began = time.monotonic()
        duration = _play(recognizer, job.path, events, began)
        recognizer.finish(_JOB)
        stopped = time.monotonic()
        transcript = events.wait_for(Transcribed).transcript
        final = time.monotonic()
        transcript = _with_fillers(job, transcript, recognizer, events)
    captions = [(at - began, f"{each.settled} {each.draft}") for at, each in events.captions]
    lags = caption_lags(transcript.words, captions, final - began)
    return RecognizedFile(transcript, duration, final - stopped, tuple(lags))


def _with_fillers(
    job: FileJob, transcript: Transcript, recognizer: Recognizer, events: "FileJobEvents"
) -> Transcript:
    """Return the transcript with the fillers of the same sound, if requested."""
    if not job.fillers:
        return transcript
    recognizer.recognize_file(_FILLERS, job.path, RecognitionRequest(fillers_only=True))
    return replace(transcript, fillers=events.wait_for(FillersFound).fillers)


def _play(recognizer: Recognizer, path: Path, events: "FileJobEvents", began: float) -> float:
    """Feed a sound block by block in real time, then silence.

    Return the seconds of sound. Raises MachineError.
    """
    from mock_interviewer.audio.files.sound_file import LONGEST_SOUND, read_blocks

    sound = (part.samples for part in read_blocks(path, SPEECH_RATE, longest=LONGEST_SOUND))
    silence = np.zeros(round(SILENCE_AFTER * SPEECH_RATE), dtype=np.float32)
    fed = 0
    for block in _even(chain(sound, (silence,))):
        fed += len(block)
        events.wait_until(began + fed / SPEECH_RATE)
        recognizer.feed(_JOB, block)
    return (fed - len(silence)) / SPEECH_RATE


def _even(parts: Iterable[Samples]) -> Iterator[Samples]:
    """Yield the same samples in blocks of BLOCK; the last may be shorter."""
    rest = np.zeros(0, dtype=np.float32)
    for part in parts:
        joined = np.concatenate([rest, part])
        whole = len(joined) - len(joined) % BLOCK
        for start in range(0, whole, BLOCK):
            yield joined[start : start + BLOCK]
        rest = joined[whole:]
    if len(rest):
        yield rest


class FileJobEvents:
    """Events of the recognizer, handled on this thread; raises the error of a failure."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[RecognitionEvent] = queue.SimpleQueue()
        self.captions: list[tuple[float, LiveCaption]] = []
        """The captions, with the times on the monotonic clock at which they were shown."""

    def put(self, event: RecognitionEvent) -> None:
        """Add an event, on the recognizer's thread."""
        if isinstance(event, LiveCaption):
            self.captions.append((time.monotonic(), event))
        else:
            self._events.put(event)

    def wait_for(self, kind: type[EventT]) -> EventT:
        """Wait for the next event of a kind; raises MachineError."""
        while True:
            event = self._next(None)
            if isinstance(event, kind):
                return event

    def wait_until(self, moment: float) -> None:
        """Wait until a time on the monotonic clock; raises MachineError as soon as one occurs."""
        while (left := moment - time.monotonic()) > 0:
            with suppress(queue.Empty):
                self._next(left)

    def _next(self, timeout: float | None) -> RecognitionEvent:
        event = self._events.get(timeout=timeout)
        if isinstance(event, RecognitionFailed):
            raise event.error
        return event
