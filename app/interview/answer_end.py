"""Detection of the end of an answer while it is being spoken."""

from collections.abc import Callable
from typing import Final

from mock_interviewer.app.callback_types import Cancel, Later
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
"""Seconds between checks, too few for a person to notice."""
_SENTENCE_PAUSE: Final = 0.8
"""Seconds of silence that end the last sentence once the time is up."""


class AnswerEndDetector:
    """Watches one take while it is being recorded. Call every method on the owning thread."""

    def __init__(
        self,
        patience: Patience,
        *,
        language: str | None,
        recorded: Callable[[], float],
        later: Later,
        on_over: Callable[[], None],
        on_nothing_said: Callable[[], None],
    ) -> None:
        """Call ``on_over`` once the answer is over, repeatedly until ``close``.

        If no word has been recognized by then, only sounds such as coughs or doors, call
        ``on_nothing_said`` instead, once for each silence.

        ``recorded`` returns the seconds recorded so far, the time base of the events.
        """
        self._endpointing = Endpointer(patience, language or DEFAULT_LANGUAGE)
        self._recorded = recorded
        self._later = later
        self._on_over = on_over
        self._on_nothing_said = on_nothing_said
        self._text = ""
        self._silent_since: float | None = None
        self._reported_silence: float | None = None
        """The start of the silence that was last reported to ``on_nothing_said``."""
        self._finishing = False
        self._wait_requested_at = self._not_before = 0.0
        self._cancel: Cancel | None = None

    def open(self) -> None:
        """Start checking."""
        if self._cancel is None:
            self._cancel = self._later(_TICK, self._check)

    def close(self) -> None:
        """Stop checking."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    def activity(self, activity: SpeechActivity) -> None:
        """Note that the person started or stopped speaking."""
        if activity.speaking:
            self._silent_since = None
            if activity.at >= self._wait_requested_at:
                self._not_before = 0.0
            self._endpointing.speech_began(activity.at)
        else:
            self._silent_since = activity.at
            self._endpointing.speech_ended(activity.at, activity.heard)

    def caption(self, caption: LiveCaption) -> None:
        """Note the text recognized so far."""
        self._text = f"{caption.settled} {caption.draft}".strip()
        self._endpointing.text_changed(self._text)

    def finish_sentence(self) -> None:
        """End the answer after the sentence being spoken."""
        self._finishing = True
        self.open()

    def wait_longer(self, seconds: float) -> None:
        """Wait at least ``seconds`` from now, unless the person speaks again."""
        self._wait_requested_at = self._recorded()
        self._not_before = self._wait_requested_at + seconds

    def left(self) -> float | None:
        """Return the seconds until the answer ends if speech stays off; None if not soon."""
        now = self._recorded()
        state = self._endpointing.state_at(now)
        held = self._not_before - now
        if held > 0:
            return held if held <= COUNTDOWN and not isinstance(state, AnswerOpen) else None
        return state.left if self._text and isinstance(state, EndCountdown) else None

    def _check(self) -> None:
        self._cancel = self._later(_TICK, self._check)
        now = self._recorded()
        if self._finishing and self._has_ended_sentence(now):
            self._on_over()
        elif now >= self._not_before and isinstance(self._endpointing.state_at(now), EndReached):
            self._report()

    def _report(self) -> None:
        if self._text:
            self._on_over()
        elif self._silent_since != self._reported_silence:
            self._reported_silence = self._silent_since
            self._on_nothing_said()

    def _has_ended_sentence(self, now: float) -> bool:
        since = self._silent_since
        return since is not None and now - since >= _SENTENCE_PAUSE
