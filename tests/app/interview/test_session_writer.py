"""What a session has written down is written, also where the disk or another program refuses it."""

import queue
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rig.small_disk import small_disk

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.session_events import SessionEvent
from mock_interviewer.app.interview.session_writer import SessionWriter
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.store.database.records import TakeRecord, TakeStatus
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread

SOON = 20.0
QUESTION = PlannedQuestion("llm", "q", "What is it?", "What is it?", "Things")
LOCKING = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.readline()
database.execute("ROLLBACK")
"""


@dataclass
class Session:
    """A session whose events are waited for on the thread of the test."""

    store: StoreThread
    posted: "queue.SimpleQueue[Callable[[], object]]" = field(default_factory=queue.SimpleQueue)
    told: list[SessionEvent] = field(default_factory=list)
    id: str | None = None

    def __post_init__(self) -> None:
        plan = Plan((QUESTION,))
        self._books = SessionWriter(
            plan, self.store, post=self.posted.put, on_event=self.told.append
        )
        opened = self.ask(ef.OpenSession())
        assert isinstance(opened, ev.SessionOpened)
        self.id = opened.session

    def ask(self, effect: ef.SessionEffect) -> SessionEvent:
        """Carry out an effect and return the event that tells of it."""
        told = len(self.told)
        self._books.carry_out(effect, self.id)
        while len(self.told) == told:
            self.posted.get(timeout=SOON)()
        return self.told[-1]

    def begin_take(self) -> str:
        """Begin a take; returns its id."""
        created = self.ask(ef.CreateTake(QUESTION, 1, 1))
        assert isinstance(created, ev.TakeCreated)
        return created.take

    def carry_out(self, *effects: ef.SessionEffect) -> None:
        """Carry out effects that nothing is told of."""
        for effect in effects:
            self._books.carry_out(effect, self.id)

    def kept(self) -> list[str]:
        """Return the sessions that are kept, by their folders too."""
        kept = self.store.submit(lambda library: library.sessions()).result(SOON)
        folders = self.store.submit(lambda library: library.data.sessions).result(SOON)
        assert {path.name for path in folders.iterdir()} == {session.id for session in kept}
        return [session.id for session in kept]

    def takes(self) -> list[TakeRecord]:
        """Return what is kept."""
        return self.store.submit(lambda library: library.takes(self.id or "")).result(SOON)


def test_an_answer_that_a_full_disk_refuses_is_kept_once_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        store = StoreThread(DataFolder(tmp_path / "data"))
        store.start().result(SOON)
        session = Session(store)
        take = session.begin_take()
        disk.fill()
        # The log has room for some changes before it must grow.
        for attempt in range(50):
            saved = session.ask(ef.SaveTake(take, 4.5 + attempt, ()))
            assert isinstance(saved, ev.TakeSaved)
            problem = saved.problem
            if problem:
                break
        assert "is full" in problem
        assert "is on disk" in problem
        disk.make_room()
        session.begin_take()
        assert [(kept.id, kept.status) for kept in session.takes()] == [
            (take, TakeStatus.SAVED),
            (f"{session.id}-02", TakeStatus.OPEN),
        ]
        assert session.takes()[0].duration == 4.5 + attempt
        store.close()


def test_an_answer_is_kept_after_another_process_had_the_database_locked(
    store: StoreThread, tmp_path: Path
) -> None:
    session = Session(store)
    take = session.begin_take()
    store.submit(_be_impatient).result(SOON)
    database = tmp_path / "data" / "library.sqlite3"
    with subprocess.Popen(
        [sys.executable, "-c", LOCKING, database],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        saved = session.ask(ef.SaveTake(take, 4.5, ()))
        assert isinstance(saved, ev.TakeSaved)
        assert "locked" in saved.problem
        other.communicate("go on\n", timeout=SOON)
    session.begin_take()
    assert [kept.status for kept in session.takes()] == [TakeStatus.SAVED, TakeStatus.OPEN]


def _be_impatient(library: Library) -> None:
    connection: sqlite3.Connection = library.access.connection
    connection.execute("PRAGMA busy_timeout = 20")


def test_a_question_that_was_not_asked_leaves_nothing_and_its_session_goes_with_it(
    store: StoreThread,
) -> None:
    session = Session(store)
    take = session.begin_take()
    session.carry_out(ef.WithdrawTake(take), ef.CloseSession())
    assert session.kept() == []


def test_a_session_that_ended_before_its_take_was_told_of_goes_too(store: StoreThread) -> None:
    session = Session(store)
    take = session.begin_take()
    session.carry_out(ef.CloseSession(), ef.WithdrawTake(take))
    assert session.kept() == []


def test_a_question_that_was_not_asked_leaves_those_before_it(store: StoreThread) -> None:
    session = Session(store)
    first = session.begin_take()
    session.ask(ef.SaveTake(first, 3.0, ()))
    session.carry_out(ef.WithdrawTake(session.begin_take()), ef.CloseSession())
    assert [take.id for take in session.takes()] == [first]
    assert session.kept() == [session.id]
