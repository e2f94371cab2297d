"""The recognition worker's real-time behavior, measured faster than real time.

The clock is that of the sound: a block arrives when its last sample was spoken. Work is really
done, and moves the clock by the time that it took; where the worker would wait for sound, the
clock jumps. What is measured is therefore what somebody would see who speaks at that pace, but
for the pipe between the processes (less than a millisecond a block).
"""

import io
import queue
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np

from mock_interviewer.audio.recognition.messages import (
    BeginRecognition,
    FinishRecognition,
    LoadModel,
    ModelLoaded,
    PartialTranscript,
    RecognitionAudio,
    RecognitionCommand,
    RecognitionDone,
    RecognitionReport,
    VoiceActivityReport,
    read_message,
)
from mock_interviewer.audio.recognition.request import DEFAULT_REQUEST, RecognitionRequest
from mock_interviewer.audio.recognition.transcript import Transcript
from mock_interviewer.audio.recognition.worker.worker import RecognitionWorker, WorkerInbox
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, to_pcm

BLOCK = SPEECH_RATE // 10
SILENCE = 0.5
"""Seconds from the last word to the stop."""
_JOB = 1


@dataclass(frozen=True)
class Run:
    """One answer, heard live. Times in seconds of the sound's clock."""

    transcript: Transcript
    stop: float
    """The time at which Finish was requested."""
    final: float
    """The time of the transcript."""
    captions: tuple[tuple[float, PartialTranscript], ...]
    activities: tuple[tuple[float, VoiceActivityReport], ...]
    """The times of the reports that speech started or ended."""
    cpu: float
    """Seconds of processor time, of all threads, without loading the model."""

    @property
    def stop_to_final(self) -> float:
        """Seconds from the stop to the transcript."""
        return self.final - self.stop


class _Over(Exception):
    """All that was to be asked was asked, and done."""


class _Script:
    """An inbox whose requests arrive at their times, and the clock by which they do.

    One without a time arrives when it is waited for, and the clock stands at 0 then.
    """

    def __init__(
        self,
        requests: Iterable[tuple[float | None, RecognitionCommand]],
        clock: Callable[[], float],
    ) -> None:
        self._coming = deque(requests)
        self._clock = clock
        self._now = 0.0
        self._since = clock()

    @property
    def now(self) -> float:
        """Seconds since the sound began."""
        return self._now + self._clock() - self._since

    def get(self, block: bool = True) -> RecognitionCommand:
        """Return the next request that has arrived, as a queue does."""
        now = self.now
        if not self._coming:
            if block:
                raise _Over
            raise queue.Empty
        arrives = self._coming[0][0]
        if arrives is None or arrives > now:
            if not block:
                raise queue.Empty
            now = 0.0 if arrives is None else arrives
        request = self._coming.popleft()[1]
        if isinstance(request, BeginRecognition):
            now = 0.0
        self._now, self._since = now, self._clock()
        return request


class _Reports(io.RawIOBase):
    """The reports of the worker, with their times."""

    def __init__(self, script: _Script) -> None:
        self._script = script
        self.reports: list[tuple[float, RecognitionReport]] = []
        self.loaded = 0.0

    def write(self, frame: object) -> int:
        """Keep one report."""
        data = bytes(cast("bytes", frame))
        report = read_message(io.BytesIO(data))
        if isinstance(report, ModelLoaded):
            self.loaded = time.process_time()
        self.reports.append((self._script.now, cast("RecognitionReport", report)))
        return len(data)


def heard_live(
    store: Path,
    model: str,
    samples: Samples,
    request: RecognitionRequest = DEFAULT_REQUEST,
    *,
    lead: float = 0.0,
    drafts: str | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Run:
    """Hear 16 kHz mono ``samples`` live, then half a second of silence, then the stop.

    The first ``lead`` seconds arrive as fast as the worker is done with what came before; the clock
    starts after them. ``drafts`` names the model that guesses, where ``request`` asks for captions.
    ``clock`` measures the work: that of the process leaves out what other programs take.
    """
    spoken = np.concatenate([samples, np.zeros(round(SILENCE * SPEECH_RATE), dtype=np.float32)])
    blocks = _blocks(spoken, lead)
    stop = max(0.0, len(spoken) / SPEECH_RATE - lead)
    script = _Script(
        [
            (0.0, LoadModel(str(store), model, drafts)),
            (0.0, BeginRecognition(_JOB, request)),
            *blocks,
            (stop, FinishRecognition(_JOB)),
        ],
        clock,
    )
    out = _Reports(script)
    with suppress(_Over):
        RecognitionWorker(cast("WorkerInbox", script), cast("BinaryIO", out), set()).run()
    cpu = time.process_time() - out.loaded
    final, done = next((t, r) for t, r in out.reports if isinstance(r, RecognitionDone))
    captions = tuple((t, r) for t, r in out.reports if isinstance(r, PartialTranscript))
    activities = tuple((t, r) for t, r in out.reports if isinstance(r, VoiceActivityReport))
    return Run(Transcript.from_dict(done.transcript), stop, final, captions, activities, cpu)


def _blocks(spoken: Samples, lead: float) -> Iterator[tuple[float | None, RecognitionAudio]]:
    pcm = to_pcm(spoken)
    for start in range(0, len(pcm), BLOCK):
        block = pcm[start : start + BLOCK]
        arrives = (start + len(block)) / SPEECH_RATE - lead
        yield arrives if arrives > 0 else None, RecognitionAudio(_JOB, block.tobytes())
