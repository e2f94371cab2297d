from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.report.charts.chart import even_choice


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 500), st.integers(2, 60))
def test_sampling_is_even_and_keeps_both_ends(count: int, most: int) -> None:
    chosen = even_choice(range(count), most)
    assert len(chosen) == min(count, most)
    assert chosen == sorted(set(chosen))
    if count:
        assert (chosen[0], chosen[-1]) == (0, count - 1)
    steps = {two - one for one, two in pairwise(chosen)}
    assert not steps or max(steps) - min(steps) <= 1
