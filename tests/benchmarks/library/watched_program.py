"""The real program, driven through its pages from within, with the time of each step.

Arguments: a file for the figures, the time of the start (``time.monotonic``), then the program's
own. The program ends by itself. The figures are JSON: lists of milliseconds by name.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.library import page_steps
from benchmarks.library.stepping import Steps
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from mock_interviewer.app.cli import main
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.window import main_window

_LOOK_MS = 2
_PATIENCE = 60.0


class Watch(QObject):
    """Tells when a window has drawn a picture, and goes on with ``steps`` when they may.

    ``drawn`` counts pictures and ``drawn_at`` is when the last one was ready.
    """

    def __init__(self, window: main_window.MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.drawn = 0
        self.drawn_at = 0.0
        self._steps: Steps | None = None
        self._wanted: Callable[[], bool] | None = None
        self._since = 0.0
        self._clock = QTimer(self)
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self._look)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Note that a picture is about to be drawn; the next event comes when it is."""
        if event.type() == QEvent.Type.UpdateRequest:
            QTimer.singleShot(0, self, self._have_drawn)
        return False

    def run(self, steps: Steps) -> None:
        """Run the steps in order."""
        self._steps = steps
        self._go_on()

    @Slot()
    def _have_drawn(self) -> None:
        self.drawn += 1
        self.drawn_at = time.perf_counter()
        self._look()

    @Slot()
    def _look(self) -> None:
        if self._steps is None or self._wanted is None:
            return
        if self._wanted():
            self._go_on()
        elif time.perf_counter() - self._since > _PATIENCE:
            self._steps, wanted = None, self._wanted
            QApplication.exit(1)
            raise TimeoutError(f"not within {_PATIENCE:g} s: {wanted}")

    def _go_on(self) -> None:
        if self._steps is None:
            return
        self._clock.stop()
        try:
            self._wanted = next(self._steps)
        except StopIteration:
            self._steps = self._wanted = None
            return
        self._since = time.perf_counter()
        self._clock.start()


def watched(figures: Path, began: float) -> None:
    """Observe the next window, and drive it once it is filled."""
    original = main_window.MainWindow.__init__
    show_due = PracticePage.show_due
    found: dict[str, list[float]] = {}
    watches: list[Watch] = []

    def init(self: main_window.MainWindow, *pages: Any, **named: Any) -> None:
        original(self, *pages, **named)
        watches.append(Watch(self))

    def today(self: PracticePage, *rest: Any, **named: Any) -> None:
        show_due(self, *rest, **named)
        if "today" not in found:
            found["today"] = [1000 * (time.monotonic() - began)]
            watch = watches[0]
            watch.run(_all(watch, found, figures))

    main_window.MainWindow.__init__ = init  # type: ignore[method-assign]  # to be watched
    PracticePage.show_due = today  # type: ignore[method-assign]  # to be watched


def _all(watch: Watch, found: dict[str, list[float]], figures: Path) -> Steps:
    try:
        yield from page_steps.steps(watch, found)
    except BaseException:
        QApplication.exit(1)
        raise
    figures.write_text(json.dumps(found), "utf-8")
    watch.window.close()


if __name__ == "__main__":
    watched(Path(sys.argv[1]), float(sys.argv[2]))
    sys.exit(main(sys.argv[3:]))
