"""Figures of verdicts: precision, recall, F1, the area under the curve, and intervals."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from math import sqrt
from typing import TypeVar

Item = TypeVar("Item")
_DRAWS = 1000
_OUTSIDE = 0.025
"""The share of draws below, and above, a 95 % interval."""


@dataclass(frozen=True)
class Agreement:
    """Precision and recall of what was found."""

    precision: float
    recall: float

    @classmethod
    def of(cls, pairs: Iterable[tuple[bool, bool]]) -> "Agreement":
        """Return the agreement of pairs of truth and finding."""
        true = found = both = 0
        for truth, finding in pairs:
            true += truth
            found += finding
            both += truth and finding
        return cls(both / found if found else 0.0, both / true if true else 0.0)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def interval(
    groups: Sequence[Sequence[Item]], figure: Callable[[Sequence[Item]], float]
) -> tuple[float, float]:
    """Return the 95 % interval of a figure, by drawing whole groups (Efron 1979, bootstrap)."""
    draw = random.Random(1)  # noqa: S311 - the same each time
    found = sorted(
        figure(list(chain.from_iterable(draw.choices(groups, k=len(groups)))))
        for _ in range(_DRAWS)
    )
    edge = round(_DRAWS * _OUTSIDE)
    return found[edge], found[-1 - edge]


def area_under_curve(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the chance that a true one has the higher score than a false one (Mann-Whitney)."""
    ranks = _ranks(scores)
    true = sum(labels)
    false = len(labels) - true
    if not true or not false:
        return float("nan")
    total = sum(rank for rank, label in zip(ranks, labels, strict=True) if label)
    return (total - true * (true + 1) / 2) / (true * false)


def correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Return Pearson's correlation."""
    mean, second = sum(one) / len(one), sum(other) / len(other)
    together = sum((a - mean) * (b - second) for a, b in zip(one, other, strict=True))
    spread = sum((a - mean) ** 2 for a in one) * sum((b - second) ** 2 for b in other)
    return together / sqrt(spread)


def _ranks(scores: Sequence[float]) -> list[float]:
    """Return the rank of each score from 1; equal scores share the mean of their ranks."""
    order = sorted(range(len(scores)), key=scores.__getitem__)
    ranks, at = [0.0] * len(scores), 0
    while at < len(order):
        end = at
        while end < len(order) and scores[order[end]] == scores[order[at]]:
            end += 1
        for place in order[at:end]:
            ranks[place] = (at + 1 + end) / 2
        at = end
    return ranks
