import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.toolkit.gui_thread import GuiThreadGarbageCollector


class _Cycle:
    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def garbage(qtbot: QtBot) -> Iterator[GuiThreadGarbageCollector]:
    """Return what collects; Python collected by itself before."""
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


def test_a_cycle_dies_on_the_gui_thread_whoever_allocates(
    garbage: GuiThreadGarbageCollector, qtbot: QtBot
) -> None:
    died_on: list[threading.Thread] = []
    _drop_a_cycle(died_on)
    _allocate_elsewhere()
    kept = [[i] for i in range(2 * gc.get_threshold()[0])]
    qtbot.waitUntil(lambda: bool(died_on))
    kept.clear()
    assert died_on == [threading.main_thread()]


def test_once_closed_any_thread_collects_again(garbage: GuiThreadGarbageCollector) -> None:
    garbage.close()
    died_on: list[threading.Thread] = []
    _drop_a_cycle(died_on)
    _allocate_elsewhere()
    assert died_on
    assert died_on[0] is not threading.main_thread()
