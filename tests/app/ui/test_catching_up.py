"""Feedback on thousands of takes from before, behind a window that is used meanwhile."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import PurePath
from statistics import median

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from rig.answers import HEARD
from rig.fake_analyst import FakeAnalyst

from mock_interviewer.app.feedback.analysis import AnalysisRequest
from mock_interviewer.app.interview.analyses import REST, Analyses
from mock_interviewer.app.interview.plan import Plan, PlannedQuestion
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store import beginnings, transcripts
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.thread import StoreThread
from mock_interviewer.app.ui.gui_thread import GuiThread

QUESTION = PlannedQuestion("small", "what-is-rag", "What is RAG?", "", "One")
TAKES = 2000
BEAT = 5
"""Milliseconds after which a timer of the window is due again."""
WATCHED = 500
"""Milliseconds."""
POSTS = 3
"""A take is read, analyzed and kept."""
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)


class CheapAnalyst(FakeAnalyst):
    """One that is done at once, on a thread of its own."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self._thread = ThreadPoolExecutor(1)

    def analyse(self, name: str, request: AnalysisRequest) -> None:
        super().analyse(name, request)
        self._thread.submit(self.answer)

    def close(self, timeout: float = 2.0) -> None:
        self._thread.shutdown()
        super().close(timeout)


def _keep_many(library: Library) -> None:
    session = library.create_session(Plan((QUESTION,)))
    with library._access.transaction() as connection:
        for place in range(1, TAKES + 1):
            started = BEGUN + timedelta(minutes=place)
            beginnings.add_take(
                connection,
                f"{session.id}-{place:02}",
                1,
                QUESTION,
                place=place,
                position=1,
                attempt=place,
                started_at=started,
                recording=PurePath("gone.wav"),
            )
            transcripts.add(connection, place, HEARD, started)
        connection.execute("UPDATE takes SET status = 'saved'")


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreThread]:
    store = StoreThread(DataFolder(tmp_path_factory.mktemp("many") / "data"))
    store.start().result(10)
    store.submit(_keep_many).result(20)
    yield store
    store.close()


def test_the_window_is_served_while_thousands_of_cheap_analyses_come_in(
    store: StoreThread, qtbot: QtBot
) -> None:
    gui = GuiThread()
    posted: list[float] = []
    beats: list[float] = []

    def post(work: Callable[[], object]) -> None:
        posted.append(time.monotonic())
        gui.post(work)

    beat = QTimer()
    beat.setInterval(BEAT)
    beat.timeout.connect(lambda: beats.append(time.monotonic()))
    made = Analyses(store, CheapAnalyst, lambda _: None, post, later=gui.later)
    with closing(made) as analyses:
        analyses.catch_up()
        qtbot.waitUntil(lambda: bool(analyses.pending))
        posted.clear()
        beat.start()
        qtbot.wait(WATCHED)
        beat.stop()
        assert analyses.busy
    gui.close()
    takes = (posted[-1] - posted[0]) / REST + 2
    assert len(posted) <= POSTS * takes
    assert median(later - earlier for earlier, later in pairwise(beats)) < 4 * BEAT / 1000


def test_all_takes_from_before_are_analyzed_at_last(store: StoreThread, qtbot: QtBot) -> None:
    gui = GuiThread()
    told: list[str] = []
    made = Analyses(
        store,
        CheapAnalyst,
        lambda _: None,
        gui.post,
        later=lambda _rest, work: gui.later(0.0, work),
    )
    made.on_feedback = lambda take, _: told.append(take)
    with closing(made) as analyses:
        analyses.catch_up()
        qtbot.waitUntil(lambda: len(told) == TAKES, timeout=30_000)
        assert not analyses.busy
    gui.close()
    assert len(set(told)) == TAKES
