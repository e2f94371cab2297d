import threading
from functools import partial

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks, BackgroundWorker


def test_work_is_done_elsewhere_and_its_result_comes_home(gui: GuiThread, qtbot: QtBot) -> None:
    came: list[tuple[int, int]] = []
    BackgroundTasks(gui).run(
        threading.get_ident, lambda where: came.append((where, threading.get_ident()))
    )
    qtbot.waitUntil(lambda: bool(came))
    elsewhere, home = came[0]
    assert home == threading.get_ident() != elsewhere


def test_an_error_is_handed_to_who_wants_it(gui: GuiThread, qtbot: QtBot) -> None:
    errors: list[Exception] = []
    BackgroundTasks(gui).run(lambda: 1 / 0, lambda _: None, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], ZeroDivisionError)


def test_an_error_that_nobody_wants_is_raised_as_a_bug(gui: GuiThread, qtbot: QtBot) -> None:
    with capture_exceptions() as raised:
        BackgroundTasks(gui).run(lambda: 1 / 0, lambda _: None)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError


def test_nothing_comes_home_after_the_end(gui: GuiThread, qtbot: QtBot) -> None:
    came: list[int] = []
    gui.post(lambda: came.append(1))
    gui.close()
    qtbot.wait(0)
    assert came == []


def test_posts_keep_their_order(gui: GuiThread, qtbot: QtBot) -> None:
    came: list[int] = []
    for number in range(50):
        gui.post(partial(came.append, number))
    qtbot.waitUntil(lambda: len(came) == 50)
    assert came == list(range(50))


def test_what_was_put_off_can_be_cancelled(gui: GuiThread, qtbot: QtBot) -> None:
    came: list[str] = []
    gui.later(0.0, lambda: came.append("cancelled"))()
    gui.later(0.001, lambda: came.append("kept"))
    qtbot.waitUntil(lambda: bool(came))
    assert came == ["kept"]


def test_a_worker_keeps_the_order_of_its_work() -> None:
    worker = BackgroundWorker("files")
    done: list[int] = []
    for number in range(20):
        worker.submit(done.append, number)
    worker.shutdown()
    assert done == list(range(20))


def test_a_worker_hands_errors_over() -> None:
    worker = BackgroundWorker("files")
    future = worker.submit(lambda: 1 / 0)
    worker.shutdown()
    assert isinstance(future.exception(), ZeroDivisionError)


def test_a_worker_that_was_shut_down_takes_no_work() -> None:
    worker = BackgroundWorker("files")
    worker.shutdown()
    with pytest.raises(RuntimeError, match="shut down"):
        worker.submit(print)
