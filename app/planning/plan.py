"""The plan of a session: its questions, its limits, and how the interviewer behaves."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from mock_interviewer.audio.recognition.endpointing.endpointer import Patience
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm

_ASKING_SECONDS = 12.0
"""Seconds that asking takes, on average."""


_USUAL_ANSWER = 90.0
"""Seconds that an answer takes where nothing limits it and nothing more is known."""


def session_minutes(lengths: Iterable[float | None], think_time: float, answer_limit: float) -> int:
    """Return about how long it takes to ask questions under these limits in seconds, at least 1.

    ``lengths`` has for each the seconds that an answer to it usually took, None where none is
    known: it is taken to be like the others. A limit of 0 is none. Nobody knows beforehand what
    will be asked back.
    """
    told = tuple(lengths)
    known = [length for length in told if length is not None]
    otherwise = median(known) if known else _USUAL_ANSWER
    longest = answer_limit or math.inf
    answers = (min(otherwise if length is None else length, longest) for length in told)
    return max(1, round(sum(_ASKING_SECONDS + think_time + answer for answer in answers) / 60))


def estimated_minutes(questions: int, think_time: float, answer_limit: float) -> int:
    """Return what ``session_minutes`` does for so many questions of which nothing is known."""
    return session_minutes([None] * questions, think_time, answer_limit)


class SessionMode(StrEnum):
    """How a session treats its takes."""

    PRACTICE = "practice"
    """The transcript is shown after each take, and the next question waits for a key."""
    EXAM = "exam"
    """The next question follows at once; transcripts come at the end."""


@dataclass(frozen=True)
class PlannedQuestion:
    """A question as a session needs it: what is shown, what is said, what may be heard."""

    bank: str
    id: str
    text: str
    spoken: str
    section: str
    vocabulary: tuple[ExpectedTerm, ...] = ()
    follow_up: int | None = None
    """The place, from 1, among the follow-ups of the question ``id`` that ``text`` has; None for
    the question itself."""
    rephrased: str = ""
    """The same question in simpler words, for those who ask for that; "" where there are none."""


@dataclass(frozen=True)
class FollowUpRules:
    """How far an interviewer asks back."""

    most: int | None = 2
    """So many follow-ups a question at most, 0 for none; None: for as long as one is left."""


@dataclass(frozen=True)
class Plan:
    """Which questions, in which order, under which time limits and mode.

    ``think_time`` and ``answer_limit`` are seconds; a think time of 0 asks for an answer at once
    and an answer limit of 0 sets none.
    """

    questions: tuple[PlannedQuestion, ...]
    mode: SessionMode = SessionMode.PRACTICE
    think_time: float = 10.0
    answer_limit: float = 120.0
    seed: int | None = None
    """What shuffled the questions; None where they stand in their source's order."""
    language: str | None = None
    """A code of the language in which it is answered, where that is not what the settings say."""
    follow_ups: FollowUpRules = FollowUpRules(most=0)
    retry: bool = True
    """Whether an answer may be tried again at once."""
    style: str = ""
    """The id of the style that laid down all this (``app.interview.styles``); "" for the mode's."""
    lengths: tuple[float | None, ...] = ()
    """The seconds that answers to the questions, in their order, usually took; None for one of
    which none is known, () where none is of any."""

    @property
    def minutes(self) -> int:
        """About how long it will take, at least 1."""
        lengths = self.lengths or (None,) * len(self.questions)
        return session_minutes(lengths, self.think_time, self.answer_limit)


@dataclass(frozen=True)
class InterviewerBehavior:
    """What a person likes of every interviewer, in every style. Holds for a whole session.

    ``patience`` is how long the interviewer waits after somebody falls silent. ``barge_in`` says
    whether speaking makes the interviewer stop talking, which needs headphones. ``sounds`` are the
    soft ones when listening begins, when an answer is saved and before time is up.
    """

    patience: Patience = Patience.NORMAL
    barge_in: bool = False
    sounds: bool = True

    @property
    def hands_free(self) -> bool:
        """Whether the session goes on by what is heard, so that no key is needed."""
        return self.patience is not Patience.KEY_ONLY


KEYS_ONLY = InterviewerBehavior(patience=Patience.KEY_ONLY, sounds=False)
"""A session that is led by keys and makes no sound of its own, as a demo's is."""
