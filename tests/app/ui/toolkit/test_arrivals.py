import threading
from concurrent.futures import Future

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.ui.toolkit.gui_thread import FutureWatcher
from mock_interviewer.audio.errors import MachineError


def _refuse(_value: object) -> None:
    raise AssertionError("this was not to arrive")


def test_a_result_arrives_on_the_gui_thread_and_never_inside_the_call(qtbot: QtBot) -> None:
    arrivals = FutureWatcher()
    future: Future[int] = Future()
    future.set_result(7)
    got: list[tuple[int, threading.Thread]] = []
    arrivals.wait(future, lambda value: got.append((value, threading.current_thread())), _refuse)
    assert got == []
    qtbot.waitUntil(lambda: bool(got))
    assert got == [(7, threading.main_thread())]


def test_a_result_of_another_thread_arrives_on_the_gui_thread(qtbot: QtBot) -> None:
    arrivals = FutureWatcher()
    future: Future[int] = Future()
    got: list[threading.Thread] = []
    arrivals.wait(future, lambda _value: got.append(threading.current_thread()), _refuse)
    worker = threading.Thread(target=future.set_result, args=(1,))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(got))
    assert got == [threading.main_thread()]


def test_what_the_machine_refuses_is_handed_on(qtbot: QtBot) -> None:
    arrivals = FutureWatcher()
    future: Future[int] = Future()
    got: list[MachineError] = []
    arrivals.wait(future, _refuse, got.append)
    future.set_exception(StoreError("The disk is gone."))
    qtbot.waitUntil(lambda: bool(got))
    assert str(got[0]) == "The disk is gone."


def test_a_bug_is_raised_on_the_gui_thread(qtbot: QtBot) -> None:
    arrivals = FutureWatcher()
    future: Future[int] = Future()
    arrivals.wait(future, _refuse, _refuse)
    with capture_exceptions() as raised:
        future.set_exception(ZeroDivisionError())
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError


def test_a_late_result_that_was_forgotten_is_dropped(qtbot: QtBot) -> None:
    arrivals = FutureWatcher()
    running: Future[int] = Future()
    running.set_running_or_notify_cancel()
    waiting: Future[int] = Future()
    arrivals.wait(running, _refuse, _refuse)
    arrivals.wait(waiting, _refuse, _refuse)
    arrivals.forget()
    assert waiting.cancelled()
    running.set_result(1)
    marker: Future[int] = Future()
    marker.set_result(2)
    got: list[int] = []
    arrivals.wait(marker, got.append, _refuse)
    qtbot.waitUntil(lambda: got == [2])


@pytest.mark.usefixtures("qapp")
def test_a_result_for_a_page_that_was_destroyed_harms_nobody() -> None:
    import shiboken6

    arrivals = FutureWatcher()
    future: Future[int] = Future()
    arrivals.wait(future, _refuse, _refuse)
    shiboken6.delete(arrivals)
    future.set_result(1)
