import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest
from rig.kept_takes import keep, new_session
from rig.small_disk import small_disk

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.store import store_thread
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread

SOON = 30.0


@pytest.fixture
def store(data: DataFolder) -> Iterator[StoreThread]:
    made = StoreThread(data)
    made.start().result(SOON)
    yield made
    made.close()


def test_work_runs_in_order_on_one_thread(store: StoreThread) -> None:
    done: list[int] = []

    def work(number: int, _: Library) -> int:
        done.append(number)
        return threading.get_ident()

    futures = [store.submit(partial(work, number)) for number in range(20)]
    threads = {future.result(SOON) for future in futures}
    assert done == list(range(20))
    assert len(threads) == 1
    assert threads != {threading.get_ident()}


def test_a_result_is_returned(store: StoreThread, plan: Plan) -> None:
    session = store.submit(lambda library: library.create_session(plan)).result(SOON)
    assert store.submit(lambda library: library.sessions()).result(SOON) == [session]


def test_an_exception_is_returned_and_the_next_work_runs(store: StoreThread) -> None:
    with pytest.raises(KeyError):
        store.submit(lambda library: library.take("never")).result(SOON)
    assert store.submit(lambda library: library.sessions()).result(SOON) == []


def test_a_failed_start_fails_all_work(data: DataFolder) -> None:
    with Library.open(data):
        store = StoreThread(data)
        with pytest.raises(StoreError, match="is open"):
            store.start().result(SOON)
        with pytest.raises(StoreError, match="is open"):
            store.submit(lambda library: library.sessions()).result(SOON)
        assert store.close(30.0)


def test_a_failed_start_succeeds_once_its_cause_is_removed(data: DataFolder) -> None:
    data.root.mkdir()
    with small_disk(data.root) as disk:
        disk.fill()
        store = StoreThread(data)
        with pytest.raises(StoreError, match="No space left"):
            store.start().result(SOON)
        disk.make_room()
        assert store.submit(lambda library: library.sessions()).result(SOON) == []
        assert store.close(30.0)


def test_closing_finishes_the_work_and_releases_the_lock(data: DataFolder, plan: Plan) -> None:
    store = StoreThread(data)
    store.start()
    futures = [store.submit(lambda library: library.create_session(plan)) for _ in range(10)]
    assert store.close(30.0)
    with Library.open(data) as library:
        assert len(library.sessions()) == 10
    assert all(future.result(0) for future in futures)


def test_closing_does_not_wait_for_hanging_work(data: DataFolder) -> None:
    store = StoreThread(data)
    store.start().result(SOON)
    begun, release = threading.Event(), threading.Event()

    def hang(_: Library) -> None:
        begun.set()
        release.wait(SOON)

    hanging = store.submit(hang)
    waiting = store.submit(lambda library: library.sessions())
    assert begun.wait(SOON)
    assert not store.close(timeout=0.05)
    with pytest.raises(StoreError, match="is closing"):
        waiting.result(0)
    release.set()
    hanging.result(SOON)
    assert store.close(30.0)


def test_work_after_closing_is_refused(data: DataFolder) -> None:
    store = StoreThread(data)
    store.start().result(SOON)
    assert store.close(30.0)
    with pytest.raises(StoreError, match="is closing"):
        store.submit(lambda library: library.sessions()).result(0)


def test_canceled_work_does_not_run(store: StoreThread) -> None:
    begun, release, done = threading.Event(), threading.Event(), threading.Event()

    def hold(_: Library) -> bool:
        begun.set()
        return release.wait(SOON)

    first = store.submit(hold)
    assert begun.wait(SOON)
    second = store.submit(lambda _: done.set())
    assert second.cancel()
    release.set()
    first.result(SOON)
    store.submit(lambda _: None).result(SOON)
    assert not done.is_set()


def test_closing_does_not_wait_for_many_deletions(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(store_thread, "PATIENCE_SECONDS", 0.0)
    store = StoreThread(data)
    store.start()

    def discard(library: Library) -> None:
        session = new_session(library)
        for take in [keep(library, session, "said") for _ in range(5)]:
            library.trash.discard_take(take)
        keep(library, session)

    store.submit(discard).result(SOON)
    assert store.close(30.0)
    left = "SELECT count(*) FROM takes"
    again = StoreThread(data)
    first = again.submit(lambda library: library.access.value(left))
    again.start()
    assert first.result(SOON) > 1
    deadline = time.monotonic() + SOON
    while again.submit(lambda library: library.access.value(left)).result(SOON) > 1:
        assert time.monotonic() < deadline
    assert again.close(30.0)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
