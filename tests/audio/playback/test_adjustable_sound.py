from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.playback.adjustable_sound import (
    FASTEST,
    SLOWEST,
    PlaybackOptions,
    PlaybackTimeline,
    TimeRange,
)

LENGTH = 60.0
_seconds = st.floats(0.0, LENGTH)
_stretches = st.tuples(_seconds, _seconds).map(lambda pair: (min(pair), max(pair)))
_manners = st.builds(
    PlaybackOptions,
    st.floats(SLOWEST, FASTEST),
    st.none() | _stretches.filter(lambda loop: loop[1] - loop[0] > 0.1),
    st.lists(_stretches, max_size=6).map(tuple),
)


def _legs(course: PlaybackTimeline) -> list[TimeRange]:
    return list(islice(course.segments(), 50))


def _out(place: float, manner: PlaybackOptions) -> bool:
    return any(first < place < last for first, last in manner.skipped)


@given(_seconds, _manners)
def test_segments_are_the_recording_in_order_without_skipped_parts(
    start: float, manner: PlaybackOptions
) -> None:
    for first, last in _legs(PlaybackTimeline(start, LENGTH, manner)):
        assert 0.0 <= first < last <= LENGTH
        in_loop = manner.loop is not None and manner.loop[0] <= first < last <= manner.loop[1]
        assert in_loop or not _out((first + last) / 2, manner)


@given(_seconds, _manners, st.floats(0.0, 1.0))
def test_segments_play_one_after_another(
    start: float, manner: PlaybackOptions, share: float
) -> None:
    course = PlaybackTimeline(start, LENGTH, manner)
    before = 0.0
    for first, last in _legs(course):
        within = first + share * (last - first) * 0.999
        played = (before + within - first) / manner.speed
        # A moment at a leg's very begin may, in floats, be the end of the leg before, and so may
        # all of a leg that is shorter than floats tell apart after a minute.
        if share > 0.001 and last - first > 1e-6:
            assert course.at(played) == pytest.approx(within, abs=1e-6)
        before += last - first


@given(_seconds, _manners)
def test_playback_starts_at_the_given_position_unless_that_is_skipped(
    start: float, manner: PlaybackOptions
) -> None:
    begins = PlaybackTimeline(start, LENGTH, manner).at(0.0)
    if not any(first <= start <= last for first, last in manner.skipped):
        assert begins == start or (manner.loop is not None and start >= manner.loop[1])


@given(_seconds, _manners)
def test_a_reported_position_can_be_sought(start: float, manner: PlaybackOptions) -> None:
    told = PlaybackTimeline(start, LENGTH, manner).at(7.0)
    again = PlaybackTimeline(told, LENGTH, manner).at(0.0)
    ends = [LENGTH, *(first for first, _last in manner.skipped)]
    loop_ends = [] if manner.loop is None else [manner.loop[1]]
    if not any(told == pytest.approx(end, abs=1e-6) for end in (*ends, *loop_ends)):
        assert again == pytest.approx(told, abs=1e-6)


def test_silence_is_skipped() -> None:
    course = PlaybackTimeline(0.0, 10.0, PlaybackOptions(skipped=((2.0, 5.0),)))
    assert list(course.segments()) == [(0.0, 2.0), (5.0, 10.0)]
    assert [course.at(played) for played in (1.0, 2.0, 3.0, 7.0, 9.0)] == [1, 5, 6, 10, 10]


def test_seeking_into_silence_plays_what_follows() -> None:
    assert PlaybackTimeline(3.0, 10.0, PlaybackOptions(skipped=((2.0, 5.0),))).at(0.0) == 5.0


def test_double_speed_plays_twice_as_much() -> None:
    assert PlaybackTimeline(1.0, 10.0, PlaybackOptions(speed=2.0)).at(3.0) == 7.0


def test_a_loop_repeats_once_its_end_is_reached() -> None:
    course = PlaybackTimeline(1.0, 10.0, PlaybackOptions(loop=(2.0, 4.0)))
    assert list(islice(course.segments(), 3)) == [(1.0, 4.0), (2.0, 4.0), (2.0, 4.0)]
    assert [course.at(played) for played in (2.5, 3.0, 4.5, 6.0)] == [3.5, 2.0, 3.5, 3.0]


def test_starting_after_a_loop_plays_the_rest() -> None:
    assert list(PlaybackTimeline(5.0, 10.0, PlaybackOptions(loop=(2.0, 4.0))).segments()) == [
        (5.0, 10.0)
    ]


def test_silence_in_a_loop_is_skipped_each_time() -> None:
    course = PlaybackTimeline(2.0, 10.0, PlaybackOptions(loop=(2.0, 6.0), skipped=((3.0, 5.0),)))
    assert list(islice(course.segments(), 4)) == [(2.0, 3.0), (5.0, 6.0)] * 2
    assert course.at(3.5) == 5.5


def test_a_silent_loop_still_plays() -> None:
    course = PlaybackTimeline(2.0, 10.0, PlaybackOptions(loop=(3.0, 4.0), skipped=((1.0, 9.0),)))
    assert list(islice(course.segments(), 2)) == [(3.0, 4.0)] * 2


def test_nothing_plays_after_the_end() -> None:
    course = PlaybackTimeline(10.0, 10.0, PlaybackOptions())
    assert list(course.segments()) == []
    assert course.at(1.0) == 10.0
