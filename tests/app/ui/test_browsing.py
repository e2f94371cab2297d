from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot
from rig.held_thread import HeldThread
from rig.kept_takes import keep, new_session, question
from rig.stored_library import Stored

from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.lines import Filter
from mock_interviewer.app.ui import browsing
from mock_interviewer.app.ui.browsing import Browsing, Look, View
from mock_interviewer.app.ui.library_rows import TakeRow
from mock_interviewer.app.ui.library_source import StoredLibrary
from mock_interviewer.app.ui.phrases import local_now

SAID = ("alpha beta", "beta gamma", "gamma delta", "alpha delta", "alpha gamma")
ROOT = QModelIndex()


@pytest.fixture
def thread(stored: Stored) -> HeldThread:
    return HeldThread(stored.store)


@pytest.fixture
def source(thread: HeldThread) -> Iterator[StoredLibrary]:
    source = StoredLibrary(thread)
    yield source
    source.close()


@pytest.fixture
def browse(source: StoredLibrary, monkeypatch: pytest.MonkeyPatch) -> Browsing:
    monkeypatch.setattr(browsing, "PAGE", 2)
    return Browsing(source, _now)


def _now() -> datetime:
    return local_now()


@pytest.fixture
def takes(stored: Stored) -> list[str]:
    def fill(library: Library) -> list[str]:
        session = new_session(library)
        return [
            keep(library, session, said, asked=question("q", text=f"Why {said}?")) for said in SAID
        ]

    return stored.store.submit(fill).result(10)


def _shown(browse: Browsing) -> list[str]:
    rows = (browse.answers.row(browse.answers.index(at)) for at in range(browse.answers.rowCount()))
    return [row.line.id for row in rows if isinstance(row, TakeRow)]


def _answers(text: str = "", wanted: Filter | None = None) -> Look:
    return Look(View.ANSWERS, wanted or Filter(), text)


def test_only_a_page_of_rows_is_read_and_the_next_when_it_is_asked_for(
    qtbot: QtBot, browse: Browsing, takes: list[str]
) -> None:
    with qtbot.waitSignal(browse.arrived):
        browse.show(_answers())
    assert _shown(browse) == takes[:2:-1]
    browse.answers.fetchMore(ROOT)
    qtbot.waitUntil(lambda: browse.answers.rowCount() == 4)
    assert _shown(browse) == takes[:0:-1]
    browse.answers.fetchMore(ROOT)
    qtbot.waitUntil(lambda: browse.answers.rowCount() == 5)
    assert not browse.answers.canFetchMore(ROOT)


def test_sessions_too_are_read_a_page_at_a_time(
    qtbot: QtBot, browse: Browsing, stored: Stored
) -> None:
    def fill(library: Library) -> list[str]:
        return [new_session(library) for _ in range(3)]

    ids = stored.store.submit(fill).result(10)
    with qtbot.waitSignal(browse.arrived):
        browse.show(Look())
    assert [record.id for record in browse.sessions.sessions()] == ids[:0:-1]
    browse.sessions.fetchMore(ROOT)
    qtbot.waitUntil(lambda: browse.sessions.rowCount() == 3)
    assert [record.id for record in browse.sessions.sessions()] == ids[::-1]


def test_more_of_what_was_found_follows_without_a_row_twice(
    qtbot: QtBot, browse: Browsing, takes: list[str]
) -> None:
    with qtbot.waitSignal(browse.arrived):
        browse.show(_answers("alpha"))
    assert len(_shown(browse)) == 2
    browse.answers.fetchMore(ROOT)
    qtbot.waitUntil(lambda: browse.answers.rowCount() == 3)
    assert sorted(_shown(browse)) == sorted([takes[0], takes[3], takes[4]])
    assert not browse.answers.canFetchMore(ROOT)


def test_the_late_answer_of_an_earlier_search_is_never_shown(
    qtbot: QtBot, browse: Browsing, thread: HeldThread, takes: list[str]
) -> None:
    thread.holds = True
    browse.show(_answers("alpha"))
    earlier = thread.asked.pop()
    earlier[1].set_running_or_notify_cancel()  # the store has begun: it cannot be given up
    browse.show(_answers("beta"))
    with qtbot.waitSignal(browse.arrived):
        thread.answer()
    assert _shown(browse) == [takes[1], takes[0]]
    thread.asked.append(earlier)
    work, future = thread.asked.pop()
    with qtbot.assertNotEmitted(browse.arrived):
        future.set_result(thread._store.submit(work).result(10))
        qtbot.wait(1)
    assert _shown(browse) == [takes[1], takes[0]]


def test_a_search_that_was_typed_over_is_not_made(browse: Browsing, thread: HeldThread) -> None:
    thread.holds = True
    for typed in ("a", "al", "alp"):
        browse.show(_answers(typed))
    assert [future.cancelled() for _, future in thread.asked] == [True, True, False]


def test_further_rows_of_what_is_no_longer_looked_at_are_dropped(
    qtbot: QtBot, browse: Browsing, thread: HeldThread, takes: list[str]
) -> None:
    with qtbot.waitSignal(browse.arrived):
        browse.show(_answers())
    thread.holds = True
    browse.answers.fetchMore(ROOT)
    thread.holds = False
    with qtbot.waitSignal(browse.arrived):
        browse.show(_answers("beta"))
    thread.answer()
    qtbot.wait(1)
    assert _shown(browse) == [takes[1], takes[0]]


def test_rows_that_could_not_be_read_are_asked_for_again(
    qtbot: QtBot, browse: Browsing, stored: Stored, takes: list[str]
) -> None:
    with qtbot.waitSignal(browse.arrived):
        browse.show(_answers())
    assert stored.store.close()
    with qtbot.waitSignal(browse.refused):
        browse.answers.fetchMore(ROOT)
    assert browse.answers.canFetchMore(ROOT)


def test_reading_again_reads_as_much_as_was_read(
    qtbot: QtBot, browse: Browsing, takes: list[str]
) -> None:
    with qtbot.waitSignal(browse.arrived):
        browse.show(_answers())
    browse.answers.fetchMore(ROOT)
    qtbot.waitUntil(lambda: browse.answers.rowCount() == 4)
    with qtbot.waitSignal(browse.arrived):
        browse.refresh()
    assert browse.answers.rowCount() == 4


@pytest.mark.parametrize(
    ("look", "told"),
    [
        (Look(), "1 session · 5 takes"),
        (_answers(), "5 takes"),
        (_answers(wanted=Filter(starred=True)), "0 of 5 takes"),
        (_answers("alpha"), "3 takes"),
    ],
)
def test_how_much_there_is_is_told(
    qtbot: QtBot, browse: Browsing, takes: list[str], look: Look, told: str
) -> None:
    with qtbot.waitSignal(browse.told) as said:
        browse.show(look)
    assert said.args == [told]


def test_what_is_very_long_is_not_read_again_whole(
    qtbot: QtBot, browse: Browsing, takes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with qtbot.waitSignal(browse.arrived):
        browse.show(_answers())
    browse.answers.fetchMore(ROOT)
    qtbot.waitUntil(lambda: browse.answers.rowCount() == 4)
    monkeypatch.setattr(browsing, "MOST_AGAIN", 3)
    with qtbot.assertNotEmitted(browse.answers.modelReset), qtbot.waitSignal(browse.told):
        browse.refresh()
    assert _shown(browse) == takes[:0:-1]
