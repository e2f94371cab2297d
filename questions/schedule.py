"""Scheduling of questions by FSRS: when to ask a question again, and the order of due questions.

A card is all that the scheduler knows about a question. It is computed from the reviews of that
question alone, in their order: after a grade is changed or a review deleted, it is computed from
the remaining ones.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from functools import cache
from statistics import median
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import fsrs

T = TypeVar("T")

RELEARNING_DELAY = timedelta(hours=4)
"""The delay until a question that went badly is due again.

An answer repeated at once only echoes what was just read or heard, and shows little about memory;
the usual steps of minutes of flashcard programs would ask for just that. After some hours it must
be recalled, and a person who practices twice a day still gets the question on the same day.
"""
_DAY = timedelta(days=1)


class RecallGrade(IntEnum):
    """How well an answer was recalled, in FSRS's ratings."""

    AGAIN = 1
    """Forgot."""
    HARD = 2
    """Recalled with gaps or effort."""
    GOOD = 3
    """Recalled."""
    EASY = 4
    """Recalled completely and at once."""


@dataclass(frozen=True)
class GradedReview:
    """A graded answer; ``at`` is timezone-aware. Clocks jump, so order is that of the answers."""

    grade: RecallGrade
    at: datetime


@dataclass(frozen=True)
class MemoryCard:
    """The memory of an answered question. Times are UTC, and ``stability`` is in days.

    ``stability`` is the time after which recall has a probability of 0.9; ``difficulty`` is from 1
    to 10. ``state`` and ``step`` belong to the scheduler.
    """

    due: datetime
    reviewed: datetime
    stability: float
    difficulty: float
    state: int
    step: int | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the card as plain data, in FSRS's format."""
        return {
            "card_id": 0,
            "state": self.state,
            "step": self.step,
            "stability": self.stability,
            "difficulty": self.difficulty,
            "due": self.due.isoformat(),
            "last_review": self.reviewed.isoformat(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "MemoryCard":
        """Return the card from plain data; raises KeyError, TypeError, or ValueError if invalid."""
        return cls(
            due=datetime.fromisoformat(data["due"]),
            reviewed=datetime.fromisoformat(data["last_review"]),
            stability=float(data["stability"]),
            difficulty=float(data["difficulty"]),
            state=int(data["state"]),
            step=None if data["step"] is None else int(data["step"]),
        )

    def overdue_ratio(self, now: datetime) -> float:
        """Return the time since the last review, divided by the stability.

        The higher it is, the less likely the answer is still remembered.
        """
        return max(now - self.reviewed, timedelta()) / _DAY / self.stability


def card_after(
    reviews: Iterable[GradedReview], before: MemoryCard | None = None
) -> MemoryCard | None:
    """Return the card after reviews, in their order, starting from the card ``before`` them.

    Return None for no reviews and no card.
    """
    card = None if before is None else _as_given(before)
    for review in reviews:
        card = _reviewed(card, review)
    return None if card is None else MemoryCard.from_dict(card.to_dict())


def urgent_first(cards: Mapping[T, MemoryCard], now: datetime) -> list[T]:
    """Return the keys of ``cards``, the least likely to be remembered first."""
    return sorted(cards, key=lambda key: (-cards[key].overdue_ratio(now), cards[key].due))


def interleave_sections(items: Sequence[T], section: Callable[[T], Hashable]) -> list[T]:
    """Return ``items`` with as few neighbors of the same section as possible.

    Otherwise the given order is kept.
    """
    left, result = list(items), list[T]()
    sizes = Counter(section(item) for item in left)
    last: Hashable = object()
    while left:
        fewest = _neighbors(sizes, last)
        for item in left:
            own = section(item)
            sizes[own] -= 1
            if (own == last) + _neighbors(sizes, own) == fewest:
                break
            sizes[own] += 1
        left.remove(item)
        result.append(item)
        last = own
    return result


def usual_answer_seconds(lengths: Sequence[float], otherwise: float) -> float:
    """Return the median of the ``lengths`` of earlier answers, in seconds, else ``otherwise``."""
    return median(lengths) if lengths else otherwise


def _neighbors(sizes: Mapping[Hashable, int], last: Hashable) -> int:
    """Return how many neighbors of one section are unavoidable after an item of ``last``."""
    total = sum(sizes.values())
    return max(0, *(2 * size - total - (name != last) for name, size in sizes.items() if size), 0)


def _as_given(card: MemoryCard) -> "fsrs.Card":
    import fsrs

    return fsrs.Card(
        card_id=0,
        state=fsrs.State(card.state),
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        last_review=card.reviewed,
    )


def _reviewed(card: "fsrs.Card | None", review: GradedReview) -> "fsrs.Card":
    import fsrs

    at = review.at.astimezone(UTC)
    before = fsrs.Card(card_id=0, due=at) if card is None else card
    return _scheduler().review_card(before, fsrs.Rating(review.grade), at)[0]


@cache
def _scheduler() -> "fsrs.Scheduler":
    """Return the scheduler: FSRS as published, without fuzzing, so that results are repeatable."""
    import fsrs

    return fsrs.Scheduler(
        learning_steps=(RELEARNING_DELAY,),
        relearning_steps=(RELEARNING_DELAY,),
        enable_fuzzing=False,
    )
