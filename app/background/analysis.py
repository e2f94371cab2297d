"""Feedback on takes, computed in the background after transcription and kept in the store."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from mock_interviewer.app.background.transcript_events import TranscriptFailed, TranscriptReady
from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.worker.analysis import AnalysisRequest
from mock_interviewer.app.feedback.worker.client import AnalysisDone, AnalysisEvent, AnalysisFailed
from mock_interviewer.app.scheduling import Post
from mock_interviewer.app.store.database.records import FeedbackRecord, TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.text.formatting import SKIPPED
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.transcript import Transcript

log = logging.getLogger(__name__)

Later = Callable[[float, Callable[[], None]], object]
"""Runs a function after so many seconds on the owning thread."""
QuestionOf = Callable[[TakeRecord], CoverageQuestion | None]
"""Returns a question by its bank's id and its own, None where it is gone; must not wait."""

_NO_TRANSCRIPT = "This answer is not written down yet, so nothing can be said about it."
_CHANGED = "The transcript was changed while feedback on it was made. Ask for it again."
_BUG = "Feedback on this answer could not be made, because of a mistake in this program."
REST = 0.02
"""Seconds between two takes from before, so that thousands of them leave their thread to others."""
_MOST_FAILURES = 3
"""So many takes from before in a row that fail, and the others are left for another time."""


class AnalysisClientLike(Protocol):
    """Analyzes in the background; ``app.feedback.analyst.Analyst`` is one. Any thread."""

    def start(self) -> None:
        """Load what it takes, so that the first analysis does not wait for that."""

    def analyze(self, name: str, request: AnalysisRequest) -> None:
        """Compute the feedback on a request; one event of this name follows."""

    def cancel(self, name: str) -> None:
        """Forget an analysis; nothing is told of it, unless that is under way already."""

    def close(self, timeout: float = 2.0) -> object:
        """End within so many seconds, whatever it does; waits."""


class MakeAnalysisClient(Protocol):
    """Makes an analyst; the class itself is one."""

    def __call__(self, *, listener: Callable[[AnalysisEvent], None]) -> AnalysisClientLike:
        """Return an analyst that tells ``listener``, on a thread of its own."""


@dataclass(eq=False)
class _Job:
    """One analysis of a take; ``transcript`` is what it rests on, once that was read."""

    take: str
    name: str
    transcript: Transcript | None = None
    repeated: bool = False
    from_before: bool = False


class AnalysisService:
    """The feedback of the whole program, on one take after the other.

    Owned by one thread, on which ``post`` runs what it is given and the ``on_…`` are called.
    Feedback is in the store before it is told, where it can be kept at all.
    """

    def __init__(
        self,
        store: StoreThread,
        analyst: MakeAnalysisClient,
        question_of: QuestionOf,
        post: Post,
        *,
        later: Later | None = None,
    ) -> None:
        """``later`` is for the rest between takes from before; without it there is none."""
        self._store = store
        self._question_of = question_of
        self._post = post
        self._jobs: dict[str, _Job] = {}
        """The latest analysis of each take that is under way."""
        self._begun = 0
        self._later = later
        self._left: deque[str] = deque()
        self._resting = False
        self._failed_in_a_row = 0
        self._closed = False
        self.on_started: Callable[[str], None] = lambda _take: None
        """Called with a take when its analysis begins; one of the other two follows.

        Unless its session is deleted meanwhile.
        """
        self.on_feedback: Callable[[str, Feedback], None] = lambda _take, _feedback: None
        """Called with a take and what is said of its current transcript."""
        self.on_failed: Callable[[str, str], None] = lambda _take, _sentence: None
        """Called with a take and a sentence that says why there is no feedback on it."""
        self._analyst = analyst(listener=lambda event: post(partial(self._heard, event)))

    @property
    def pending(self) -> frozenset[str]:
        """Takes that are being analyzed."""
        return frozenset(self._jobs)

    @property
    def busy(self) -> bool:
        """Whether takes are being analyzed or wait for that, those from before too."""
        return bool(self._jobs or self._left)

    def follow(self, transcriptions: TranscriptionService) -> None:
        """Analyze each take once it is transcribed, and anew once its fillers were found.

        Whoever changes a take's current transcript in another way calls ``give``.
        """
        transcriptions.listen(self._transcribed)
        transcriptions.fillers.listen(lambda take, _: self.analyze(take))

    def get_ready(self) -> None:
        """Have the analyst load what it needs, since a take is about to be made."""
        self._analyst.start()

    def analyze(self, take: str) -> None:
        """Analyze a take's current transcript, whatever is kept of it and was begun before."""
        self._start(take)

    def give(self, take: str) -> None:
        """Tell the feedback that is kept of a take; analyze it where that is none or outdated."""
        if take in self._jobs:
            self.on_started(take)
            return
        kept = self._store.submit(lambda library: library.feedback(take))
        kept.add_done_callback(lambda future: self._post(partial(self._looked, take, future)))

    def catch_up(self) -> None:
        """Analyze the takes that have no feedback or outdated one, the newest first.

        One by one, when nothing else is to be analyzed.
        """

        def found(future: "Future[list[str]]") -> None:
            if future.exception() is None:
                self._post(partial(self._take_up, future.result()))

        self._store.submit(lambda library: library.without_feedback()).add_done_callback(found)

    def close(self) -> None:
        """End the analyst within two seconds, whatever it does; waits. Nothing is told after."""
        self._closed = True
        self._jobs.clear()
        self._left.clear()
        self._analyst.close()

    def _transcribed(self, event: TranscriptReady | TranscriptFailed) -> None:
        if isinstance(event, TranscriptReady):
            self.analyze(event.take)

    def _looked(self, take: str, future: "Future[FeedbackRecord | None]") -> None:
        if self._closed or take in self._jobs:
            return
        record = None if future.exception() is not None else future.result()
        if record is None or record.outdated:
            self._start(take)
        else:
            self.on_feedback(take, record.feedback)

    def _take_up(self, takes: Sequence[str]) -> None:
        self._left = deque(take for take in takes if take not in self._jobs)
        self._failed_in_a_row = 0
        self._go_on_with_those_left()

    def _go_on_with_those_left(self) -> None:
        if self._failed_in_a_row >= _MOST_FAILURES:
            self._left.clear()
        if not self._left or self._jobs or self._resting:
            return
        if self._later is None:
            self._next_left()
        else:
            self._resting = True
            self._later(REST, self._next_left)

    def _next_left(self) -> None:
        self._resting = False
        if self._left and not self._jobs:
            self._start(self._left[0], from_before=True)

    def _start(self, take: str, *, repeated: bool = False, from_before: bool = False) -> None:
        if self._closed:
            return
        earlier = self._jobs.pop(take, None)
        if earlier is not None:
            self._analyst.cancel(earlier.name)
        with suppress(ValueError):
            self._left.remove(take)
        # What was told of an earlier analysis may still be on its way here: names are used once.
        self._begun += 1
        job = _Job(take, f"{take} {self._begun}", repeated=repeated, from_before=from_before)
        self._jobs[take] = job
        self.on_started(take)
        read = self._store.submit(lambda library: _read(library, take))
        read.add_done_callback(lambda future: self._post(partial(self._begin, job, future)))

    def _begin(self, job: _Job, future: "Future[TakeRecord]") -> None:
        if self._jobs.get(job.take) is not job:
            return
        error = future.exception()
        if error is not None:
            self._give_up(job, error)
            return
        take = future.result()
        if take.transcript is None or not take.has_answer:
            self._fail(job, _NO_TRANSCRIPT if take.transcript is None else SKIPPED)
            return
        job.transcript = take.transcript
        asked = self._question_of(take)
        self._analyst.analyze(job.name, AnalysisRequest(take.transcript, take.recording, asked))

    def _heard(self, event: AnalysisEvent) -> None:
        job = next((job for job in self._jobs.values() if job.name == event.name), None)
        match event:
            case _ if job is None or job.transcript is None:
                log.info("an analysis that was given up is done")
            case AnalysisDone(_, feedback, seconds):
                log.info("take %s analyzed in %.1f s", job.take, seconds)
                self._save(job, job.transcript, feedback)
            case AnalysisFailed(_, error):
                log.warning("take %s was not analyzed: %s", job.take, error)
                self._fail(job, str(error))

    def _save(self, job: _Job, transcript: Transcript, feedback: Feedback) -> None:
        saved = self._store.submit(
            lambda library: library.save_feedback(job.take, transcript, feedback)
        )
        saved.add_done_callback(
            lambda future: self._post(partial(self._saved, job, feedback, future))
        )

    def _saved(self, job: _Job, feedback: Feedback, future: "Future[bool]") -> None:
        if self._jobs.get(job.take) is not job:
            return
        error = future.exception()
        if isinstance(error, KeyError):
            self._give_up(job, error)
        elif error is None and not future.result():
            # Another transcript counts by now, which feedback on this one must not stand beside.
            if job.repeated:
                self._fail(job, _CHANGED)
            else:
                self._start(job.take, repeated=True, from_before=job.from_before)
        else:
            if error is not None:
                log.error("feedback on %s could not be kept", job.take, exc_info=error)
            self._over(job, failed=False)
            self.on_feedback(job.take, feedback)
            self._go_on_with_those_left()

    def _give_up(self, job: _Job, error: BaseException) -> None:
        """Fail for an error of the store; a take that is gone needs no words."""
        if isinstance(error, KeyError):
            self._over(job, failed=False)
            self._go_on_with_those_left()
        else:
            self._fail(job, str(error) if isinstance(error, MachineError) else _BUG)

    def _fail(self, job: _Job, sentence: str) -> None:
        self._over(job, failed=True)
        self.on_failed(job.take, sentence)
        self._go_on_with_those_left()

    def _over(self, job: _Job, *, failed: bool) -> None:
        del self._jobs[job.take]
        if job.from_before:
            self._failed_in_a_row = self._failed_in_a_row + 1 if failed else 0


def _read(library: Library, take: str) -> TakeRecord:
    """Return a take; without its recording where that was deleted."""
    found = library.take(take)
    gone = found.recording is not None and not found.recording.is_file()
    return replace(found, recording=None) if gone else found
