import numpy as np
from benchmarks.recognition.filler_set import Clip, Said
from benchmarks.recognition.fillers import TOLERANCE, Tally, matched, wilson
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.recognition.transcript import Filler

UM = Said("um", 1.0, 1.4)


def test_a_filler_matches_any_filler_text_nearby() -> None:
    assert matched([UM], [Filler("uh", 1.4 + TOLERANCE - 0.01, 3.0)]) == [UM]


def test_a_distant_filler_does_not_match() -> None:
    assert matched([UM], [Filler("um", 1.4 + TOLERANCE + 0.01, 3.0)]) == []


def test_one_filler_does_not_match_two() -> None:
    assert len(matched([UM, Said("uh", 1.5, 1.8)], [Filler("um", 1.2, 1.6)])) == 1


def test_a_duplicate_match_is_a_false_alarm() -> None:
    tally = Tally()
    clip = Clip("", np.zeros(16_000, dtype=np.float32), (UM,))
    tally.add(clip, [Filler("um", 1.0, 1.4), Filler("uh", 1.5, 1.6)])
    assert (tally.said, tally.found, tally.false) == (1, 1, 1)
    assert tally.by_text == {"um": (1, 1)}


@given(st.integers(1, 1000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_contains_the_share_and_stays_within_bounds(
    hits_and_tries: tuple[int, int],
) -> None:
    hits, tries = hits_and_tries
    low, high = wilson(hits, tries)
    assert 0 <= low <= hits / tries + 1e-12
    assert hits / tries <= high + 1e-12
    assert high <= 1


def test_the_interval_matches_published_values() -> None:
    low, high = wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
