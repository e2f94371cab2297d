"""Scrolling through a list as fast as it draws."""

import time
from collections.abc import Callable

from benchmarks.library.stepping import Found, Steps, Watched, drawn_or_still, rest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView

PICTURES = 700
"""So many are watched of each way to scroll."""
_NOTCH = -120
"""The angle delta of one wheel notch."""


def scroll(watch: Watched, rows: QAbstractItemView, found: Found, name: str) -> Steps:
    """Turn the wheel, then press Page Down, each as soon as the picture before is drawn."""
    yield from _pictures(watch, rows, found.setdefault(f"wheel {name}", []), _Wheel(rows))
    rows.setFocus()
    yield from _pictures(watch, rows, found.setdefault(f"pages {name}", []), _Keys(rows))


def _pictures(
    watch: Watched, rows: QAbstractItemView, took: list[float], act: Callable[[], None]
) -> Steps:
    """Go on as soon as a picture is drawn, back to the top at the end, and time the pictures."""
    rows.scrollToTop()
    rows.setCurrentIndex(rows.model().index(0, 0))
    yield from rest()
    before = time.perf_counter()
    while len(took) < PICTURES:
        drawn = watch.drawn
        act()
        yield drawn_or_still(watch)
        if watch.drawn > drawn:
            took.append(1000 * (watch.drawn_at - before))
            before = watch.drawn_at
        else:
            rows.scrollToTop()
            rows.setCurrentIndex(rows.model().index(0, 0))
            yield from rest()
            before = time.perf_counter()


class _Wheel:
    """Turns the wheel by a notch."""

    def __init__(self, rows: QAbstractItemView) -> None:
        self._port = rows.viewport()

    def __call__(self) -> None:
        middle = QPointF(self._port.rect().center())
        event = QWheelEvent(
            middle,
            self._port.mapToGlobal(middle),
            QPoint(),
            QPoint(0, _NOTCH),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QCoreApplication.sendEvent(self._port, event)


class _Keys:
    """Presses Page Down."""

    def __init__(self, rows: QAbstractItemView) -> None:
        self._rows = rows

    def __call__(self) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier)
            QCoreApplication.sendEvent(self._rows, event)
