"""Feedback on thousands of takes from before, behind a window that is used meanwhile."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot
from rig.answers import HEARD
from rig.fake_analyst import FakeAnalyst
from rig.patient_bot import PATIENCE

from mock_interviewer.app.background.analysis import REST, AnalysisService
from mock_interviewer.app.callback_types import Cancel
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.feedback.worker.analysis import AnalysisRequest
from mock_interviewer.app.feedback.worker.client import AnalysisEvent
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.store.takes import inserts, transcripts
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread

QUESTION = PlannedQuestion("small", "what-is-rag", "What is RAG?", "", "One")
TAKES = 2000
POSTS = 3
"""A take is read, analyzed and kept."""
Rest = tuple[float, Callable[[], None]]
"""Seconds, and what is done after them."""
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)


class CheapAnalyst(FakeAnalyst):
    """One that is done at once, on a thread of its own."""

    def __init__(self, *, listener: Callable[[AnalysisEvent], None]) -> None:
        super().__init__(listener=listener)
        self._thread = ThreadPoolExecutor(1)

    def analyze(self, name: str, request: AnalysisRequest) -> None:
        super().analyze(name, request)
        self._thread.submit(self.answer)

    def close(self, timeout: float = 2.0) -> None:
        self._thread.shutdown()
        super().close(timeout)


def _keep_many(library: Library) -> None:
    session = library.create_session(Plan((QUESTION,)))
    with library.access.transaction() as connection:
        for place in range(1, TAKES + 1):
            started = BEGUN + timedelta(minutes=place)
            inserts.add_take(
                connection,
                (session.id, 1),
                QUESTION,
                place=place,
                position=1,
                attempt=place,
                started_at=started,
            )
            transcripts.add(connection, place, HEARD, started)
        connection.execute("UPDATE takes SET status = 'saved'")


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreThread]:
    store = StoreThread(DataFolder(tmp_path_factory.mktemp("many") / "data"))
    store.start().result(30)
    store.submit(_keep_many).result(20)
    yield store
    store.close()


def test_after_each_take_from_before_the_window_has_its_time(
    store: StoreThread, qtbot: QtBot
) -> None:
    gui, rests, posted, told = GuiThread(), list[Rest](), list[bool](), list[str]()

    def post(work: Callable[[], object]) -> None:
        posted.append(True)
        gui.post(work)

    def later(seconds: float, work: Callable[[], None]) -> Cancel:
        rests.append((seconds, work))
        return rests.clear

    made = AnalysisService(store, CheapAnalyst, lambda _: None, post, later=later)
    made.on_feedback = lambda take, _: told.append(take)
    with closing(made) as analyses:
        analyses.catch_up()
        for done in range(3):
            qtbot.waitUntil(lambda: bool(rests))
            [(seconds, go_on)] = rests
            assert (seconds, len(told), analyses.pending) == (REST, done, frozenset())
            assert len(posted) <= 1 + POSTS * done
            assert analyses.busy
            rests.clear()
            go_on()
    gui.close()


def test_all_takes_from_before_are_analyzed_at_last(store: StoreThread, qtbot: QtBot) -> None:
    gui = GuiThread()
    told: list[str] = []
    made = AnalysisService(
        store,
        CheapAnalyst,
        lambda _: None,
        gui.post,
        later=lambda _rest, work: gui.later(0.0, work),
    )
    made.on_feedback = lambda take, _: told.append(take)
    with closing(made) as analyses:
        analyses.catch_up()
        qtbot.waitUntil(lambda: len(told) == TAKES, timeout=10 * PATIENCE)
        assert not analyses.busy
    gui.close()
    assert len(set(told)) == TAKES
