"""When a question is asked again, by FSRS, and in which order what is due is asked.

A card is all that the scheduler knows of a question. It follows from the reviews of that question
alone, one after the other: whoever changes a grade or takes a review away folds what remains.
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
"""After so long a question that went badly comes back.

An answer that is tried again at once repeats what was just read or heard, and says little of what
is remembered; the steps of minutes that flashcards have would ask for just that. Some hours later
it has to be recalled, and whoever practises twice a day meets it on the same day.
"""
_DAY = timedelta(days=1)


class RecallGrade(IntEnum):
    """How well an answer went, as FSRS counts."""

    AGAIN = 1
    """It has to be learned again."""
    HARD = 2
    """It was there, with gaps or with effort."""
    GOOD = 3
    """It was there."""
    EASY = 4
    """It was there whole, and at once."""


@dataclass(frozen=True)
class GradedReview:
    """One graded answer; ``at`` is an aware time. Clocks jump: order is that of the answers."""

    grade: RecallGrade
    at: datetime


@dataclass(frozen=True)
class MemoryCard:
    """What is known of a question that was answered. Times are UTC, ``stability`` is days.

    ``stability`` is the time after which it is still remembered nine times in ten; ``difficulty``
    goes from 1 to 10. ``state`` and ``step`` are the scheduler's own.
    """

    due: datetime
    reviewed: datetime
    stability: float
    difficulty: float
    state: int
    step: int | None = None

    def to_dict(self) -> dict[str, object]:
        """Return it as plain data, as FSRS writes a card."""
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
        """Return the card in plain data. Raises KeyError, TypeError, ValueError for other data."""
        return cls(
            due=datetime.fromisoformat(data["due"]),
            reviewed=datetime.fromisoformat(data["last_review"]),
            stability=float(data["stability"]),
            difficulty=float(data["difficulty"]),
            state=int(data["state"]),
            step=None if data["step"] is None else int(data["step"]),
        )

    def overdue_ratio(self, now: datetime) -> float:
        """Return how far a memory is stretched: the time since its review over its stability.

        The higher, the less likely it is still there.
        """
        return max(now - self.reviewed, timedelta()) / _DAY / self.stability


def card_after(
    reviews: Iterable[GradedReview], before: MemoryCard | None = None
) -> MemoryCard | None:
    """Return the card that reviews lead to, in their order, from the card ``before`` them.

    None after none.
    """
    card = None if before is None else _as_given(before)
    for review in reviews:
        card = _reviewed(card, review)
    return None if card is None else MemoryCard.from_dict(card.to_dict())


def urgent_first(cards: Mapping[T, MemoryCard], now: datetime) -> list[T]:
    """Return the keys of ``cards``, those first that are the least likely to be remembered."""
    return sorted(cards, key=lambda key: (-cards[key].overdue_ratio(now), cards[key].due))


def interleave_sections(items: Sequence[T], section: Callable[[T], Hashable]) -> list[T]:
    """Return ``items`` so that as few neighbours as can be are of one section.

    Apart from that the order given is kept.
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
    """Return how long an answer takes, by the ``lengths`` of those before it, in seconds."""
    return median(lengths) if lengths else otherwise


def _neighbors(sizes: Mapping[Hashable, int], last: Hashable) -> int:
    """Return how many neighbours of one section cannot be avoided after one of ``last``."""
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
    """Return the scheduler: FSRS as published, without chance, so that a fold gives the same."""
    import fsrs

    return fsrs.Scheduler(
        learning_steps=(RELEARNING_DELAY,),
        relearning_steps=(RELEARNING_DELAY,),
        enable_fuzzing=False,
    )
