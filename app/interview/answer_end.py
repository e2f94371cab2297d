"""Detection of the end of an answer while it is being spoken."""

from collections.abc import Callable
from typing import Final

from mock_interviewer.app.scheduling import Cancel, Later
from mock_interviewer.audio.recognition.client.events import LiveCaption, SpeechActivity
from mock_interviewer.audio.recognition.endpointing.endpointer import (
    COUNTDOWN,
    AnswerOpen,
    EndCountdown,
    Endpointer,
    EndReached,
    Patience,
)
from mock_interviewer.audio.recognition.models.languages import DEFAULT_LANGUAGE

_TICK: Final = 0.1
"""Seconds between two looks; a person does not notice that."""
_SENTENCE_ENDS: Final = 0.8
"""Seconds of silence that end a sentence which was only to be finished."""


class AnswerEndDetector:
    """Watches one take from the moment it is kept. Every method on the owning thread."""

    def __init__(
        self,
        patience: Patience,
        *,
        language: str | None,
        recorded: Callable[[], float],
        later: Later,
        over: Callable[[], None],
        nothing: Callable[[], None],
    ) -> None:
        """Call ``over`` once the answer is over, again and again until ``close``.

        Where all that was heard until then were sounds without a word, as coughs and doors are,
        ``nothing`` is called instead, once for each such silence.

        ``recorded`` gives the seconds kept so far, the clock that events go by.
        """
        self._endpointing = Endpointer(patience, language or DEFAULT_LANGUAGE)
        self._recorded = recorded
        self._later = later
        self._over = over
        self._nothing = nothing
        self._text = ""
        self._silent_since: float | None = None
        self._told_nothing: float | None = None
        """The silence of which ``nothing`` was told."""
        self._finishing = False
        self._asked_to_wait = self._not_before = 0.0
        self._cancel: Cancel | None = None

    def open(self) -> None:
        """Look from now on."""
        if self._cancel is None:
            self._cancel = self._later(_TICK, self._look)

    def close(self) -> None:
        """Look no more."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    def heard(self, activity: SpeechActivity) -> None:
        """Take that somebody speaks, or nobody does."""
        if activity.speaking:
            self._silent_since = None
            if activity.at >= self._asked_to_wait:
                self._not_before = 0.0
            self._endpointing.speech(activity.at)
        else:
            self._silent_since = activity.at
            self._endpointing.silence(activity.at, activity.heard)

    def understood(self, caption: LiveCaption) -> None:
        """Take what was said so far, as it was understood."""
        self._text = f"{caption.settled} {caption.draft}".strip()
        self._endpointing.understood(self._text)

    def finish_sentence(self) -> None:
        """Wait no longer than the sentence takes that is being said."""
        self._finishing = True
        self.open()

    def wait_longer(self, seconds: float) -> None:
        """Wait at least so many seconds from now, unless somebody speaks again."""
        self._asked_to_wait = self._recorded()
        self._not_before = self._asked_to_wait + seconds

    def left(self) -> float | None:
        """Return the seconds after which it is over unless speech goes on; None: not near."""
        now = self._recorded()
        state = self._endpointing.at(now)
        held = self._not_before - now
        if held > 0:
            return held if held <= COUNTDOWN and not isinstance(state, AnswerOpen) else None
        return state.left if self._text and isinstance(state, EndCountdown) else None

    def _look(self) -> None:
        self._cancel = self._later(_TICK, self._look)
        now = self._recorded()
        if self._finishing and self._has_ended_sentence(now):
            self._over()
        elif now >= self._not_before and isinstance(self._endpointing.at(now), EndReached):
            self._tell()

    def _tell(self) -> None:
        if self._text:
            self._over()
        elif self._silent_since != self._told_nothing:
            self._told_nothing = self._silent_since
            self._nothing()

    def _has_ended_sentence(self, now: float) -> bool:
        since = self._silent_since
        return since is not None and now - since >= _SENTENCE_ENDS
