"""Recognition of short utterances outside takes, such as a spoken command or a yes."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from typing import Protocol

from mock_interviewer.audio.recognition.client import events
from mock_interviewer.audio.recognition.client.model_switch import SwitchEvent
from mock_interviewer.audio.recognition.models.languages import ENGLISH
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.samples import Samples

log = logging.getLogger(__name__)

_NAME = "aside "
"""How names of jobs begin that are ours: no id of a take has a space."""

OnText = Callable[[str | None], None]
"""Told what was said, "" where nobody spoke, None where that cannot be told."""


class JobRecognizer(Protocol):
    """What is needed of ``ModelSwitch``."""

    def begin(
        self,
        job: str,
        *,
        vocabulary: Sequence[ExpectedTerm],
        language: str,
        urgent: bool,
        choices: Sequence[str],
    ) -> None:
        """Open a job."""

    def feed(self, job: str, block: Samples) -> None:
        """Pass on its sound."""

    def finish(self, job: str) -> None:
        """Ask for its transcript."""

    def cancel(self, job: str) -> None:
        """Forget it."""


class ShortUtteranceRecognizer:
    """Asks the one recogniser what was said; keeps nothing and stores nothing.

    Owned by one thread, on which ``post`` runs what it is given, soon. ``loaded`` says whether the
    recogniser has its model.
    """

    def __init__(
        self,
        recogniser: JobRecognizer,
        post: Callable[[Callable[[], None]], None],
        *,
        loaded: Callable[[], bool],
    ) -> None:
        self._recogniser = recogniser
        self._post = post
        self._loaded = loaded
        self._numbers = count(1)
        self._open: dict[str, OnText] = {}

    def hear(
        self,
        samples: Samples,
        then: OnText,
        *,
        likely: Sequence[str] = (),
        choices: Sequence[str] = (),
        language: str = ENGLISH,
    ) -> Callable[[], None]:
        """Have some seconds of 16 kHz mono sound heard, before all takes.

        ``likely``: words that the model is told to expect, and may then hear where others were
        said; none of a question's are told. ``choices``: English texts of which one was said: the
        first, which was heard, unless the sound speaks for another.
        ``then`` is called once on the owning thread, after this returned: with None where the
        model is not loaded, or cannot do it. Returns what cancels that, at any time.
        """
        job = f"{_NAME}{next(self._numbers)}"
        self._open[job] = then
        if self._loaded():
            expected = tuple(ExpectedTerm(words, own=True) for words in likely)
            self._recogniser.begin(
                job, vocabulary=expected, language=language, urgent=True, choices=choices
            )
            self._recogniser.feed(job, samples)
            self._recogniser.finish(job)
        else:
            self._post(partial(self._tell, job, None))
        return partial(self._cancel, job)

    def heard(self, event: SwitchEvent) -> bool:
        """Act on an event of recognition; return whether it was about a job of ours."""
        match event:
            case events.Transcribed(job, transcript) if job.startswith(_NAME):
                self._tell(job, transcript.text)
            case events.RecognitionFailed(str(job), error) if job.startswith(_NAME):
                log.warning("an aside was not heard: %s", error)
                self._tell(job, None)
            case events.SpeechActivity(job) | events.LiveCaption(job) if job.startswith(_NAME):
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
            self._recogniser.cancel(job)
