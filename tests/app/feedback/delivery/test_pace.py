from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.feedback.delivery.delivery import NotMeasurable
from mock_interviewer.app.feedback.delivery.spoken_words import SpokenWord
from mock_interviewer.app.feedback.delivery.timing import (
    TOO_SHORT_FOR_CURVE,
    TOO_SHORT_FOR_RATE,
    SpeechTiming,
    articulation,
    pace,
    pace_curve,
    timing_of,
)


def _words(intervals: Sequence[tuple[float, float]]) -> list[SpokenWord]:
    return [SpokenWord("word", start, end, "word") for start, end in intervals]


def _even(count: int, every: float, start: float = 1.0) -> list[SpokenWord]:
    """Return words that follow one another without a gap."""
    times = [start + place * every for place in range(count + 1)]
    return _words(list(pairwise(times)))


def _timing(words: Sequence[SpokenWord]) -> SpeechTiming:
    return timing_of(words, (), None)


def test_pace_is_words_over_the_time_from_the_first_to_the_last() -> None:
    words = _even(30, 0.5)
    assert pace(words, _timing(words)) == pytest.approx(120.0)


def test_articulation_leaves_pauses_and_fillers_out() -> None:
    words = [*_even(10, 0.5), *_even(10, 0.5, start=9.0)]
    timing = _timing(words)
    assert pace(words, timing) == pytest.approx(20 * 60 / 13)
    assert articulation(words, (), timing) == pytest.approx(120.0)
    filled = timing_of(words, [(7.0, 8.0)], None)
    assert articulation(words, [(7.0, 8.0)], filled) == pytest.approx(120.0)
    assert articulation(words, [(2.0, 3.0)], timing) == pytest.approx(20 * 60 / 9)


def test_a_filler_before_the_first_word_costs_no_time() -> None:
    words = _even(10, 0.5)
    assert articulation(words, [(0.0, 0.9)], _timing(words)) == pytest.approx(120.0)


def test_articulation_cannot_be_told_without_pauses() -> None:
    words = _even(10, 0.5)
    with pytest.raises(NotMeasurable, match="noise"):
        articulation(words, (), SpeechTiming(1.0, 6.0, None, None, "Too much noise."))


def test_the_curve_follows_the_pace() -> None:
    words = [*_even(40, 0.5), *_even(80, 0.25, start=21.0)]
    curve = pace_curve(words, _timing(words))
    assert [reading.at for reading in curve] == [6.0 + 2 * place for place in range(16)]
    assert curve[0].value == pytest.approx(120.0)
    assert curve[-1].value == pytest.approx(240.0)
    assert all(one.value <= other.value for one, other in pairwise(curve))


def test_a_word_counts_in_a_window_for_its_share() -> None:
    words = _words([(0.0, 1.0), (1.5, 1.5), (9.0, 11.0), (11.5, 11.8), (11.8, 12.0)])
    curve = pace_curve(words, _timing(words))
    assert [reading.value for reading in curve] == pytest.approx([2.5 * 6, 3 * 6])


@pytest.mark.parametrize(
    "words", [_even(4, 2.0), _even(20, 0.1)], ids=["four words", "two seconds"]
)
def test_a_short_answer_has_no_rate(words: list[SpokenWord]) -> None:
    for rate in (pace, pace_curve):
        with pytest.raises(NotMeasurable, match=TOO_SHORT_FOR_RATE):
            rate(words, _timing(words))
    with pytest.raises(NotMeasurable, match=TOO_SHORT_FOR_RATE):
        articulation(words, (), _timing(words))


def test_little_speech_around_a_long_pause_has_no_articulation_rate() -> None:
    words = [*_even(3, 0.5), *_even(2, 0.5, start=12.0)]
    assert pace(words, _timing(words)) == pytest.approx(5 * 60 / 12)
    with pytest.raises(NotMeasurable, match=TOO_SHORT_FOR_RATE):
        articulation(words, (), _timing(words))


def test_an_answer_shorter_than_a_window_has_no_curve() -> None:
    words = _even(12, 0.8)
    with pytest.raises(NotMeasurable, match=TOO_SHORT_FOR_CURVE):
        pace_curve(words, _timing(words))


@given(st.lists(st.tuples(st.floats(0, 3), st.floats(0, 2)), min_size=5, max_size=60))
def test_the_curve_lies_within_the_answer(gaps: list[tuple[float, float]]) -> None:
    clock, intervals = 3.0, []
    for gap, length in gaps:
        intervals.append((clock + gap, clock + gap + length))
        clock += gap + length
    words = _words(intervals)
    timing = _timing(words)
    if timing.span < 10.0:
        return
    for reading in pace_curve(words, timing):
        assert timing.first + 5.0 <= reading.at <= timing.last - 5.0 + 1e-9
        assert 0.0 <= reading.value <= len(words) * 6.0 + 1e-9
