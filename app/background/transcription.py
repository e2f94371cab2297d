"""Transcription of takes: of the current one as it is spoken, and of saved ones."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from mock_interviewer.app.background.filler_search import FillerSearch
from mock_interviewer.app.background.short_utterances import ShortUtteranceRecognizer
from mock_interviewer.app.background.transcript_events import TranscriptFailed, TranscriptReady
from mock_interviewer.app.callback_types import Post
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.audio.errors import MachineError, ModelError
from mock_interviewer.audio.recognition.client import events
from mock_interviewer.audio.recognition.client.model_switch import (
    ModelSwitch,
    ModelSwitchFailed,
    SwitchEvent,
)
from mock_interviewer.audio.recognition.models.languages import refuse_language
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import DEFAULT_REQUEST, RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import Transcript
from mock_interviewer.audio.samples import Samples

log = logging.getLogger(__name__)

OnTranscript = Callable[[TranscriptReady | TranscriptFailed], None]
OnCaption = Callable[[events.LiveCaption], None]
OnActivity = Callable[[events.SpeechActivity], None]
OnCaptionsHeld = Callable[[str, bool], None]
"""Called with a take's id, and True when its captions pause, False when they continue."""


class TranscriptionService:
    """The one recognizer of the whole program; a job's name is a take's id.

    Owned by one thread, on which listeners are called; only ``feed`` may be called from another.
    A transcript is in the store before a listener gets it. Takes that are transcribed here are
    searched for filled pauses afterwards; earlier takes, whose transcripts lack fillers, are left
    as they are.
    """

    def __init__(self, models: ModelStore, model: str, store: StoreThread, post: Post) -> None:
        self._store = store
        self._post = post
        self._transcript_listeners: list[OnTranscript] = []
        self._caption_listeners: list[tuple[OnCaption, OnCaptionsHeld]] = []
        self._activity_listeners: list[OnActivity] = []
        self._captions_held: frozenset[str] = frozenset()
        self._begun: set[str] = set()
        """Takes that recognition has neither finished nor given up."""
        self._pending: set[str] = set()
        self._saved_takes: deque[TakeRecord] = deque()
        """Saved takes that wait for a transcript."""
        self._models = models
        self._model = model
        self._loaded = False
        self._defaults = DEFAULT_REQUEST
        self.words_of: Callable[[TakeRecord], Sequence[ExpectedTerm]] = lambda _: ()
        """Returns the terms that the question of a saved take makes likely."""
        self.error_text: Callable[[MachineError], str] = str
        """Returns what a person is told about why there is no transcript."""
        self.ready = False
        """Whether the model is loaded, and knows the language."""
        self.problem: MachineError | None = None
        """Why nothing can be transcribed."""
        self.on_ready: Callable[[], None] = lambda: None
        """Called when ``ready`` or ``problem`` may have changed."""
        self.on_stayed: Callable[[str, MachineError], None] = lambda _wanted, _error: None
        """Called with a model that could not be loaded; the earlier one stays in use."""
        self._recognizer = ModelSwitch(
            models, model, listener=lambda event: post(partial(self.handle, event))
        )
        self.fillers = FillerSearch(self._recognizer.recognize_file, store, post)
        """Searches every take that is transcribed here."""
        self.short_utterances = ShortUtteranceRecognizer(
            self._recognizer, post, loaded=lambda: self._loaded
        )
        """Recognizes what is not part of a take."""

    @property
    def pending(self) -> frozenset[str]:
        """Takes whose transcript is being made."""
        return frozenset(self._pending)

    @property
    def worker(self) -> int | None:
        """Process id of the recognition worker, for measuring its memory."""
        return self._recognizer.pid

    @property
    def defaults(self) -> RecognitionRequest:
        """The request of a take that sets no options of its own."""
        return self._defaults

    @property
    def model(self) -> str:
        """The model for takes that begin now."""
        return self._model

    def start(self) -> None:
        """Load the model in the background."""
        self._recognizer.start()

    def use(self, model: str) -> None:
        """Transcribe takes that begin once ``model`` is loaded with it, or call ``on_stayed``."""
        self._recognizer.switch_to(model)

    def listen(self, listener: OnTranscript) -> Callable[[], None]:
        """Call ``listener`` with every transcript; returns a function that ends that."""
        self._transcript_listeners.append(listener)
        return partial(self._transcript_listeners.remove, listener)

    def listen_to_captions(
        self, captioned: OnCaption, held: OnCaptionsHeld = lambda _take, _held: None
    ) -> Callable[[], None]:
        """Call ``captioned`` with the captions of takes while they are spoken.

        ``held`` is called when captions pause because recognition is restarted, and when they
        continue. Returns a function that ends both.
        """
        listener = (captioned, held)
        self._caption_listeners.append(listener)
        return partial(self._caption_listeners.remove, listener)

    def listen_to_activity(self, active: OnActivity) -> Callable[[], None]:
        """Call ``active`` when speech begins or ends in a take; returns a function that ends that.

        Called as often as the recognizer reports it, with captions or without.
        """
        self._activity_listeners.append(active)
        return partial(self._activity_listeners.remove, active)

    def expect(self, defaults: RecognitionRequest) -> None:
        """Transcribe takes that begin from now on with these options, and terms likely in each."""
        self._defaults = defaults
        if self._loaded:
            self._check_language()

    def begin(self, take: str, request: RecognitionRequest, recording: Path) -> None:
        """Begin to transcribe a take; ``recording`` is the file in which its sound is kept.

        With ``captions`` in the request, those who listen to captions get them meanwhile.
        """
        self._begun.add(take)
        self._recognizer.begin(take, request, recording=recording)

    def feed(self, take: str, block: Samples) -> None:
        """Add 16 kHz mono samples as they arrive; any thread, never waits."""
        self._recognizer.feed(take, block)

    def finish(self, take: str) -> None:
        """End the sound of a take; nothing happens where it was given up meanwhile."""
        if take in self._begun:
            self._pending.add(take)
            self._recognizer.finish(take)

    def cancel(self, take: str) -> None:
        """Forget a take of which nothing was kept."""
        self._pending.discard(take)
        self._job_ended(take)
        self._recognizer.cancel(take)

    def transcribe_saved(self, take: TakeRecord) -> None:
        """Transcribe a take from its recording.

        Nothing happens while that is under way, or where there is no recording.
        """
        if take.id in self._pending or take.recording is None:
            return
        self._pending.add(take.id)
        request = self._defaults.expecting(self.words_of(take))
        self._recognizer.recognize_file(take.id, take.recording, request)

    def catch_up(self) -> None:
        """Transcribe the saved takes that have no transcript, one by one, after all other work."""

        def found(future: "Future[list[TakeRecord]]") -> None:
            if future.exception() is None:
                self._post(partial(self._queue_saved, future.result()))

        self._store.submit(lambda library: library.untranscribed()).add_done_callback(found)

    def handle(self, event: SwitchEvent) -> None:
        """Act on an event of the recognizer, and call the listeners it is for."""
        if self.fillers.handle(event) or self.short_utterances.handle(event):
            return
        match event:
            case events.SpeechActivity():
                for active in tuple(self._activity_listeners):
                    active(event)
            case events.LiveCaption():
                self._hold_captions(self._captions_held - {event.job})
                for captioned, _ in tuple(self._caption_listeners):
                    captioned(event)
            case events.Transcribed(job, transcript):
                self._job_ended(job)
                self._save(job, transcript)
            case events.RecognitionFailed(job, error) if job is not None:
                self._job_ended(job)
                self._pending.discard(job)
                self._tell(TranscriptFailed(job, self.error_text(error)))
            case events.RecognitionFailed(_, error):
                self._loaded = False
                self._set_problem(error)
            case events.RecognizerReady(model):
                self._loaded, self._model = True, model
                self._hold_captions(frozenset())
                self._check_language()
            case ModelSwitchFailed(wanted, _, error):
                self.on_stayed(wanted, error)
            case events.RecognizerRestarted(captioned):
                log.warning("recognition was restarted")
                self._hold_captions(self._captions_held | set(captioned))

    def close(self) -> None:
        """Stop the worker within two seconds, even a busy one; waits."""
        self._recognizer.close()

    def _queue_saved(self, takes: Sequence[TakeRecord]) -> None:
        self._saved_takes = deque(takes)
        self._next_saved()

    def _next_saved(self) -> None:
        while self._saved_takes and not self._pending:
            self.transcribe_saved(self._saved_takes.popleft())

    def _job_ended(self, take: str) -> None:
        self._begun.discard(take)
        self._hold_captions(self._captions_held - {take})

    def _hold_captions(self, takes: frozenset[str]) -> None:
        """Report whose captions pause or continue, now that those of ``takes`` pause."""
        before, self._captions_held = self._captions_held, takes
        for take in before ^ takes:
            for _, held in tuple(self._caption_listeners):
                held(take, take in takes)

    def _check_language(self) -> None:
        """Set or clear the problem of a model that does not know the language."""
        model = self._models.model(self._model)
        try:
            refuse_language(model.name, self._defaults.language, english_only=model.english_only)
        except ModelError as error:
            self._set_problem(error)
        else:
            self._set_problem(None)

    def _set_problem(self, problem: MachineError | None) -> None:
        self.ready, self.problem = problem is None, problem
        self.on_ready()

    def _save(self, take: str, transcript: Transcript) -> None:
        saved = self._store.submit(lambda library: library.save_transcript(take, transcript))
        saved.add_done_callback(
            lambda future: self._post(partial(self._saved, take, transcript, future))
        )

    def _saved(self, take: str, transcript: Transcript, future: "Future[TakeRecord]") -> None:
        self._pending.discard(take)
        error = future.exception()
        if error is None:
            kept = future.result()
            self._tell(TranscriptReady(take, kept.transcript or transcript))
            self.fillers.search(kept)
        else:
            log.error("a transcript could not be saved", exc_info=error)
            self._tell(TranscriptFailed(take, f"The transcript could not be saved. {error}"))

    def _tell(self, event: TranscriptReady | TranscriptFailed) -> None:
        for listener in tuple(self._transcript_listeners):
            listener(event)
        self._next_saved()
