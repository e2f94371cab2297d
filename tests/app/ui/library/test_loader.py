import json
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot
from rig.held_thread import HeldThread
from rig.kept_takes import feedback_of, keep, new_session, question, transcript_of
from rig.stored_library import Stored
from screenshot_data import EVENING, SampleLibrary

from mock_interviewer.app.store.database.records import SKIPPED_BY_PERSON
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.search.list_rows import TakeFilter, TakeListRow
from mock_interviewer.app.text.dates_in_words import local_now
from mock_interviewer.app.ui.library import loader
from mock_interviewer.app.ui.library.list_models import AnswerListModel
from mock_interviewer.app.ui.library.loader import LibraryLoader, LibraryQuery, LibraryView
from mock_interviewer.app.ui.shared.library_rows import SessionRow, TakeRow
from mock_interviewer.app.ui.shared.library_source import StoredLibrary

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
def browse(source: StoredLibrary, monkeypatch: pytest.MonkeyPatch) -> LibraryLoader:
    monkeypatch.setattr(loader, "PAGE_SIZE", 2)
    return LibraryLoader(source, _now)


def _now() -> datetime:
    return local_now()


@pytest.fixture
def takes(stored: Stored) -> list[str]:
    def fill(library: Library) -> list[str]:
        session = new_session(library)
        return [
            keep(library, session, said, asked=question("q", text=f"Why {said}?")) for said in SAID
        ]

    return stored.store.submit(fill).result(30)


def _shown(browse: LibraryLoader) -> list[str]:
    rows = (browse.answers.row(browse.answers.index(at)) for at in range(browse.answers.rowCount()))
    return [row.line.id for row in rows if isinstance(row, TakeRow)]


def _answers(text: str = "", wanted: TakeFilter | None = None) -> LibraryQuery:
    return LibraryQuery(LibraryView.ANSWERS, wanted or TakeFilter(), text)


def test_rows_are_read_a_page_at_a_time_on_request(
    qtbot: QtBot, browse: LibraryLoader, takes: list[str]
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
    qtbot: QtBot, browse: LibraryLoader, stored: Stored
) -> None:
    def fill(library: Library) -> list[str]:
        return [new_session(library) for _ in range(3)]

    ids = stored.store.submit(fill).result(30)
    with qtbot.waitSignal(browse.arrived):
        browse.show(LibraryQuery())
    assert [record.id for record in browse.sessions.sessions()] == ids[:0:-1]
    browse.sessions.fetchMore(ROOT)
    qtbot.waitUntil(lambda: browse.sessions.rowCount() == 3)
    assert [record.id for record in browse.sessions.sessions()] == ids[::-1]


def test_more_hits_follow_without_duplicates(
    qtbot: QtBot, browse: LibraryLoader, takes: list[str]
) -> None:
    with qtbot.waitSignal(browse.arrived):
        browse.show(_answers("alpha"))
    assert len(_shown(browse)) == 2
    browse.answers.fetchMore(ROOT)
    qtbot.waitUntil(lambda: browse.answers.rowCount() == 3)
    assert sorted(_shown(browse)) == sorted([takes[0], takes[3], takes[4]])
    assert not browse.answers.canFetchMore(ROOT)


def test_late_results_of_an_earlier_search_are_never_shown(
    qtbot: QtBot, browse: LibraryLoader, thread: HeldThread, takes: list[str]
) -> None:
    thread.holds = True
    browse.show(_answers("alpha"))
    earlier = thread.asked.pop()
    earlier[1].set_running_or_notify_cancel()  # the store has begun: it cannot be given up
    browse.show(_answers("beta"))
    with qtbot.waitSignal(browse.arrived):
        thread.answer()
    assert _shown(browse) == [takes[1], takes[0]]
    with qtbot.assertNotEmitted(browse.arrived):
        thread.answer_given_up(*earlier)
        qtbot.wait(1)
    assert _shown(browse) == [takes[1], takes[0]]


def test_a_replaced_search_is_not_run(browse: LibraryLoader, thread: HeldThread) -> None:
    thread.holds = True
    for typed in ("a", "al", "alp"):
        browse.show(_answers(typed))
    assert [future.cancelled() for _, future in thread.asked] == [True, True, False]


def test_more_rows_of_an_earlier_query_are_dropped(
    qtbot: QtBot, browse: LibraryLoader, thread: HeldThread, takes: list[str]
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


def test_rows_that_could_not_be_read_are_requested_again(
    qtbot: QtBot, browse: LibraryLoader, stored: Stored, takes: list[str]
) -> None:
    with qtbot.waitSignal(browse.arrived):
        browse.show(_answers())
    assert stored.store.close(30.0)
    with qtbot.waitSignal(browse.failed):
        browse.answers.fetchMore(ROOT)
    assert browse.answers.canFetchMore(ROOT)


def test_a_refresh_reads_as_many_rows_as_before(
    qtbot: QtBot, browse: LibraryLoader, takes: list[str]
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
        (LibraryQuery(), "1 session · 5 answers"),
        (_answers(), "5 answers"),
        (_answers(wanted=TakeFilter(starred=True)), "0 of 5 answers"),
        (_answers("alpha"), "3 answers"),
    ],
)
def test_the_number_of_rows_is_reported(
    qtbot: QtBot, browse: LibraryLoader, takes: list[str], look: LibraryQuery, told: str
) -> None:
    with qtbot.waitSignal(browse.count_changed) as said:
        browse.show(look)
    assert said.args == [told]


def test_a_refresh_of_a_very_long_list_is_not_a_full_read(
    qtbot: QtBot, browse: LibraryLoader, takes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with qtbot.waitSignal(browse.arrived):
        browse.show(_answers())
    browse.answers.fetchMore(ROOT)
    qtbot.waitUntil(lambda: browse.answers.rowCount() == 4)
    monkeypatch.setattr(loader, "MAX_ROWS_REREAD", 3)
    with qtbot.assertNotEmitted(browse.answers.modelReset), qtbot.waitSignal(browse.count_changed):
        browse.refresh()
    assert _shown(browse) == takes[:0:-1]


def _many(library: Library, count: int) -> list[str]:
    """Keep many takes at once, the newest first."""
    keep(library, new_session(library), asked=question("q", text="Why?"))
    with library.access.transaction() as connection:
        connection.execute(
            "INSERT INTO takes (id, session, bank, question, text, section, place, position,"
            " attempt, status, started_at, duration) SELECT 'take-' || value, session, bank,"
            " question, text, section, value, position, attempt, status, started_at, duration"
            " FROM json_each(?) CROSS JOIN takes WHERE number = 1",
            (json.dumps([*range(2, count + 1)]),),
        )
    rows = library.access.rows("SELECT id FROM takes ORDER BY number DESC")
    return [ident for (ident,) in rows]


@pytest.fixture
def read(source: StoredLibrary, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many lines each reading gave."""
    counts: list[int] = []
    answers = source.answers

    def counted(*asked: Any) -> Future[tuple[TakeListRow, ...]]:
        reading = answers(*asked)
        reading.add_done_callback(lambda done: counts.append(len(done.result())))
        return reading

    monkeypatch.setattr(source, "answers", counted)
    return counts


def test_a_refresh_of_thousands_of_rows_reads_only_those_in_view(
    qtbot: QtBot,
    browse: LibraryLoader,
    stored: Stored,
    read: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    takes = stored.store.submit(lambda library: _many(library, 5000)).result(20)
    monkeypatch.setattr(loader, "PAGE_SIZE", 5000)
    with qtbot.waitSignal(browse.arrived):
        browse.show(_answers())
    browse.set_visible_rows(2990, 3010)
    read.clear()

    def change(library: Library) -> str:
        library.marks.set(takes[3000], starred=True)
        library.trash.discard_take(takes[3005])
        return keep(library, library.take(takes[0]).session, asked=question("q", text="Since?"))

    new = stored.store.submit(change).result(30)
    with qtbot.waitSignal(browse.arrived):
        browse.refresh()
    row = browse.answers.row(browse.answers.index_of_take(takes[3000]))
    assert isinstance(row, TakeRow)
    assert row.line.starred
    assert _shown(browse) == [take for take in takes if take != takes[3005]]
    assert sum(read) <= 150
    browse.set_visible_rows(0, 10)
    qtbot.waitUntil(lambda: _shown(browse)[0] == new)
    assert sum(read) <= 250
    with qtbot.assertNotEmitted(browse.answers.modelReset):
        browse.set_visible_rows(5, 15)
        qtbot.wait(1)
    assert sum(read) <= 250


@pytest.fixture
def long(browse: LibraryLoader, monkeypatch: pytest.MonkeyPatch) -> LibraryLoader:
    """Take more than three rows for very long."""
    monkeypatch.setattr(loader, "MAX_ROWS_REREAD", 3)
    monkeypatch.setattr(loader, "PAGE_SIZE", 10)
    return browse


def test_an_edit_during_a_refresh_is_kept(
    qtbot: QtBot, long: LibraryLoader, thread: HeldThread, stored: Stored, takes: list[str]
) -> None:
    with qtbot.waitSignal(long.arrived):
        long.show(_answers())
    long.set_visible_rows(0, 4)
    thread.holds = True
    long.refresh()
    stale, future = thread.asked.pop(0)
    future.set_running_or_notify_cancel()
    before = stored.store.submit(stale).result(30)
    stored.store.submit(lambda library: library.trash.discard_take(takes[2])).result(30)
    long.answers.remove_take(takes[2])
    future.set_result(before)
    qtbot.waitUntil(lambda: len(thread.asked) == 2)
    assert takes[2] not in _shown(long)
    with qtbot.waitSignal(long.arrived):
        thread.answer(1)
    assert _shown(long) == [takes[4], takes[3], takes[1], takes[0]]


@pytest.mark.parametrize("text", ["", "alpha"])
def test_an_analyzed_answer_is_updated_in_place_without_other_reads(
    qtbot: QtBot,
    browse: LibraryLoader,
    stored: Stored,
    read: list[int],
    takes: list[str],
    text: str,
) -> None:
    with qtbot.waitSignal(browse.arrived):
        browse.show(_answers(text))
    shown, changed = _shown(browse), _shown(browse)[1]
    read.clear()

    def judge(library: Library) -> None:
        transcript = library.take(changed).transcript
        assert transcript is not None
        assert library.save_feedback(changed, transcript, feedback_of(1))

    stored.store.submit(judge).result(30)
    with qtbot.waitSignal(browse.answers.dataChanged):
        browse.take_changed(changed)
    row = browse.answers.row(browse.answers.index(1))
    assert isinstance(row, TakeRow)
    assert (row.line.id, row.points) == (changed, "1 of 2")
    assert _shown(browse) == shown
    assert read == [1]


def test_a_transcribed_answer_shows_its_text_under_its_session(
    qtbot: QtBot, browse: LibraryLoader, stored: Stored
) -> None:
    session = stored.store.submit(new_session).result(30)
    take = stored.store.submit(lambda library: keep(library, session)).result(30)
    with qtbot.waitSignal(browse.arrived):
        browse.show(LibraryQuery())
    with qtbot.waitSignal(browse.session_opened):
        browse.read_takes(session)
    heard = transcript_of("So it is")
    stored.store.submit(lambda library: library.save_transcript(take, heard)).result(30)
    with qtbot.waitSignal(browse.session_opened):
        browse.take_changed(take)
    row = browse.sessions.row(browse.sessions.index_of_take(take))
    assert isinstance(row, TakeRow)
    assert row.detail == "So it is"


def test_an_answer_without_speech_becomes_skipped_in_its_row_and_session(
    qtbot: QtBot, browse: LibraryLoader, stored: Stored
) -> None:
    session = stored.store.submit(new_session).result(10)
    take = stored.store.submit(
        lambda library: keep(library, session, flags=(SKIPPED_BY_PERSON,))
    ).result(10)
    with qtbot.waitSignal(browse.arrived):
        browse.show(LibraryQuery())
    with qtbot.waitSignal(browse.session_opened):
        browse.read_takes(session)
    silence = transcript_of("")
    stored.store.submit(lambda library: library.save_transcript(take, silence)).result(10)
    with qtbot.waitSignal(browse.session_opened):
        browse.take_changed(take)
    row = browse.sessions.row(browse.sessions.index_of_take(take))
    above = browse.sessions.row(browse.sessions.index_of(session))
    assert isinstance(row, TakeRow)
    assert isinstance(above, SessionRow)
    assert (row.detail, row.length) == ("Skipped", "")
    assert above.detail == "Practice · 0 of 1 question"


@pytest.fixture
def opened(qtbot: QtBot, browse: LibraryLoader, stored: Stored) -> tuple[str, list[str]]:
    """Show a session with its two takes; return their ids."""
    session = stored.store.submit(new_session).result(30)
    takes = [
        stored.store.submit(lambda library: keep(library, session)).result(30) for _ in range(2)
    ]
    with qtbot.waitSignal(browse.arrived):
        browse.show(LibraryQuery())
    with qtbot.waitSignal(browse.session_opened):
        browse.read_takes(session)
    return session, takes


def test_a_take_deleted_during_a_refresh_stays_deleted(
    qtbot: QtBot, browse: LibraryLoader, thread: HeldThread, opened: tuple[str, list[str]]
) -> None:
    session, takes = opened
    thread.holds = True
    browse.take_changed(takes[0])
    thread.answer()
    qtbot.waitUntil(lambda: len(thread.asked) == 1)
    thread.answer()
    browse.sessions.remove_take(takes[1])
    with qtbot.waitSignal(browse.session_opened):
        thread.holds = False
        thread.submit(lambda library: library.trash.discard_take(takes[1])).result(30)
    assert browse.sessions.rowCount() == 2
    assert not browse.sessions.index_of(session, takes[1]).isValid()


def test_a_session_collapsed_during_a_refresh_stays_collapsed(
    qtbot: QtBot, browse: LibraryLoader, thread: HeldThread, opened: tuple[str, list[str]]
) -> None:
    session, takes = opened
    thread.holds = True
    browse.take_changed(takes[0])
    thread.answer()
    qtbot.waitUntil(lambda: len(thread.asked) == 1)
    browse.sessions.close_session(session)
    thread.answer()
    with qtbot.waitSignal(browse.count_changed):
        thread.holds = False
        browse.count()
    assert browse.sessions.opened() == ()


def test_sessions_are_updated_and_stay_expanded(
    qtbot: QtBot, long: LibraryLoader, stored: Stored
) -> None:
    ids = stored.store.submit(lambda library: [new_session(library) for _ in range(5)]).result(30)
    take = stored.store.submit(lambda library: keep(library, ids[2])).result(30)
    with qtbot.waitSignal(long.arrived):
        long.show(LibraryQuery())
    with qtbot.waitSignal(long.session_opened):
        long.read_takes(ids[2])
    long.set_visible_rows(0, 5)

    def change(library: Library) -> str:
        library.marks.rename_session(ids[0], "The first")
        library.trash.discard_session(ids[1])
        return new_session(library)

    new = stored.store.submit(change).result(30)
    with qtbot.waitSignal(long.arrived):
        long.refresh()
    shown = long.sessions.sessions()
    assert [record.id for record in shown] == [new, ids[4], ids[3], ids[2], ids[0]]
    assert shown[-1].name == "The first"
    assert long.sessions.index_of(ids[2], take).row() == 4


@given(
    before=st.sets(st.integers(1, 12)),
    since=st.sets(st.integers(1, 15)),
    ends=st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted),
)
def test_replacing_a_range_updates_it_and_keeps_other_rows(
    before: set[int], since: set[int], ends: list[int]
) -> None:
    model = AnswerListModel()
    model.set_lines(_lines(before), EVENING, more=False)
    stretch = model.row_range(*ends)
    inside = {
        number
        for number in since
        if (stretch.before is None or number < stretch.before)
        and (stretch.oldest is None or number >= stretch.oldest)
    }
    model.replace_range(stretch, _lines(inside), EVENING)
    assert model.numbers() == (before - stretch.numbers) | inside
    rows = [model.row(model.index(at)) for at in range(model.rowCount())]
    numbers = [row.line.number for row in rows if isinstance(row, TakeRow)]
    assert numbers == sorted(numbers, reverse=True)


def _lines(numbers: set[int]) -> list[TakeListRow]:
    line, *_ = SampleLibrary(1).answers(TakeFilter(), None, 1).result()
    return [
        replace(line, number=number, id=str(number)) for number in sorted(numbers, reverse=True)
    ]
