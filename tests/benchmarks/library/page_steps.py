"""A person's steps through a large library in an observed window."""

import time
from collections.abc import Callable
from functools import partial

from benchmarks.library.kept import QUERIES
from benchmarks.library.scrolling import scroll
from benchmarks.library.stepping import (
    Found,
    Steps,
    Watched,
    drawn_or_still,
    rest,
    settle,
    since,
)
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QWidget
from rig.child import child

from mock_interviewer.app.store.search.list_rows import ALL_TAKES, TakeListRow
from mock_interviewer.app.ui.library.loader import LibraryLoader, LibraryView
from mock_interviewer.app.ui.library.page import LibraryPage
from mock_interviewer.app.ui.progress.page import ProgressPage
from mock_interviewer.app.ui.shared.library_source import StoredLibrary
from mock_interviewer.app.ui.take.page import TakePage
from mock_interviewer.app.ui.take.player_bar import PlayerBar
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.window.navigation_rail import MainPage

_OPENED = 24
_SEARCHES = QUERIES[:6]


def steps(watch: Watched, found: Found) -> Steps:
    """Go through the pages; add milliseconds to ``found``."""
    page = child(watch.window, LibraryPage)
    yield from settle()
    library = partial(watch.window.show_page, MainPage.LIBRARY)
    yield from _rows(watch, page.loader, found, "library", library)
    yield from settle()
    yield from scroll(watch, page.parts.rows, found, "sessions")
    page.parts.view.choose(LibraryView.ANSWERS)
    answers = page.parts.view.chosen.emit
    yield from _rows(watch, page.loader, found, "answers", answers)
    yield from scroll(watch, page.parts.rows, found, "answers")
    yield from _search(watch, page, found)
    yield from _open_takes(watch, found)
    yield from _progress(watch, found)


def _rows(
    watch: Watched, browsing: LibraryLoader, found: Found, name: str, act: Callable[[], object]
) -> Steps:
    """Do something that changes the rows, and time it until they are drawn."""
    arrived: list[bool] = []
    told = browsing.arrived.connect(lambda: arrived.append(True))
    begin = time.perf_counter()
    act()
    yield lambda: bool(arrived)
    yield drawn_or_still(watch)
    found.setdefault(name, []).append(since(begin, watch))
    QObject.disconnect(told)


def _search(watch: Watched, page: LibraryPage, found: Found) -> Steps:
    """Search letter by letter, typing each once the previous result is drawn."""
    for query in _SEARCHES:
        for end in range(1, len(query) + 1):
            type_ = partial(page.parts.search.setText, query[:end])
            yield from _rows(watch, page.loader, found, "search in the window", type_)
    yield from _rows(watch, page.loader, found, "search cleared", page.parts.search.clear)


def _shows(page: TakePage, take: str) -> bool:
    return page.take is not None and page.take.id == take


def _open_takes(watch: Watched, found: Found) -> Steps:
    """Open takes as the library page does."""
    window = watch.window
    library, page = child(window, LibraryPage), child(window, TakePage)
    # The window's own store thread, so that nothing else reads the database meanwhile.
    source = library._data  # noqa: SLF001
    assert isinstance(source, StoredLibrary)
    asked = source._store  # noqa: SLF001
    lines = asked.submit(lambda kept: _some(kept.listing.takes(ALL_TAKES, None, 100_000))).result()
    player = child(page, PlayerBar)
    pages = page.parentWidget()
    assert isinstance(pages, QStackedWidget)
    for line in lines:
        pages.setCurrentWidget(library)
        yield from rest()
        begin = time.perf_counter()
        pages.setCurrentWidget(page)
        page.open(line.session, line.id)
        yield partial(_shows, page, line.id)
        yield drawn_or_still(watch)
        found.setdefault("take shown", []).append(since(begin, watch))
        take = page.take
        if take is not None and take.recording is not None and take.recording.exists():
            yield player.button.isEnabled
            found.setdefault("take ready to play", []).append(1000 * (time.perf_counter() - begin))


def _progress(watch: Watched, found: Found) -> Steps:
    """Open the progress of recent takes, then of all takes."""
    yield from settle()
    begin = time.perf_counter()
    watch.window.show_page(MainPage.PROGRESS)
    page = child(watch.window, ProgressPage)
    yield lambda: not _on_their_way(page)
    yield drawn_or_still(watch)
    found["progress"] = [since(begin, watch)]
    yield from rest()
    page.span.choose(None)
    begin = time.perf_counter()
    page.span.chosen.emit()
    yield lambda: not _on_their_way(page)
    yield drawn_or_still(watch)
    found["progress ever"] = [since(begin, watch)]


def _on_their_way(page: QWidget) -> bool:
    """Return whether a page waits for anything."""
    return any(tasks.waiting for tasks in page.findChildren(BackgroundTasks))


def _some(lines: tuple[TakeListRow, ...]) -> list[TakeListRow]:
    """Return takes with a transcript: the newest, which have sound, and some from further down."""
    heard = [line for line in lines if line.has_transcript]
    half = _OPENED // 2
    return [*heard[:half], *heard[half :: max(1, len(heard) // half)]]
