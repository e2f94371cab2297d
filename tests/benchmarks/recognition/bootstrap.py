"""The confidence interval of a difference between two error rates."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 5000
SEED = 20


@dataclass(frozen=True)
class Interval:
    """A figure and its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


def rate_difference(
    errors: Sequence[int],
    others: Sequence[int],
    words: Sequence[int],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Interval:
    """Return how much higher the first error rate is than the second, in percentage points.

    Each place of the three is one file: its errors by the one, by the other, and its words. A rate
    is all errors over all words. Whole files are drawn again, with replacement, both counts
    together, since the words of a file succeed or fail together.
    """
    apart = np.asarray(errors, dtype=np.float64) - np.asarray(others, dtype=np.float64)
    counts = np.asarray(words, dtype=np.float64)
    drawn = np.random.default_rng(seed).integers(len(counts), size=(resamples, len(counts)))
    rates = 100 * apart[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    low, high = np.percentile(rates, [2.5, 97.5])
    return Interval(float(100 * apart.sum() / counts.sum()), float(low), float(high))
