"""A recognition worker without a model that fails on demand.

Arguments: a file that counts starts, then what to do at the first start, the second and so on;
the last one also at every later start. It says how many samples it heard, not what was said; one
that is to caption hears a number for every half second, the same while it is spoken as at the end.
"""

import os
import queue
import signal
import sys
import threading
import time
from pathlib import Path
from typing import BinaryIO

import numpy as np

from mock_interviewer.audio.errors import MachineError, ModelError
from mock_interviewer.audio.files.sound_file import read_sound
from mock_interviewer.audio.recognition.endpointing.voice_activity import WINDOW, VoiceActivity
from mock_interviewer.audio.recognition.messages import (
    BeginRecognition,
    CancelRecognition,
    FillersReport,
    FinishRecognition,
    LoadModel,
    ModelLoaded,
    PartialTranscript,
    RecognitionAudio,
    RecognitionDone,
    RecognitionProgress,
    RecognitionRefused,
    RecognitionReport,
    RecognizeFile,
    VoiceActivityReport,
    encode,
    read_message,
)
from mock_interviewer.audio.recognition.models.catalog import CATALOG
from mock_interviewer.audio.recognition.models.languages import refuse_language
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)
from mock_interviewer.audio.samples import SPEECH_RATE

WORK = "work"
DIE_AT_LOAD = "die-at-load"
DIE_AT_FINISH = "die-at-finish"
ILLEGAL_AT_LOAD = "illegal-at-load"
ILLEGAL_AT_FINISH = "illegal-at-finish"
REFUSE = "refuse"
HANG_AT_FINISH = "hang-at-finish"
NEVER_READ = "never-read"
IGNORE_END = "ignore-end"
BABBLE = "babble"
CAPTION = "caption"
LISTEN = "listen"
"""Says when the sound is loud, as the real one says when somebody speaks."""
CAPTION_LATE = "caption-late"
"""As CAPTION, but it loads only when a file "load" stands beside the one that counts starts."""
DEATH = 9
LOUD = 1000


NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
WORD = SPEECH_RATE // 2
"""Samples that a spoken number takes."""
SETTLED_BY = 4
"""So many numbers settle at once, after as many were spoken that have not."""


def spoken(samples: int) -> list[str]:
    """Return the numbers spoken in a number of samples."""
    return [NUMBERS[at % len(NUMBERS)] for at in range(samples // WORD)]


def _numbers(model: str, samples: int, language: str) -> Transcript:
    """Return the transcript of spoken numbers; each "seven" has a low probability."""
    words = tuple(
        TranscriptWord(f" {number}", at / 2, at / 2 + 0.4, 0.3 if number == "seven" else 0.9)
        for at, number in enumerate(spoken(samples))
    )
    text = " ".join(spoken(samples))
    duration = samples / SPEECH_RATE
    segments = (TranscriptSegment(text, 0.0, duration, words),) if words else ()
    return Transcript(segments, duration, model, language, speech_detected=bool(words))


def _transcript(model: str, text: str, samples: int, request: RecognitionRequest) -> Transcript:
    """Return the text, with the vocabulary as flags, except for distant terms."""
    duration = samples / SPEECH_RATE
    word = TranscriptWord(text, 0.0, duration, 1.0)
    return Transcript(
        segments=(TranscriptSegment(text, 0.0, duration, (word,)),),
        duration=duration,
        model=model,
        language=request.language,
        flags=tuple(_flag(term) for term in request.vocabulary if not term.distant),
    )


def _flag(expected: ExpectedTerm) -> str:
    """Return a term, with "?" if the model does not get it and "~" before its variants."""
    return " ~".join((expected.term + "?" * (not expected.hotword), *expected.heard_as))


def _samples(path: Path) -> int:
    """Return the length of a sound file in samples; other files count as raw samples."""
    try:
        return len(read_sound(path, SPEECH_RATE).samples)
    except MachineError:
        return path.stat().st_size // 2


def _forever() -> None:
    threading.Event().wait()


def _send(out: BinaryIO, report: RecognitionReport) -> None:
    out.write(encode(report))
    out.flush()


def meet_an_unknown_instruction() -> None:
    """End as a process does at an unknown processor instruction."""
    os.kill(os.getpid(), signal.SIGILL)
    _forever()


class FakeWorker:
    def __init__(self, behaviour: str, out: BinaryIO) -> None:
        self.behaviour = behaviour
        self.out = out
        self.model = ""
        self.heard: dict[int, int] = {}
        self.requests: dict[int, RecognitionRequest] = {}
        self.ears: dict[int, VoiceActivity] = {}
        self.put_aside: dict[int, str] = {}

    def load(self, request: LoadModel) -> bool:
        if self.behaviour == DIE_AT_LOAD:
            os._exit(DEATH)
        if self.behaviour == ILLEGAL_AT_LOAD:
            meet_an_unknown_instruction()
        if self.behaviour == CAPTION_LATE:
            while not Path(sys.argv[1]).with_name("load").exists():
                time.sleep(0.01)
            self.behaviour = CAPTION
        if self.behaviour == REFUSE or request.model not in CATALOG:
            _send(
                self.out,
                RecognitionRefused(None, "ModelError", "The model is damaged.", "Mend it."),
            )
            return False
        self.model = request.model
        _send(self.out, ModelLoaded(request.model))
        if self.behaviour == BABBLE:
            self.out.write(b"Hello, I am a native library.\n")
            self.out.flush()
        return True

    def do(self, request: object) -> None:
        match request:
            case BeginRecognition(job, asked):
                self.heard[job] = 0
                self.requests[job] = asked
                self.ears[job] = VoiceActivity()
            case RecognitionAudio(job, pcm):
                before = len(spoken(self.heard[job]))
                self.heard[job] += len(pcm) // 2
                grown = len(spoken(self.heard[job])) > before
                if self.behaviour == CAPTION and self.requests[job].captions and grown:
                    self.caption(job)
                if self.behaviour == LISTEN:
                    self.listen(job, pcm)
            case CancelRecognition(job):
                self.heard.pop(job, None)
                self.put_aside.pop(job, None)
            case FinishRecognition(job):
                if job in self.heard:
                    samples = self.heard.pop(job)
                    self.finish(job, f"fed:{samples}", samples, self.requests[job])
            case RecognizeFile(job, path, RecognitionRequest(fillers_only=True)):
                self.put_aside[job] = path
            case RecognizeFile(job, path, asked):
                if Path(path).is_file():
                    text, samples = f"file:{Path(path).name}", _samples(Path(path))
                    self.finish(job, text, samples, asked)
                else:
                    _send(
                        self.out, RecognitionRefused(job, "BadAudioFile", f"{path} doesn't exist.")
                    )

    def caption(self, job: int) -> None:
        """Send captions: drafts at first, which become final as more is spoken."""
        numbers = spoken(self.heard[job])
        settled = max(0, len(numbers) // SETTLED_BY - 1) * SETTLED_BY
        _send(
            self.out,
            PartialTranscript(job, " ".join(numbers[:settled]), " ".join(numbers[settled:])),
        )

    def listen(self, job: int, pcm: bytes) -> None:
        """Report speech activity in blocks of whole windows."""
        windows = np.frombuffer(pcm, dtype=np.int16).reshape(-1, WINDOW)
        loud = np.abs(windows.astype(np.int32)).max(axis=1) > LOUD
        for found in self.ears[job].feed(loud.astype(float).tolist()):
            _send(self.out, VoiceActivityReport(job, found.speaking, found.at, found.heard))

    def do_what_was_put_aside(self) -> None:
        """Look for fillers unless a live job is open."""
        while self.put_aside and not self.heard:
            self.find_fillers(*self.put_aside.popitem())

    def find_fillers(self, job: int, path: str) -> None:
        if self.behaviour == DIE_AT_FINISH:
            os._exit(DEATH)
        if Path(path).is_file():
            _send(self.out, RecognitionProgress(job))
            _send(self.out, FillersReport(job, [{"text": "um", "start": 0.0, "end": 0.25}]))
        else:
            _send(self.out, RecognitionRefused(job, "BadAudioFile", f"{path} doesn't exist."))

    def finish(self, job: int, text: str, samples: int, asked: RecognitionRequest) -> None:
        if self.behaviour == DIE_AT_FINISH:
            os._exit(DEATH)
        if self.behaviour == ILLEGAL_AT_FINISH:
            meet_an_unknown_instruction()
        if self.behaviour == HANG_AT_FINISH:
            _forever()
        try:
            english_only = CATALOG[self.model].english_only
            refuse_language(self.model, asked.language, english_only=english_only)
        except ModelError as error:
            _send(self.out, RecognitionRefused(job, "ModelError", error.what, error.remedy))
            return
        _send(self.out, RecognitionProgress(job))
        if self.behaviour == CAPTION:
            transcript = _numbers(self.model, samples, asked.language)
        else:
            transcript = _transcript(self.model, text, samples, asked)
        _send(self.out, RecognitionDone(job, transcript.to_dict()))


def _receive(inbox: "queue.SimpleQueue[object]", behaviour: str) -> None:
    stream = os.fdopen(os.dup(0), "rb")
    while (message := read_message(stream)) is not None:
        inbox.put(message)
    if behaviour == IGNORE_END:
        _forever()
    os._exit(0)


def main() -> None:
    starts = Path(sys.argv[1])
    with starts.open("a") as file:
        file.write("started\n")
    plan = sys.argv[2:]
    behaviour = plan[min(len(starts.read_text().splitlines()), len(plan)) - 1]
    if behaviour == NEVER_READ:
        _forever()
    inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(inbox, behaviour), daemon=True).start()
    worker = FakeWorker(behaviour, os.fdopen(os.dup(1), "wb"))
    first = inbox.get()
    assert isinstance(first, LoadModel)
    if worker.load(first):
        while True:
            worker.do(inbox.get())
            if inbox.empty():
                worker.do_what_was_put_aside()


if __name__ == "__main__":
    main()
