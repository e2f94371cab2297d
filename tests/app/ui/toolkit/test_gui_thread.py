import gc
import threading
import weakref
from collections.abc import Iterator
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject, QTimer
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread, GuiThreadGarbageCollector


def test_calls_posted_by_another_thread_run_on_the_gui_thread_in_order(
    gui: GuiThread, qtbot: QtBot
) -> None:
    got: list[tuple[int, threading.Thread]] = []

    def take(number: int) -> None:
        got.append((number, threading.current_thread()))

    def post_all() -> None:
        for number in range(50):
            gui.post(partial(take, number))

    worker = threading.Thread(target=post_all)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: len(got) == 50)
    assert got == [(number, threading.main_thread()) for number in range(50)]


def test_a_call_never_runs_inside_the_post(gui: GuiThread, qtbot: QtBot) -> None:
    got: list[int] = []
    gui.post(partial(got.append, 1))
    assert got == []
    qtbot.waitUntil(lambda: got == [1])


def test_an_error_in_a_call_is_raised_and_later_calls_still_run(
    gui: GuiThread, qtbot: QtBot
) -> None:
    got: list[int] = []
    with capture_exceptions() as raised:
        gui.post(lambda: 1 / 0)
        gui.post(partial(got.append, 1))
        qtbot.waitUntil(lambda: got == [1])
    assert [error[0] for error in raised] == [ZeroDivisionError]


def test_nothing_runs_once_it_is_closed(gui: GuiThread, qtbot: QtBot) -> None:
    got: list[str] = []
    gui.post(lambda: got.append("pending"))
    gui.close()
    gui.post(lambda: got.append("late"))
    other = GuiThread()
    other.post(lambda: got.append("other"))
    qtbot.waitUntil(lambda: "other" in got)
    assert got == ["other"]


def test_a_thread_may_post_while_the_parent_is_destroyed(qtbot: QtBot) -> None:
    def post_often(gui: GuiThread) -> None:
        for _ in range(300):
            gui.post(lambda: None)

    for _ in range(20):
        page = QObject()
        thread = threading.Thread(target=post_often, args=(GuiThread(page),))
        thread.start()
        with qtbot.waitSignal(page.destroyed):
            page.deleteLater()
        thread.join()


def test_calls_are_dropped_once_the_parent_is_destroyed(gui: GuiThread, qtbot: QtBot) -> None:
    page, got = QObject(), list[str]()
    own = GuiThread(page)
    own.post(lambda: got.append("pending"))
    shiboken6.delete(page)
    own.post(lambda: got.append("late"))
    gui.post(lambda: got.append("other"))
    qtbot.waitUntil(lambda: "other" in got)
    assert got == ["other"]


def test_a_delayed_call_can_be_canceled(gui: GuiThread, qtbot: QtBot) -> None:
    got: list[str] = []
    gui.later(0.0, lambda: got.append("canceled"))()
    gui.later(0.001, lambda: got.append("kept"))
    qtbot.waitUntil(lambda: bool(got))
    assert got == ["kept"]


def test_closing_stops_all_timers(gui: GuiThread) -> None:
    gui.later(60.0, lambda: None)
    assert [timer.isActive() for timer in gui.findChildren(QTimer)] == [True]
    gui.close()
    assert [timer.isActive() for timer in gui.findChildren(QTimer)] == [False]


class _Cycle:
    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def garbage(qtbot: QtBot) -> Iterator[GuiThreadGarbageCollector]:
    """Return a collector that took over from Python's own collection."""
    gc.enable()
    made = GuiThreadGarbageCollector()
    yield made
    made.close()
    gc.disable()


def _drop_a_cycle(died_on: list[threading.Thread]) -> None:
    weakref.finalize(_Cycle(), lambda: died_on.append(threading.current_thread()))


def _allocate_elsewhere() -> None:
    def allocate() -> None:
        kept: list[list[int]] = [[] for _ in range(100_000)]
        kept.clear()

    thread = threading.Thread(target=allocate)
    thread.start()
    thread.join()


def test_a_cycle_is_collected_on_the_gui_thread_whichever_thread_allocates(
    garbage: GuiThreadGarbageCollector, qtbot: QtBot
) -> None:
    died_on: list[threading.Thread] = []
    _drop_a_cycle(died_on)
    _allocate_elsewhere()
    kept = [[i] for i in range(2 * gc.get_threshold()[0])]
    qtbot.waitUntil(lambda: bool(died_on))
    kept.clear()
    assert died_on == [threading.main_thread()]


def test_once_the_collector_is_closed_any_thread_collects_again(
    garbage: GuiThreadGarbageCollector,
) -> None:
    garbage.close()
    died_on: list[threading.Thread] = []
    _drop_a_cycle(died_on)
    _allocate_elsewhere()
    assert died_on
    assert died_on[0] is not threading.main_thread()
