"""The open jobs of a recognizer, and the requests that tell a new worker about them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mock_interviewer.audio.files.recording_file import BYTES_PER_SAMPLE
from mock_interviewer.audio.recognition.client.events import GAP, LiveCaption, SpeechActivity
from mock_interviewer.audio.recognition.messages import (
    BeginRecognition,
    CancelRecognition,
    FindFillers,
    FinishRecognition,
    RecognitionAudio,
    RecognitionRequest,
    RecognizeFile,
)
from mock_interviewer.audio.recognition.models.languages import DEFAULT_LANGUAGE
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.samples import SPEECH_RATE

MAX_DEATHS = 2
"""A job that was open when the worker died this often is given up."""


@dataclass
class RecognitionJob:
    """One recording to transcribe.

    ``number`` stands for it in messages: a job begun again under the same name is another one.
    """

    name: str
    number: int
    vocabulary: tuple[ExpectedTerm, ...] = ()
    language: str = DEFAULT_LANGUAGE
    captions: bool = False
    """Whether what is understood is told while it is spoken."""
    recording: Path | None = None
    """The file in which the same sound is kept; without one, the sound fed is kept here."""
    from_file: bool = False
    """The sound is taken from ``recording``, not from what was fed."""
    turn: int = 0
    """Its place among the jobs whose transcript is awaited, from 1; 0 while sound still comes."""
    deaths: int = 0
    urgent: bool = False
    """Once finished it goes before all that is not."""
    aside: bool = False
    """Looks for fillers in ``recording``: nobody waits for it, everything else goes first."""
    choices: tuple[str, ...] = ()
    """Texts one of which becomes the transcript."""
    kept: list[bytes] = field(default_factory=list)
    told: str = ""
    """What its captions told last, all in all."""
    told_before: str = ""
    """The same when a worker died whose captions are not made again, and then GAP."""
    fed: int = 0
    """Samples that were fed."""
    unheard: int = 0
    """Samples that were fed before what the present worker listens to."""
    speaking: bool = False
    """Whether somebody was said to speak."""

    @property
    def finished(self) -> bool:
        """Whether all of its sound is there."""
        return self.turn > 0

    @property
    def captioned(self) -> bool:
        """Whether what is understood is to be told now: it is still being spoken."""
        return self.captions and not self.finished

    @property
    def listens(self) -> bool:
        """Whether a worker needs the sound that is fed: for the transcript, or for captions."""
        return self.captioned or not self.from_file

    def keep(self, pcm: bytes) -> None:
        """Count sound that is fed, and remember what a new worker would need."""
        self.fed += len(pcm) // BYTES_PER_SAMPLE
        if self.recording is None:
            self.kept.append(pcm)

    def first_request(self) -> RecognitionRequest:
        """Return what opens the job, before its sound."""
        return BeginRecognition(
            self.number, self.vocabulary, self.language, self.captions, self.urgent, self.choices
        )

    def last_request(self) -> RecognitionRequest:
        """Return what asks for the transcript, or for the fillers."""
        if self.aside:
            return FindFillers(self.number, str(self.recording))
        if self.from_file and self.recording is not None:
            return RecognizeFile(self.number, str(self.recording), self.vocabulary, self.language)
        return FinishRecognition(self.number)

    def end_of_captions(self) -> Iterator[RecognitionRequest]:
        """Give what comes before the last request where sound was fed for captions only."""
        if self.captioned and self.from_file:
            yield CancelRecognition(self.number)

    def caption(self, settled: str, draft: str) -> LiveCaption:
        """Return what was understood so far, by workers that died too."""
        settled = _joined(self.told_before, settled)
        self.told = _joined(settled, draft)
        return LiveCaption(self.name, settled, draft)

    def activity(self, speaking: bool, at: float, heard: float) -> SpeechActivity:
        """Return what a worker says of the sound that it listens to, in times of all sound."""
        self.speaking = speaking
        before = self.unheard / SPEECH_RATE
        return SpeechActivity(self.name, speaking, before + at, before + heard)

    def fall_silent(self) -> Iterator[SpeechActivity]:
        """Give the end of speech that a dead worker cannot tell and the next one will not hear."""
        if self.speaking and self.from_file and self.captioned:
            yield self.activity(False, 0.0, 0.0)

    def replay(self) -> Iterator[RecognitionRequest]:
        """Give all that a fresh worker must hear of this job so far."""
        if self.listens:
            yield self.first_request()
            for pcm in self.kept:
                yield RecognitionAudio(self.number, pcm)
        if self.finished or self.aside:
            yield self.last_request()

    def lost_worker(self) -> None:
        """Turn to the recording on disk, if there is one: what was fed is gone with the worker.

        Captions go on with what is fed from now on.
        """
        if self.recording is not None:
            self.from_file = True
            self.unheard = self.fed
            if self.told:
                self.told_before = _joined(self.told.removesuffix(f" {GAP}"), GAP)


def _joined(*texts: str) -> str:
    return " ".join(filter(None, texts))


def _order(job: RecognitionJob) -> tuple[bool, bool, bool, int]:
    return job.aside, not job.finished, not job.urgent, job.turn


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
        vocabulary: tuple[ExpectedTerm, ...],
        recording: Path | None,
        *,
        language: str = DEFAULT_LANGUAGE,
        captions: bool = False,
        from_file: bool = False,
    ) -> RecognitionJob:
        """Open a job; raises ValueError when one of that name is open."""
        if name in self._open:
            raise ValueError(f"job {name!r} is open already")
        self._count += 1
        job = RecognitionJob(
            name, self._count, vocabulary, language, captions, recording, from_file
        )
        self._open[name] = job
        return job

    def add_aside(self, name: str, recording: Path) -> RecognitionJob:
        """Open a job that looks for fillers; raises ValueError when one of that name is open."""
        job = self.add(name, (), recording, from_file=True)
        job.aside = True
        return job

    def finish(self, job: RecognitionJob) -> None:
        """Give a job its turn: all of its sound is there."""
        self._turns += 1
        job.turn = self._turns

    def get(self, name: str) -> RecognitionJob | None:
        """Return an open job, or None when it ended, failed or was never begun."""
        return self._open.get(name)

    def remove(self, name: str) -> RecognitionJob | None:
        """Forget a job; None when it is not open."""
        return self._open.pop(name, None)

    def end(self, number: int | None) -> RecognitionJob | None:
        """Forget the job that a report is about; None when it is no longer open."""
        job = self.numbered(number)
        return None if job is None else self._open.pop(job.name)

    def numbered(self, number: int | None) -> RecognitionJob | None:
        """Return the open job that a report is about; None when it is no longer open."""
        return next((job for job in self._open.values() if job.number == number), None)

    def clear(self) -> list[RecognitionJob]:
        """Forget all jobs and return them."""
        jobs = list(self._open.values())
        self._open.clear()
        return jobs

    def captioned(self) -> tuple[str, ...]:
        """Return the names of those of which captions are told now."""
        return tuple(job.name for job in self._open.values() if job.captioned)

    def any_finished(self) -> bool:
        """Say whether a transcript is being waited for."""
        return any(job.finished for job in self._open.values())

    def blame(self) -> RecognitionJob | None:
        """Count a death of the worker against the job it was at; return that job if it is given up.

        The worker was at the first job whose transcript is awaited, or else it was listening to
        the first one open. A job given up is no longer open.
        """
        suspects = list(self)
        for job in suspects:
            job.lost_worker()
        if not suspects:
            return None
        suspects[0].deaths += 1
        if suspects[0].deaths < MAX_DEATHS:
            return None
        return self._open.pop(suspects[0].name)
