"""Short sounds heard as text beside the takes: a spoken command, a yes or a no."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from typing import Protocol

from mock_interviewer.audio.recognition import recogniser as rec
from mock_interviewer.audio.recognition.languages import ENGLISH
from mock_interviewer.audio.recognition.switching import SwitchEvent
from mock_interviewer.audio.recognition.vocabulary import Expected
from mock_interviewer.audio.types import Samples

log = logging.getLogger(__name__)

_NAME = "aside "
"""How names of jobs begin that are ours: no id of a take has a space."""

Then = Callable[[str | None], None]
"""Told what was said, "" where nobody spoke, None where that cannot be told."""


class AsideRecogniser(Protocol):
    """What is needed of ``ModelSwitch``."""

    def begin(
        self,
        job: str,
        *,
        vocabulary: Sequence[Expected],
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


class Asides:
    """Asks the one recogniser what was said; keeps nothing and stores nothing.

    Owned by one thread, on which ``post`` runs what it is given, soon. ``loaded`` says whether the
    recogniser has its model.
    """

    def __init__(
        self,
        recogniser: AsideRecogniser,
        post: Callable[[Callable[[], None]], None],
        *,
        loaded: Callable[[], bool],
    ) -> None:
        self._recogniser = recogniser
        self._post = post
        self._loaded = loaded
        self._numbers = count(1)
        self._open: dict[str, Then] = {}

    def hear(
        self,
        samples: Samples,
        then: Then,
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
            expected = tuple(Expected(words, own=True) for words in likely)
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
            case rec.Transcribed(job, transcript) if job.startswith(_NAME):
                self._tell(job, transcript.text)
            case rec.Failed(str(job), error) if job.startswith(_NAME):
                log.warning("an aside was not heard: %s", error)
                self._tell(job, None)
            case rec.Activity(job) | rec.Caption(job) if job.startswith(_NAME):
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
