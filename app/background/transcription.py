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
from mock_interviewer.app.scheduling import Post
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.audio.errors import MachineError, ModelError
from mock_interviewer.audio.recognition.client import events
from mock_interviewer.audio.recognition.client.model_switch import (
    ModelSwitch,
    ModelSwitchFailed,
    SwitchEvent,
)
from mock_interviewer.audio.recognition.models.languages import DEFAULT_LANGUAGE, refuse_language
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm, with_own_words
from mock_interviewer.audio.recognition.transcript import Transcript
from mock_interviewer.audio.samples import Samples

log = logging.getLogger(__name__)


OnTranscript = Callable[[TranscriptReady | TranscriptFailed], None]


OnCaption = Callable[[events.LiveCaption], None]


OnActivity = Callable[[events.SpeechActivity], None]


OnCaptionsHeld = Callable[[str, bool], None]
"""Told of a take (its id) that its captions stand still, True, and that they go on, False."""


class TranscriptionService:
    """One recogniser for the whole program; a job is a take's id.

    Owned by one thread, on which listeners are called; only ``feed`` may be called from another.
    A transcript is in the store before a listener hears of it. In takes that are transcribed here
    ``fillers`` looks for filled pauses afterwards; takes from before, of which the transcript does
    not tell its fillers, are left as they are.
    """

    def __init__(self, models: ModelStore, model: str, store: StoreThread, post: Post) -> None:
        self._store = store
        self._post = post
        self._listeners: list[OnTranscript] = []
        self._readers: list[tuple[OnCaption, OnCaptionsHeld]] = []
        self._watchers: list[OnActivity] = []
        self._held: frozenset[str] = frozenset()
        self._begun: set[str] = set()
        """Takes of which recognition was told, and that it has neither done nor given up."""
        self._pending: set[str] = set()
        self._left: deque[TakeRecord] = deque()
        self._models = models
        self._model = model
        self._loaded = False
        self._language = DEFAULT_LANGUAGE
        self._own_words: tuple[str, ...] = ()
        self.words_of: Callable[[TakeRecord], Sequence[ExpectedTerm]] = lambda _: ()
        """What the question of a take from before makes likely."""
        self.in_words: Callable[[MachineError], str] = str
        """Returns what a person is told of why there is no transcript."""
        self.ready = False
        """Whether the model is loaded, and knows the language."""
        self.problem: MachineError | None = None
        """Why nothing can be transcribed."""
        self.on_ready: Callable[[], None] = lambda: None
        """Called when ``ready`` or ``problem`` may have changed."""
        self.on_stayed: Callable[[str, MachineError], None] = lambda _wanted, _error: None
        """Called with a model that could not be loaded; the earlier one stays in use."""
        self._recogniser = ModelSwitch(
            models, model, listener=lambda event: post(partial(self._heard, event))
        )
        self.fillers = FillerSearch(self._recogniser.find_fillers, store, post)
        """Looks for fillers in every take that is transcribed here."""
        self.asides = ShortUtteranceRecognizer(self._recogniser, post, loaded=lambda: self._loaded)
        """Hears what is no take."""

    @property
    def pending(self) -> frozenset[str]:
        """Takes whose transcript is being made."""
        return frozenset(self._pending)

    @property
    def worker(self) -> int | None:
        """Process id of the recognition worker, for those who watch over memory."""
        return self._recogniser.pid

    @property
    def language(self) -> str:
        """The language in which takes are heard that name none, a code of LANGUAGES."""
        return self._language

    @property
    def model(self) -> str:
        """The model with which takes are heard that begin now."""
        return self._model

    def start(self) -> None:
        """Load the model in the background."""
        self._recogniser.start()

    def use(self, model: str) -> None:
        """Hear takes that begin once ``model`` is loaded with that; ``on_stayed`` if it is not."""
        self._recogniser.use(model)

    def listen(self, told: OnTranscript) -> Callable[[], None]:
        """Tell ``told`` of every transcript from now on; returns what ends that."""
        self._listeners.append(told)
        return partial(self._listeners.remove, told)

    def listen_to_captions(
        self, captioned: OnCaption, held: OnCaptionsHeld = lambda _take, _held: None
    ) -> Callable[[], None]:
        """Tell ``captioned`` what is understood of takes while they are spoken.

        ``held`` is told when no more of that comes, since recognition starts anew, and when it
        does again. Returns what ends both.
        """
        reader = (captioned, held)
        self._readers.append(reader)
        return partial(self._readers.remove, reader)

    def listen_to_activity(self, active: OnActivity) -> Callable[[], None]:
        """Tell ``active`` when somebody begins to speak in a take and stops; returns what ends it.

        Asked for at the recogniser's pace, captions or none.
        """
        self._watchers.append(active)
        return partial(self._watchers.remove, active)

    def expect(self, language: str, own_words: Sequence[str]) -> None:
        """Hear takes that begin from now on in a language (a code of LANGUAGES), English at first.

        ``own_words`` are likely in every take, after those that its question makes likely.
        """
        self._language, self._own_words = language, tuple(own_words)
        if self._loaded:
            self._judge()

    def begin(
        self,
        take: str,
        vocabulary: Sequence[ExpectedTerm],
        recording: Path,
        *,
        language: str | None = None,
        captions: bool = False,
    ) -> None:
        """Get ready to hear a take; ``recording`` is where its sound is kept.

        ``language``: another one than ``expect`` said. ``captions``: those who listen to captions
        are told what is understood meanwhile.
        """
        self._begun.add(take)
        self._recogniser.begin(
            take,
            vocabulary=with_own_words(vocabulary, self._own_words),
            language=language or self._language,
            captions=captions,
            recording=recording,
        )

    def feed(self, take: str, block: Samples) -> None:
        """Pass on 16 kHz mono samples as they arrive; any thread, never waits."""
        self._recogniser.feed(take, block)

    def finish(self, take: str) -> None:
        """All sound of the take was fed; nothing happens where it was given up meanwhile."""
        if take in self._begun:
            self._pending.add(take)
            self._recogniser.finish(take)

    def cancel(self, take: str) -> None:
        """Forget a take of which nothing was kept."""
        self._pending.discard(take)
        self._over(take)
        self._recogniser.cancel(take)

    def transcribe_saved(self, take: TakeRecord) -> None:
        """Transcribe a take of which all was recorded; nothing happens if that is under way.

        Nor does anything where there is no recording.
        """
        if take.id in self._pending or take.recording is None:
            return
        self._pending.add(take.id)
        self._recogniser.transcribe_file(
            take.id,
            take.recording,
            vocabulary=with_own_words(self.words_of(take), self._own_words),
            language=self._language,
        )

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
            self.transcribe_saved(self._left.popleft())

    def _heard(self, event: SwitchEvent) -> None:
        if self.fillers.heard(event) or self.asides.heard(event):
            return
        match event:
            case events.SpeechActivity():
                for active in tuple(self._watchers):
                    active(event)
            case events.LiveCaption():
                self._hold(self._held - {event.job})
                for captioned, _ in tuple(self._readers):
                    captioned(event)
            case events.Transcribed(job, transcript):
                self._over(job)
                self._save(job, transcript)
            case events.RecognitionFailed(job, error) if job is not None:
                self._over(job)
                self._pending.discard(job)
                self._tell(TranscriptFailed(job, self.in_words(error)))
            case events.RecognitionFailed(_, error):
                self._loaded = False
                self._stand(error)
            case events.RecognizerReady(model):
                self._loaded, self._model = True, model
                self._hold(frozenset())
                self._judge()
            case ModelSwitchFailed(wanted, _, error):
                self.on_stayed(wanted, error)
            case events.RecognizerRestarted(captioned):
                log.warning("recognition was restarted")
                self._hold(self._held | set(captioned))

    def _over(self, take: str) -> None:
        """Note that recognition is done with a take."""
        self._begun.discard(take)
        self._hold(self._held - {take})

    def _hold(self, takes: frozenset[str]) -> None:
        """Tell of which takes the captions stand still now, and of which no longer."""
        before, self._held = self._held, takes
        for take in before ^ takes:
            for _, held in tuple(self._readers):
                held(take, take in takes)

    def _judge(self) -> None:
        """See whether the loaded model knows the language."""
        model = self._models.model(self._model)
        try:
            refuse_language(model.name, self._language, english_only=model.english_only)
        except ModelError as error:
            self._stand(error)
        else:
            self._stand(None)

    def _stand(self, problem: MachineError | None) -> None:
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
            self.fillers.look(kept)
        else:
            log.error("a transcript could not be kept", exc_info=error)
            self._tell(TranscriptFailed(take, f"The transcript could not be saved. {error}"))

    def _tell(self, event: TranscriptReady | TranscriptFailed) -> None:
        for told in tuple(self._listeners):
            told(event)
        self._go_on_with_those_left()
