"""The plan of a session: its questions, its limits, and how the interviewer behaves."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from mock_interviewer.audio.recognition.endpointing.endpointer import Patience
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm

_ASKING_SECONDS = 12.0
"""Average seconds that asking a question takes."""


_TYPICAL_ANSWER = 90.0
"""Assumed seconds of an answer without a limit or earlier answers."""


def session_minutes(lengths: Iterable[float | None], think_time: float, answer_limit: float) -> int:
    """Return the estimated minutes of a session under limits in seconds, at least 1.

    ``lengths`` has the usual seconds of an answer to each question; None is taken to be like the
    others. An answer limit of 0 means none. Follow-ups are not included.
    """
    usual = tuple(lengths)
    known = [length for length in usual if length is not None]
    otherwise = median(known) if known else _TYPICAL_ANSWER
    longest = answer_limit or math.inf
    answers = (min(otherwise if length is None else length, longest) for length in usual)
    return max(1, round(sum(_ASKING_SECONDS + think_time + answer for answer in answers) / 60))


def estimated_minutes(questions: int, think_time: float, answer_limit: float) -> int:
    """Return ``session_minutes`` for a number of questions without earlier answers."""
    return session_minutes([None] * questions, think_time, answer_limit)


class SessionMode(StrEnum):
    """How a session continues after each take."""

    PRACTICE = "practice"
    """The transcript is shown after each take, and the next question waits for a key."""
    EXAM = "exam"
    """The next question follows immediately; transcripts are shown at the end."""


@dataclass(frozen=True)
class PlannedQuestion:
    """A question as a session needs it: its displayed text, spoken text, and vocabulary."""

    bank: str
    id: str
    text: str
    spoken: str
    section: str
    vocabulary: tuple[ExpectedTerm, ...] = ()
    follow_up: int | None = None
    """The position, from 1, among the follow-ups of the question ``id``; None for the question
    itself."""
    rephrased: str = ""
    """The same question in simpler words, said on request; "" if there are none."""


@dataclass(frozen=True)
class FollowUpRules:
    """How many follow-ups an interviewer asks."""

    most: int | None = 2
    """Maximum number of follow-ups per question; None means no limit."""


@dataclass(frozen=True)
class Plan:
    """The questions of a session in order, its time limits, and its mode.

    ``think_time`` and ``answer_limit`` are in seconds; a think time of 0 expects an answer at
    once, and an answer limit of 0 means none.
    """

    questions: tuple[PlannedQuestion, ...]
    mode: SessionMode = SessionMode.PRACTICE
    think_time: float = 10.0
    answer_limit: float = 120.0
    seed: int | None = None
    """The seed that shuffled the questions; None if they are in the bank's order."""
    language: str | None = None
    """The code of the answers' language, if it differs from the settings."""
    follow_ups: FollowUpRules = FollowUpRules(most=0)
    retry: bool = True
    """Whether an answer may be tried again right away."""
    style: str = ""
    """The id of the style with these rules (see ``app.planning.styles``); "" for the mode's."""
    lengths: tuple[float | None, ...] = ()
    """The usual seconds of an answer to each question, None where unknown; () if all are
    unknown."""

    @property
    def minutes(self) -> int:
        """The estimated length in minutes, at least 1."""
        lengths = self.lengths or (None,) * len(self.questions)
        return session_minutes(lengths, self.think_time, self.answer_limit)


@dataclass(frozen=True)
class InterviewerBehavior:
    """The person's preferences for the interviewer, in every style. Fixed for a whole session.

    ``patience`` is how long the interviewer waits after the person falls silent. Feedback stays
    for ``feedback_time`` seconds, longer while the person reads it; 0 means until Next. With
    ``barge_in``, speaking interrupts the interviewer, which requires headphones. ``sounds`` are
    the cues when listening starts, when an answer is saved, and before time is up.
    """

    patience: Patience = Patience.NORMAL
    barge_in: bool = False
    sounds: bool = True
    feedback_time: float = 0.0

    @property
    def hands_free(self) -> bool:
        """Whether the session advances by listening, without keys."""
        return self.patience is not Patience.KEY_ONLY


KEYS_ONLY = InterviewerBehavior(patience=Patience.KEY_ONLY, sounds=False)
"""A session controlled by keys and without cues, such as the demo's."""
