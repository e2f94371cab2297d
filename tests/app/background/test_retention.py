from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rig.kept_takes import keep, new_session

from mock_interviewer.app.background.retention import RecordingRetention, months_before
from mock_interviewer.app.store.database.records import RECORDING_REMOVED
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread


@pytest.mark.parametrize(
    ("now", "months", "before"),
    [
        ("2026-11-26", 6, "2026-05-26"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-12-31", 12, "2025-12-31"),
    ],
)
def test_months_are_those_of_the_calendar(now: str, months: int, before: str) -> None:
    assert months_before(datetime.fromisoformat(now), months) == datetime.fromisoformat(before)


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 (any zone will do)
    st.integers(1, 120),
)
def test_more_months_are_never_later(now: datetime, months: int) -> None:
    before = months_before(now, months)
    assert before < now
    assert months_before(now, months + 1) < before
    assert timedelta(days=28 * months) <= now - before <= timedelta(days=31 * months)


def fill(library: Library) -> str:
    session = new_session(library)
    for _ in range(45):
        recording = library.take(keep(library, session, "so it is")).recording
        assert recording is not None
        recording.write_bytes(b"sound")
    return session


def test_old_recordings_are_deleted_in_batches_and_counted(store: StoreThread) -> None:
    session = store.submit(fill).result()
    posted: list[Callable[[], object]] = []
    later = datetime.now(UTC) + timedelta(days=100)
    retention = RecordingRetention(store, posted.append, lambda: later)
    assert len(retention.look(1).result().takes) == 45
    told: list[int] = []
    retention.remove(0, told.append)
    retention.remove(12, told.append)
    _settle(store, posted)
    assert told == [0]
    retention.remove(3, told.append)
    turns = _settle(store, posted)
    assert told == [0, 45]
    assert turns > 3
    takes = store.submit(lambda library: library.takes(session)).result()
    assert {take.flags for take in takes} == {(RECORDING_REMOVED,)}
    assert all(take.transcript is not None for take in takes)


def _settle(store: StoreThread, posted: list[Callable[[], object]]) -> int:
    turns = 0
    while True:
        store.submit(lambda _: None).result()
        if not posted:
            return turns
        posted.pop(0)()
        turns += 1
