"""Recognition of short utterances outside takes, such as a spoken command or a yes."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from typing import Protocol

from mock_interviewer.app.callback_types import Post
from mock_interviewer.audio.recognition.client import events
from mock_interviewer.audio.recognition.client.model_switch import SwitchEvent
from mock_interviewer.audio.recognition.models.languages import ENGLISH
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.samples import Samples

log = logging.getLogger(__name__)

_PREFIX = "utterance "
"""Begins the names of these jobs: no id of a take has a space."""

OnText = Callable[[str | None], None]
"""Called with what was said: "" where nobody spoke, None where that cannot be recognized."""


class JobRecognizer(Protocol):
    """The part of ``ModelSwitch`` that is needed here."""

    def begin(self, job: str, request: RecognitionRequest) -> None:
        """Open a job."""

    def feed(self, job: str, block: Samples) -> None:
        """Add its sound."""

    def finish(self, job: str) -> None:
        """Ask for its transcript."""

    def cancel(self, job: str) -> None:
        """Forget it."""


class ShortUtteranceRecognizer:
    """Asks the one recognizer what was said; stores nothing.

    Owned by one thread, on which ``post`` runs what it is given, soon. ``loaded`` returns whether
    the recognizer has its model.
    """

    def __init__(
        self, recognizer: JobRecognizer, post: Post, *, loaded: Callable[[], bool]
    ) -> None:
        self._recognizer = recognizer
        self._post = post
        self._loaded = loaded
        self._numbers = count(1)
        self._open: dict[str, OnText] = {}

    def recognize(
        self,
        samples: Samples,
        then: OnText,
        *,
        likely: Sequence[str] = (),
        choices: Sequence[str] = (),
        language: str = ENGLISH,
    ) -> Callable[[], None]:
        """Recognize some seconds of 16 kHz mono sound before all takes.

        ``likely``: words that the model is told to expect, and may then hear where others were
        said; none of a question's are told. ``choices``: see RecognitionRequest.
        ``then`` is called once on the owning thread, after this returned: with None where the
        model is not loaded, or cannot do it. Returns a function that cancels that, at any time.
        """
        job = f"{_PREFIX}{next(self._numbers)}"
        self._open[job] = then
        if self._loaded():
            request = RecognitionRequest(
                vocabulary=tuple(ExpectedTerm(words, own=True) for words in likely),
                language=language,
                urgent=True,
                choices=tuple(choices),
            )
            self._recognizer.begin(job, request)
            self._recognizer.feed(job, samples)
            self._recognizer.finish(job)
        else:
            self._post(partial(self._tell, job, None))
        return partial(self._cancel, job)

    def handle(self, event: SwitchEvent) -> bool:
        """Act on an event of recognition; return whether it was about a job of this object."""
        match event:
            case events.Transcribed(job, transcript) if job.startswith(_PREFIX):
                self._tell(job, transcript.text)
            case events.RecognitionFailed(str(job), error) if job.startswith(_PREFIX):
                log.warning("a short utterance was not recognized: %s", error)
                self._tell(job, None)
            case events.SpeechActivity(job) | events.LiveCaption(job) if job.startswith(_PREFIX):
                pass
            case _:
                return False
        return True

    def _tell(self, job: str, text: str | None) -> None:
        then = self._open.pop(job, None)
        if then is not None:
            then(text)

    def _cancel(self, job: str) -> None:
        if self._open.pop(job, None) is not None:
            self._recognizer.cancel(job)
