import threading
import time
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.window.shutdown import SHUTDOWN_SECONDS, Shutdown, close_in_parallel


def test_steps_run_in_parallel() -> None:
    meet = threading.Barrier(2, timeout=30.0)
    assert close_in_parallel([("one", meet.wait), ("two", meet.wait)], time.monotonic() + 30.0)


def test_a_step_that_hangs_is_left_behind() -> None:
    hangs = threading.Event()
    begun = time.monotonic()
    done = close_in_parallel([("hangs", hangs.wait), ("quick", lambda: None)], begun + 0.05)
    took = time.monotonic() - begun
    hangs.set()
    assert not done
    assert took < 5 * SHUTDOWN_SECONDS


def test_a_failing_step_does_not_stop_the_others() -> None:
    ran = threading.Event()

    def broken() -> None:
        raise ValueError("broken")

    assert close_in_parallel([("broken", broken), ("other", ran.set)], time.monotonic() + 30.0)
    assert ran.is_set()


def test_everything_else_is_closed_once_recording_has_ended(qtbot: QtBot, gui: GuiThread) -> None:
    happened: list[str] = []
    ended: list[Callable[[], None]] = []
    shutdown = Shutdown(
        gui,
        BackgroundTasks(gui),
        end_recording=ended.append,
        then=lambda: happened.append("then"),
    )
    shutdown.add("store", lambda: happened.append("store"))
    assert not shutdown.begun
    shutdown.begin()
    assert shutdown.begun
    assert happened == []
    ended[0]()
    qtbot.waitUntil(lambda: happened == ["store", "then"])


def test_a_recording_that_hangs_does_not_keep_the_rest_open(qtbot: QtBot, gui: GuiThread) -> None:
    closed: list[str] = []
    done: list[bool] = []
    shutdown = Shutdown(
        gui, BackgroundTasks(gui), end_recording=lambda _then: None, then=lambda: done.append(True)
    )
    shutdown.add("store", lambda: closed.append("store"))
    shutdown.begin()
    qtbot.waitUntil(lambda: bool(done))
    assert closed == ["store"]
