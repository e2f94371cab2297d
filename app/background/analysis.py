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
from mock_interviewer.app.callback_types import Later, Post
from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.worker.analysis import AnalysisRequest
from mock_interviewer.app.feedback.worker.client import AnalysisDone, AnalysisEvent, AnalysisFailed
from mock_interviewer.app.store.database.records import FeedbackRecord, TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.text.formatting import SKIPPED
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.transcript import Transcript

log = logging.getLogger(__name__)

QuestionOf = Callable[[TakeRecord], CoverageQuestion | None]
"""Returns the question of a take, None where it is gone; must not wait."""

_NO_TRANSCRIPT = "This answer isn't transcribed yet, so there is no feedback on it."
_CHANGED = "The transcript changed during the analysis. Analyze the answer again."
_BUG = "Something went wrong while this answer was analyzed."
REST = 0.02
"""Seconds between two earlier takes, so that thousands of them do not block their thread."""
_MOST_FAILURES = 3
"""Failures of earlier takes in a row after which the others are postponed."""


class AnalysisClientLike(Protocol):
    """Analyzes in the background; ``app.feedback.analyst.Analyst`` is one. Any thread."""

    def start(self) -> None:
        """Load the models, so that the first analysis does not wait for them."""

    def analyze(self, name: str, request: AnalysisRequest) -> None:
        """Compute the feedback on a request; one event of this name follows."""

    def cancel(self, name: str) -> None:
        """Forget an analysis; no event follows, save one under way."""

    def close(self, timeout: float = 2.0) -> object:
        """End within so many seconds, even if busy; waits."""


class MakeAnalysisClient(Protocol):
    """Makes an analysis client, as its class does."""

    def __call__(self, *, listener: Callable[[AnalysisEvent], None]) -> AnalysisClientLike:
        """Return a client that calls ``listener`` on a thread of its own."""


@dataclass(frozen=True)
class AnalyzedAnswer:
    """An answer with the feedback that was just computed and saved; ``asked`` is its question."""

    take: str
    text: str
    asked: CoverageQuestion | None
    feedback: Feedback


@dataclass(eq=False)
class _Job:
    """One analysis of a take; ``transcript`` and ``asked`` are what is analyzed, once it was read.

    ``earlier``: the take was recorded before this run of the program.
    """

    take: str
    name: str
    transcript: Transcript | None = None
    asked: CoverageQuestion | None = None
    repeated: bool = False
    earlier: bool = False


class AnalysisService:
    """The feedback of the whole program, computed for one take after another.

    Owned by one thread, on which ``post`` runs what it is given and the ``on_…`` are called.
    Feedback is in the store before it is reported, unless it cannot be saved.
    """

    def __init__(
        self,
        store: StoreThread,
        make_client: MakeAnalysisClient,
        question_of: QuestionOf,
        post: Post,
        *,
        later: Later | None = None,
    ) -> None:
        """``later`` times the rest between earlier takes; without it there is none."""
        self._store = store
        self._question_of = question_of
        self._post = post
        self._jobs: dict[str, _Job] = {}
        """The running analysis of each take."""
        self._begun = 0
        self._later = later
        self._earlier: deque[str] = deque()
        self._resting = False
        self._failed_in_a_row = 0
        self._closed = False
        self.on_started: Callable[[str], None] = lambda _take: None
        """Called with a take when its analysis begins; one of the other two follows, unless its
        session is deleted meanwhile."""
        self.on_feedback: Callable[[str, Feedback], None] = lambda _take, _feedback: None
        """Called with a take and the feedback on its current transcript."""
        self.on_computed: Callable[[AnalyzedAnswer], None] = lambda _answer: None
        """Called after ``on_feedback`` with an answer whose feedback is new, unless ``catch_up``
        found the take."""
        self.on_failed: Callable[[str, str], None] = lambda _take, _sentence: None
        """Called with a take and a sentence on why there is no feedback."""
        self._client = make_client(listener=lambda event: post(partial(self._on_event, event)))

    @property
    def pending(self) -> frozenset[str]:
        """Takes that are being analyzed."""
        return frozenset(self._jobs)

    @property
    def busy(self) -> bool:
        """Whether takes are being analyzed, or wait for that."""
        return bool(self._jobs or self._earlier)

    def follow(self, transcriptions: TranscriptionService) -> None:
        """Analyze each take once it is transcribed, and again once its fillers are found.

        After any other change of a take's current transcript, call ``ensure_feedback``.
        """
        transcriptions.listen(self._transcribed)
        transcriptions.fillers.listen(lambda take, _: self.analyze(take))

    def prepare(self) -> None:
        """Load the models, since a take is about to be recorded."""
        self._client.start()

    def analyze(self, take: str) -> None:
        """Analyze a take's current transcript, even if it has feedback or is being analyzed."""
        self._start(take)

    def ensure_feedback(self, take: str) -> None:
        """Report the stored feedback of a take; analyze it where there is none, or outdated."""
        if take in self._jobs:
            self.on_started(take)
            return
        kept = self._store.submit(lambda library: library.feedback(take))
        kept.add_done_callback(lambda future: self._post(partial(self._on_stored, take, future)))

    def catch_up(self) -> None:
        """Analyze the takes that have no feedback, or outdated feedback, the newest first.

        One by one, when nothing else is being analyzed.
        """

        def found(future: "Future[list[str]]") -> None:
            if future.exception() is None:
                self._post(partial(self._queue_earlier, future.result()))

        self._store.submit(lambda library: library.without_feedback()).add_done_callback(found)

    def close(self) -> None:
        """End the client within two seconds, even if busy; waits. No report follows."""
        self._closed = True
        self._jobs.clear()
        self._earlier.clear()
        self._client.close()

    def _transcribed(self, event: TranscriptReady | TranscriptFailed) -> None:
        if isinstance(event, TranscriptReady):
            self.analyze(event.take)

    def _on_stored(self, take: str, future: "Future[FeedbackRecord | None]") -> None:
        if self._closed or take in self._jobs:
            return
        record = None if future.exception() is not None else future.result()
        if record is None or record.outdated:
            self._start(take)
        else:
            self.on_feedback(take, record.feedback)

    def _queue_earlier(self, takes: Sequence[str]) -> None:
        self._earlier = deque(take for take in takes if take not in self._jobs)
        self._failed_in_a_row = 0
        self._continue_earlier()

    def _continue_earlier(self) -> None:
        if self._failed_in_a_row >= _MOST_FAILURES:
            self._earlier.clear()
        if not self._earlier or self._jobs or self._resting:
            return
        if self._later is None:
            self._start_earlier()
        else:
            self._resting = True
            self._later(REST, self._start_earlier)

    def _start_earlier(self) -> None:
        self._resting = False
        if self._earlier and not self._jobs:
            self._start(self._earlier[0], earlier=True)

    def _start(self, take: str, *, repeated: bool = False, earlier: bool = False) -> None:
        if self._closed:
            return
        replaced = self._jobs.pop(take, None)
        if replaced is not None:
            self._client.cancel(replaced.name)
        with suppress(ValueError):
            self._earlier.remove(take)
        # An event of a replaced analysis may still be on its way: names are used once.
        self._begun += 1
        job = _Job(take, f"{take} {self._begun}", repeated=repeated, earlier=earlier)
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
        job.asked = self._question_of(take)
        request = AnalysisRequest(take.transcript, take.recording, job.asked, take.stopped_by_limit)
        self._client.analyze(job.name, request)

    def _on_event(self, event: AnalysisEvent) -> None:
        job = next((job for job in self._jobs.values() if job.name == event.name), None)
        match event:
            case _ if job is None or job.transcript is None:
                log.info("a canceled analysis is done")
            case AnalysisDone(_, feedback, seconds):
                log.info("take %s analyzed in %.1f s", job.take, seconds)
                self._save(job, job.transcript, feedback)
            case AnalysisFailed(_, error):
                log.warning("take %s was not analyzed: %s", job.take, error)
                self._fail(job, str(error))

    def _save(self, job: _Job, transcript: Transcript, feedback: Feedback) -> None:
        saved = self._store.submit(
            lambda library: library.save_feedback(job.take, transcript, feedback, job.asked)
        )
        saved.add_done_callback(
            lambda future: self._post(partial(self._saved, job, transcript, feedback, future))
        )

    def _saved(
        self,
        job: _Job,
        transcript: Transcript,
        feedback: Feedback,
        future: "Future[Feedback | None]",
    ) -> None:
        if self._jobs.get(job.take) is not job:
            return
        error = future.exception()
        if isinstance(error, KeyError):
            self._give_up(job, error)
        elif error is None and future.result() is None:
            # The take has another transcript by now, which this feedback does not match.
            if job.repeated:
                self._fail(job, _CHANGED)
            else:
                self._start(job.take, repeated=True, earlier=job.earlier)
        else:
            if error is not None:
                log.error("feedback on take %s could not be saved", job.take, exc_info=error)
            kept = None if error is not None else future.result()
            self._over(job, failed=False)
            self.on_feedback(job.take, kept or feedback)
            if kept is not None and not job.earlier:
                self.on_computed(AnalyzedAnswer(job.take, transcript.text, job.asked, kept))
            self._continue_earlier()

    def _give_up(self, job: _Job, error: BaseException) -> None:
        """Fail for an error of the store, silently if the take is gone."""
        if isinstance(error, KeyError):
            self._over(job, failed=False)
            self._continue_earlier()
        else:
            self._fail(job, str(error) if isinstance(error, MachineError) else _BUG)

    def _fail(self, job: _Job, sentence: str) -> None:
        self._over(job, failed=True)
        self.on_failed(job.take, sentence)
        self._continue_earlier()

    def _over(self, job: _Job, *, failed: bool) -> None:
        del self._jobs[job.take]
        if job.earlier:
            self._failed_in_a_row = self._failed_in_a_row + 1 if failed else 0


def _read(library: Library, take: str) -> TakeRecord:
    """Return a take; without its recording where that was deleted."""
    found = library.take(take)
    gone = found.recording is not None and not found.recording.is_file()
    return replace(found, recording=None) if gone else found
