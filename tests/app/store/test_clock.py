from datetime import UTC, datetime, timedelta

import pytest

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.store.library import Library

NOON = datetime(2024, 10, 27, 12, tzinfo=UTC)


def test_a_clock_that_jumps_back_changes_no_length_and_no_order(
    data: DataFolder, plan: Plan
) -> None:
    now = NOON
    with Library.open(data, clock=lambda: now) as library:
        first = library.create_session(plan)
        earlier = library.create_take(first.id, plan.questions[0], 1, 1)
        now -= timedelta(hours=5)
        closed = library.close_take(earlier.id, 61.5)
        later = library.create_take(first.id, plan.questions[1], 2, 1)
        ended = library.end_session(first.id)
        second = library.create_session(plan)
        assert closed.duration == 61.5
        assert (ended.started_at, ended.ended_at) == (NOON, NOON - timedelta(hours=5))
        assert ended.duration == 61.5
        assert [take.id for take in library.takes(first.id)] == [earlier.id, later.id]
        assert [session.id for session in library.sessions()] == [second.id, first.id]


@pytest.mark.usefixtures("berlin")
def test_the_repeated_hour_changes_no_time_and_no_order(data: DataFolder, plan: Plan) -> None:
    summer = datetime(2024, 10, 27, 0, 59, 30, tzinfo=UTC)
    winter = summer + timedelta(minutes=1)
    moments = iter([summer, winter])
    with Library.open(data, clock=lambda: next(moments)) as library:
        first, second = library.create_session(plan), library.create_session(plan)
        assert first.id.startswith("20241027-025930")
        assert second.id.startswith("20241027-020030")
        assert [session.started_at for session in library.sessions()] == [winter, summer]
        assert [session.id for session in library.sessions()] == [second.id, first.id]


def test_times_are_returned_aware_and_in_utc(data: DataFolder, plan: Plan) -> None:
    zone = datetime.now().astimezone().tzinfo
    with Library.open(data, clock=lambda: NOON.astimezone(zone)) as library:
        started = library.create_session(plan).started_at
    assert started == NOON
    assert started.utcoffset() == timedelta(0)
