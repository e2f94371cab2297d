"""What a person does with a large library, step by step, in a window that is watched."""

import time
from collections.abc import Callable, Generator
from typing import Any, Protocol

import psutil
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from mock_interviewer.app.store.lines import EVERYTHING, TakeLine
from mock_interviewer.app.ui.arrivals import Arrivals
from mock_interviewer.app.ui.main_window import MainWindow
from mock_interviewer.app.ui.pages.library import LibraryPage
from mock_interviewer.app.ui.pages.progress import ProgressPage
from mock_interviewer.app.ui.pages.take import TakePage
from mock_interviewer.app.ui.rail import Place
from mock_interviewer.app.ui.widgets.player_bar import PlayerBar

FRAMES = 700
"""Pictures that are watched while one scrolls in one way."""
OPENED = 24
_NOTCH = -120
"""What a wheel tells by a notch."""
_STILL = 0.25
"""Seconds after which a list that draws nothing is at its end."""
_IDLE = 12.0
"""Percent of a processor under which all that starts with the window has started."""
_IDLE_FOR = 1.5
_LOADED = 30.0

Steps = Generator[Callable[[], bool], None, None]
Found = dict[str, list[float]]


class Watched(Protocol):
    """A window of which pictures are counted (``Watch`` is one)."""

    window: MainWindow
    drawn: int
    drawn_at: float


def steps(watch: Watched, found: Found) -> Steps:
    """Go through the pages; milliseconds come into ``found``."""
    yield from _settle()
    watch.window.show_place(Place.LIBRARY)
    page = _child(watch.window, LibraryPage)
    begin = time.perf_counter()
    yield lambda: _rows(page) is not None
    yield drawn_or_still(watch)
    found["library"] = [_since(begin, watch)]
    yield from _settle()
    yield from _scroll(watch, page, found, "sessions")
    yield from _parts(watch, page, found)
    yield from _open_takes(watch, found)
    yield from _progress(watch, found)


def _settle() -> Steps:
    """Wait until models are loaded and what else follows a start is done."""
    family = [psutil.Process(), *psutil.Process().children(recursive=True)]
    end = time.perf_counter() + _LOADED
    while time.perf_counter() < end:
        before, at = _processor(family), time.perf_counter()
        yield lambda at=at: time.perf_counter() - at > _IDLE_FOR  # type: ignore[misc]
        used = 100 * (_processor(family) - before) / (time.perf_counter() - at)
        if used < _IDLE:
            return


def _processor(family: list[psutil.Process]) -> float:
    seconds = 0.0
    for process in family:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        seconds += times.user + times.system
    return seconds


def _rows(page: LibraryPage) -> QAbstractItemView | None:
    """Return the list that is in view, once there is something in it."""
    views = page.findChildren(QAbstractItemView)
    return next((each for each in views if each.isVisible() and each.model().rowCount()), None)


def _child(parent: Any, kind: type[Any]) -> Any:
    found = parent.findChild(kind)
    if found is None:
        raise LookupError(f"no {kind.__name__} in {parent}")
    return found


def _scroll(watch: Watched, page: LibraryPage, found: Found, name: str) -> Steps:
    rows = _rows(page)
    if rows is None:
        raise LookupError("the library shows no list")
    yield from _pictures(watch, rows, found.setdefault(f"wheel {name}", []), _Wheel(rows))
    rows.setFocus()
    yield from _pictures(watch, rows, found.setdefault(f"pages {name}", []), _Keys(rows))


def _pictures(
    watch: Watched, rows: QAbstractItemView, took: list[float], act: Callable[[], None]
) -> Steps:
    """Go on as soon as a picture is drawn, back to the top at the end, and time the pictures."""
    rows.scrollToTop()
    rows.setCurrentIndex(rows.model().index(0, 0))
    yield from _rest()
    before = time.perf_counter()
    while len(took) < FRAMES:
        drawn = watch.drawn
        act()
        yield drawn_or_still(watch)
        if watch.drawn > drawn:
            took.append(1000 * (watch.drawn_at - before))
            before = watch.drawn_at
        else:
            rows.scrollToTop()
            rows.setCurrentIndex(rows.model().index(0, 0))
            yield from _rest()
            before = time.perf_counter()


def drawn_or_still(watch: Watched) -> Callable[[], bool]:
    """Return what says whether there is another picture by now, or will be none."""
    drawn, at = watch.drawn, time.perf_counter()
    return lambda: watch.drawn > drawn or time.perf_counter() - at > _STILL


def _rest() -> Steps:
    at = time.perf_counter()
    yield lambda: time.perf_counter() - at > _STILL


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


def _parts(watch: Watched, page: Any, found: Found) -> Steps:
    """Scroll through answers and search, where the library has these."""
    if not hasattr(page, "browsing"):
        return
    from benchmarks.library.listed_steps import answers, search

    yield from answers(watch, page, found, _scroll)
    yield from search(watch, page, found)


def _open_takes(watch: Watched, found: Found) -> Steps:
    """Open takes as the library does when one is chosen."""
    window = watch.window
    library, page = _child(window, LibraryPage), _child(window, TakePage)
    asked = library._data._store
    lines = asked.submit(lambda kept: _some(kept.listing.takes(EVERYTHING, None, 100_000))).result()
    player = _child(page, PlayerBar)
    pages = page.parentWidget()
    for line in lines:
        pages.setCurrentWidget(library)
        yield from _rest()
        begin = time.perf_counter()
        pages.setCurrentWidget(page)
        page.open(line.session, line.id)
        yield lambda t=line.id: page.take is not None and page.take.id == t  # type: ignore[misc]
        yield drawn_or_still(watch)
        found.setdefault("take shown", []).append(_since(begin, watch))
        if page.take.recording is not None and page.take.recording.exists():
            yield player.button.isEnabled
            found.setdefault("take ready to play", []).append(1000 * (time.perf_counter() - begin))


def _progress(watch: Watched, found: Found) -> Steps:
    """Look at what all takes add up to: lately, then ever."""
    yield from _settle()
    begin = time.perf_counter()
    watch.window.show_place(Place.PROGRESS)
    page = _child(watch.window, ProgressPage)
    yield lambda: not _on_their_way(page)
    yield drawn_or_still(watch)
    found["progress"] = [_since(begin, watch)]
    yield from _rest()
    page.span.choose(None)
    begin = time.perf_counter()
    page.span.chosen.emit()
    yield lambda: not _on_their_way(page)
    yield drawn_or_still(watch)
    found["progress ever"] = [_since(begin, watch)]


def _on_their_way(page: QWidget) -> bool:
    """Return whether a page waits for anything."""
    return any(arrivals._waiting for arrivals in page.findChildren(Arrivals))


def _some(lines: tuple[TakeLine, ...]) -> list[TakeLine]:
    """Return takes with a transcript: the newest, which have sound, and some from further down."""
    heard = [line for line in lines if line.has_transcript]
    half = OPENED // 2
    return [*heard[:half], *heard[half :: max(1, len(heard) // half)]]


def _since(begin: float, watch: Watched) -> float:
    return 1000 * (watch.drawn_at - begin)
