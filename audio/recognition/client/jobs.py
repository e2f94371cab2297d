"""The open jobs of a recognizer, and the commands that bring a new worker up to date."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mock_interviewer.audio.files.recording_file import BYTES_PER_SAMPLE
from mock_interviewer.audio.recognition.client.events import GAP, LiveCaption, SpeechActivity
from mock_interviewer.audio.recognition.messages import (
    BeginRecognition,
    CancelRecognition,
    FinishRecognition,
    RecognitionAudio,
    RecognitionCommand,
    RecognizeFile,
)
from mock_interviewer.audio.recognition.request import DEFAULT_REQUEST, RecognitionRequest
from mock_interviewer.audio.samples import SPEECH_RATE

MAX_DEATHS = 2
"""A job that was open when the worker died this often is given up."""


@dataclass
class RecognitionJob:
    """One recording to recognize.

    ``number`` identifies it in messages: a job begun again under the same name is another one.
    """

    name: str
    number: int
    request: RecognitionRequest = DEFAULT_REQUEST
    recording: Path | None = None
    """The file in which the same sound is kept; without one, the sound fed is kept here."""
    from_file: bool = False
    """The sound is read from ``recording``, not taken from what was fed."""
    turn: int = 0
    """Its place among the jobs whose transcript is awaited, from 1; 0 while sound still comes."""
    deaths: int = 0
    kept: list[bytes] = field(default_factory=list)
    captioned_text: str = ""
    """All text of its latest caption."""
    text_before_restart: str = ""
    """The same at the death of a worker whose captions are not made again, followed by GAP."""
    samples_fed: int = 0
    samples_missed: int = 0
    """Samples that were fed before those that the present worker gets."""
    speaking: bool = False
    """Whether the latest event about it reported speech."""

    @property
    def finished(self) -> bool:
        """Whether all of its sound is there."""
        return self.turn > 0

    @property
    def captioned(self) -> bool:
        """Whether captions are reported now: they are wanted, and sound still comes."""
        return self.request.captions and not self.finished

    @property
    def needs_sound(self) -> bool:
        """Whether a worker needs the sound that is fed: for the transcript, or for captions."""
        return self.captioned or not self.from_file

    def keep(self, pcm: bytes) -> None:
        """Count sound that is fed, and keep it where a new worker would need it."""
        self.samples_fed += len(pcm) // BYTES_PER_SAMPLE
        if self.recording is None:
            self.kept.append(pcm)

    def first_command(self) -> RecognitionCommand:
        """Return the command that opens the job, before its sound."""
        return BeginRecognition(self.number, self.request)

    def last_command(self) -> RecognitionCommand:
        """Return the command that asks for the result."""
        if self.from_file and self.recording is not None:
            return RecognizeFile(self.number, str(self.recording), self.request)
        return FinishRecognition(self.number)

    def end_of_captions(self) -> Iterator[RecognitionCommand]:
        """Yield what comes before the last command where sound was fed for captions only."""
        if self.captioned and self.from_file:
            yield CancelRecognition(self.number)

    def caption(self, settled: str, draft: str) -> LiveCaption:
        """Return the text so far, with that of workers that died."""
        settled = _joined(self.text_before_restart, settled)
        self.captioned_text = _joined(settled, draft)
        return LiveCaption(self.name, settled, draft)

    def activity(self, speaking: bool, at: float, heard: float) -> SpeechActivity:
        """Return a worker's report, its times converted to those of all sound that was fed."""
        self.speaking = speaking
        before = self.samples_missed / SPEECH_RATE
        return SpeechActivity(self.name, speaking, before + at, before + heard)

    def fall_silent(self) -> Iterator[SpeechActivity]:
        """Yield the end of speech that a dead worker cannot report and the next one will miss."""
        if self.speaking and self.from_file and self.captioned:
            yield self.activity(False, 0.0, 0.0)

    def replay(self) -> Iterator[RecognitionCommand]:
        """Yield all that a new worker must be sent about this job so far."""
        if self.needs_sound:
            yield self.first_command()
            for pcm in self.kept:
                yield RecognitionAudio(self.number, pcm)
        if self.finished or self.request.fillers_only:
            yield self.last_command()

    def lose_worker(self) -> None:
        """Turn to the recording on disk, if there is one: what was fed is gone with the worker.

        Captions continue with what is fed from now on.
        """
        if self.recording is not None:
            self.from_file = True
            self.samples_missed = self.samples_fed
            if self.captioned_text:
                text = self.captioned_text.removesuffix(f" {GAP}")
                self.text_before_restart = _joined(text, GAP)


def _joined(*texts: str) -> str:
    return " ".join(filter(None, texts))


def _order(job: RecognitionJob) -> tuple[bool, bool, bool, int]:
    return job.request.fillers_only, not job.finished, not job.request.urgent, job.turn


class OpenJobs:
    """The open jobs, in the order in which a worker deals with them. Not thread-safe by itself."""

    def __init__(self) -> None:
        self._open: dict[str, RecognitionJob] = {}
        self._count = 0
        self._turns = 0

    def __len__(self) -> int:
        return len(self._open)

    def __iter__(self) -> Iterator[RecognitionJob]:
        return iter(sorted(self._open.values(), key=_order))

    def add(
        self,
        name: str,
        request: RecognitionRequest = DEFAULT_REQUEST,
        recording: Path | None = None,
        *,
        from_file: bool = False,
    ) -> RecognitionJob:
        """Open a job; raises ValueError when one of that name is open."""
        if name in self._open:
            raise ValueError(f"job {name!r} is open already")
        self._count += 1
        job = RecognitionJob(name, self._count, request, recording, from_file)
        self._open[name] = job
        return job

    def finish(self, job: RecognitionJob) -> None:
        """Give a job its turn: all of its sound is there."""
        self._turns += 1
        job.turn = self._turns

    def get(self, name: str) -> RecognitionJob | None:
        """Return an open job, or None when it ended, failed or was never begun."""
        return self._open.get(name)

    def remove(self, name: str) -> RecognitionJob | None:
        """Forget a job and return it; None when it is not open."""
        return self._open.pop(name, None)

    def end(self, number: int | None) -> RecognitionJob | None:
        """Forget the job that a report is about and return it; None when it is not open."""
        job = self.numbered(number)
        return None if job is None else self._open.pop(job.name)

    def numbered(self, number: int | None) -> RecognitionJob | None:
        """Return the job that a report is about; None when it is not open."""
        return next((job for job in self._open.values() if job.number == number), None)

    def clear(self) -> list[RecognitionJob]:
        """Forget all jobs and return them."""
        jobs = list(self._open.values())
        self._open.clear()
        return jobs

    def captioned(self) -> tuple[str, ...]:
        """Return the names of the jobs that have captions now."""
        return tuple(job.name for job in self._open.values() if job.captioned)

    def any_finished(self) -> bool:
        """Return whether a transcript is being waited for."""
        return any(job.finished for job in self._open.values())

    def blame_for_death(self) -> RecognitionJob | None:
        """Count a worker's death against the job it was at; return that job if it is given up.

        The worker was at the first job whose transcript is awaited, or else it was listening to
        the first one open. A job given up is no longer open.
        """
        suspects = list(self)
        for job in suspects:
            job.lose_worker()
        if not suspects:
            return None
        suspects[0].deaths += 1
        if suspects[0].deaths < MAX_DEATHS:
            return None
        return self._open.pop(suspects[0].name)
