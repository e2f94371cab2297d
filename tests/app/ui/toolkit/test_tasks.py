import threading
from collections.abc import Callable
from concurrent.futures import Future

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks, BackgroundWorker, StoppableTask
from mock_interviewer.audio.errors import MachineError


@pytest.fixture
def tasks(gui: GuiThread) -> BackgroundTasks:
    return BackgroundTasks(gui)


def _unwanted(_value: object = None) -> None:
    raise AssertionError("this was not to be called")


def _raising(error: Exception) -> Callable[[], None]:
    def work() -> None:
        raise error

    return work


def _pass_events(qtbot: QtBot, tasks: BackgroundTasks) -> None:
    """Let everything arrive that was posted so far."""
    marker: Future[None] = Future()
    marker.set_result(None)
    arrived: list[None] = []
    tasks.deliver(marker, arrived.append)
    qtbot.waitUntil(lambda: bool(arrived))


def test_work_runs_on_a_named_daemon_thread_and_its_result_arrives_on_the_gui_thread(
    tasks: BackgroundTasks, qtbot: QtBot
) -> None:
    got: list[tuple[threading.Thread, threading.Thread]] = []
    tasks.run(
        threading.current_thread,
        lambda worker: got.append((worker, threading.current_thread())),
        name="disk-use",
    )
    qtbot.waitUntil(lambda: bool(got))
    [(worker, home)] = got
    assert (worker.name, worker.daemon) == ("disk-use", True)
    assert home is threading.main_thread()


def test_the_result_of_a_future_that_another_thread_completes_arrives_on_the_gui_thread(
    tasks: BackgroundTasks, qtbot: QtBot
) -> None:
    future: Future[int] = Future()
    got: list[tuple[int, threading.Thread]] = []
    tasks.deliver(future, lambda value: got.append((value, threading.current_thread())))
    worker = threading.Thread(target=future.set_result, args=(7,))
    worker.start()
    worker.join()
    assert got == []
    assert tasks.waiting
    qtbot.waitUntil(lambda: bool(got))
    assert got == [(7, threading.main_thread())]
    assert not tasks.waiting


def test_a_result_that_is_already_there_never_arrives_inside_the_call(
    tasks: BackgroundTasks, qtbot: QtBot
) -> None:
    future: Future[int] = Future()
    future.set_result(7)
    got: list[int] = []
    tasks.deliver(future, got.append, _unwanted)
    assert got == []
    qtbot.waitUntil(lambda: got == [7])


def test_a_machine_error_goes_to_failed(tasks: BackgroundTasks, qtbot: QtBot) -> None:
    got: list[MachineError] = []
    error = StoreError("The disk is gone.")
    tasks.run(_raising(error), _unwanted, got.append, broken=_unwanted)
    qtbot.waitUntil(lambda: got == [error])


def test_other_errors_go_to_failed_only_where_they_are_expected(
    tasks: BackgroundTasks, qtbot: QtBot
) -> None:
    got: list[Exception] = []
    error = UsageError("Choose another folder.")
    tasks.run(_raising(error), _unwanted, got.append, expected=(MachineError, UsageError))
    qtbot.waitUntil(lambda: got == [error])


def test_a_bug_is_raised_on_the_gui_thread_after_the_page_was_put_back_in_order(
    tasks: BackgroundTasks, qtbot: QtBot
) -> None:
    put_in_order: list[threading.Thread] = []
    with capture_exceptions() as raised:
        tasks.run(
            lambda: 1 / 0,
            _unwanted,
            _unwanted,
            broken=lambda: put_in_order.append(threading.current_thread()),
        )
        qtbot.waitUntil(lambda: bool(raised))
    assert [error[0] for error in raised] == [ZeroDivisionError]
    assert put_in_order == [threading.main_thread()]


def test_without_failed_a_machine_error_is_a_bug(tasks: BackgroundTasks, qtbot: QtBot) -> None:
    with capture_exceptions() as raised:
        tasks.run(_raising(StoreError("The disk is gone.")), _unwanted)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is StoreError


def test_forgetting_drops_what_runs_and_cancels_what_has_not_begun(
    tasks: BackgroundTasks, qtbot: QtBot
) -> None:
    running: Future[int] = Future()
    running.set_running_or_notify_cancel()
    pending: Future[int] = Future()
    tasks.deliver(running, _unwanted, _unwanted)
    tasks.deliver(pending, _unwanted, _unwanted)
    tasks.forget()
    assert pending.cancelled()
    assert not tasks.waiting
    running.set_result(1)
    _pass_events(qtbot, tasks)


def test_forgetting_drops_a_result_that_is_on_its_way(tasks: BackgroundTasks, qtbot: QtBot) -> None:
    future: Future[int] = Future()
    future.set_result(1)
    tasks.deliver(future, _unwanted, _unwanted)
    tasks.forget()
    _pass_events(qtbot, tasks)


def test_a_future_that_somebody_else_cancels_calls_nobody(
    tasks: BackgroundTasks, qtbot: QtBot
) -> None:
    future: Future[int] = Future()
    tasks.deliver(future, _unwanted, _unwanted, broken=_unwanted)
    future.cancel()
    _pass_events(qtbot, tasks)
    assert not tasks.waiting


def test_results_for_an_owner_that_was_destroyed_are_dropped(gui: GuiThread, qtbot: QtBot) -> None:
    page = QObject()
    tasks = BackgroundTasks(GuiThread(page))
    on_its_way, late = Future[int](), Future[int]()
    for future in (on_its_way, late):
        tasks.deliver(future, _unwanted, _unwanted)
    on_its_way.set_result(1)
    shiboken6.delete(page)
    late.set_result(2)
    _pass_events(qtbot, BackgroundTasks(gui))


def test_nothing_is_delivered_after_the_end(qtbot: QtBot) -> None:
    closed = GuiThread()
    tasks = BackgroundTasks(closed)
    future: Future[int] = Future()
    future.set_result(1)
    tasks.deliver(future, _unwanted, _unwanted)
    closed.close()
    _pass_events(qtbot, BackgroundTasks(GuiThread()))


def test_a_worker_runs_its_tasks_in_order() -> None:
    worker = BackgroundWorker("files")
    done: list[int] = []
    for number in range(20):
        worker.submit(done.append, number)
    worker.shutdown()
    assert done == list(range(20))


def test_the_future_of_a_worker_holds_the_error() -> None:
    worker = BackgroundWorker("files")
    future = worker.submit(lambda: 1 / 0)
    worker.shutdown()
    assert isinstance(future.exception(), ZeroDivisionError)


def test_a_worker_that_was_shut_down_accepts_no_task() -> None:
    worker = BackgroundWorker("files")
    worker.shutdown()
    with pytest.raises(RuntimeError, match="shut down"):
        worker.submit(print)


def test_a_task_is_asked_to_stop_and_waited_for(tasks: BackgroundTasks) -> None:
    task, wake, ended = StoppableTask(), threading.Event(), list[bool]()

    def work() -> None:
        wake.wait(10)
        ended.append(task.stopped)

    task.future = tasks.run(work, lambda _: None)
    assert not task.stopped
    task.stop()
    wake.set()
    task.wait()
    assert ended == [True]


def test_a_task_that_never_ran_is_not_waited_for() -> None:
    task = StoppableTask()
    task.stop()
    task.wait()
    assert task.stopped
