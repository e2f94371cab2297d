"""Transcripts of takes, made and kept: of the present one, and of those left from before."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from mock_interviewer.app.interview.events import TranscriptFailed, TranscriptReady
from mock_interviewer.app.store.records import TakeRecord
from mock_interviewer.app.store.thread import StoreThread
from mock_interviewer.audio.recognition import recogniser as rec
from mock_interviewer.audio.recognition.models import ModelStore
from mock_interviewer.audio.recognition.transcript import Transcript
from mock_interviewer.audio.types import Samples

log = logging.getLogger(__name__)

Post = Callable[[Callable[[], None]], None]
"""Run a function on the owning thread, soon; may be called from any thread."""

Told = Callable[[TranscriptReady | TranscriptFailed], None]


class Transcriptions:
    """One recogniser for the whole program; a job is a take's id.

    Owned by one thread, on which listeners are called; only ``feed`` may be called from another.
    A transcript is in the store before a listener hears of it.
    """

    def __init__(self, models: ModelStore, model: str, store: StoreThread, post: Post) -> None:
        self._store = store
        self._post = post
        self._listeners: list[Told] = []
        self._pending: set[str] = set()
        self._left: deque[TakeRecord] = deque()
        self.ready = False
        """Whether the model is loaded."""
        self.problem: str | None = None
        """Why no model can be loaded, as a sentence."""
        self.on_ready: Callable[[], None] = lambda: None
        """Called when ``ready`` or ``problem`` changes."""
        self._recogniser = rec.Recogniser(
            models, model, listener=lambda event: post(partial(self._heard, event))
        )

    @property
    def pending(self) -> frozenset[str]:
        """Takes whose transcript is being made."""
        return frozenset(self._pending)

    @property
    def worker(self) -> int | None:
        """Process id of the recognition worker, for those who watch over memory."""
        return self._recogniser.pid

    def start(self) -> None:
        """Load the model in the background."""
        self._recogniser.start()

    def listen(self, told: Told) -> Callable[[], None]:
        """Tell ``told`` of every transcript from now on; returns what ends that."""
        self._listeners.append(told)
        return partial(self._listeners.remove, told)

    def begin(self, take: str, vocabulary: Sequence[str], recording: Path) -> None:
        """Get ready to hear a take; ``recording`` is where its sound is kept."""
        self._recogniser.begin(take, vocabulary=vocabulary, recording=recording)

    def feed(self, take: str, block: Samples) -> None:
        """Pass on 16 kHz mono samples as they arrive; any thread, never waits."""
        self._recogniser.feed(take, block)

    def finish(self, take: str) -> None:
        """All sound of the take was fed."""
        self._pending.add(take)
        self._recogniser.finish(take)

    def cancel(self, take: str) -> None:
        """Forget a take of which nothing was kept."""
        self._pending.discard(take)
        self._recogniser.cancel(take)

    def transcribe_saved(self, take: str, recording: Path, vocabulary: Sequence[str] = ()) -> None:
        """Transcribe a recording that is already whole; nothing happens if that is under way."""
        if take not in self._pending:
            self._pending.add(take)
            self._recogniser.transcribe_file(take, recording, vocabulary=vocabulary)

    def catch_up(self) -> None:
        """Transcribe the saved takes that have no transcript, one by one, behind all other work."""

        def found(future: "Future[list[TakeRecord]]") -> None:
            if future.exception() is None:
                self._post(partial(self._take_up, future.result()))

        self._store.submit(lambda library: library.untranscribed()).add_done_callback(found)

    def close(self) -> None:
        """Stop the worker within two seconds, whatever it does; waits."""
        self._recogniser.close()

    def _take_up(self, takes: Sequence[TakeRecord]) -> None:
        self._left = deque(takes)
        self._go_on_with_those_left()

    def _go_on_with_those_left(self) -> None:
        while self._left and not self._pending:
            take = self._left.popleft()
            if take.recording is not None:
                self.transcribe_saved(take.id, take.recording)

    def _heard(self, event: rec.RecognitionEvent) -> None:
        match event:
            case rec.Transcribed(job, transcript):
                self._save(job, transcript)
            case rec.Failed(job, error) if job is not None:
                self._pending.discard(job)
                self._tell(TranscriptFailed(job, str(error)))
            case rec.Failed(_, error):
                self.ready, self.problem = False, str(error)
                self.on_ready()
            case rec.Ready():
                self.ready, self.problem = True, None
                self.on_ready()
            case rec.Restarted():
                log.warning("recognition was restarted")

    def _save(self, take: str, transcript: Transcript) -> None:
        saved = self._store.submit(lambda library: library.save_transcript(take, transcript))
        saved.add_done_callback(
            lambda future: self._post(partial(self._saved, take, transcript, future))
        )

    def _saved(self, take: str, transcript: Transcript, future: "Future[None]") -> None:
        self._pending.discard(take)
        error = future.exception()
        if error is None:
            self._tell(TranscriptReady(take, transcript))
        else:
            log.error("a transcript could not be kept", exc_info=error)
            self._tell(TranscriptFailed(take, f"The transcript could not be saved. {error}"))

    def _tell(self, event: TranscriptReady | TranscriptFailed) -> None:
        for told in tuple(self._listeners):
            told(event)
        self._go_on_with_those_left()
