"""Answers that were judged before there were grades get theirs, as FSRS itself has it."""

import random
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import fsrs
import pytest
from rig.answers import SILENT, answer

from mock_interviewer.app.background.backfill_grades import backfill_grades
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.database.records import DEMO_STYLE
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.questions.schedule import RELEARNING_DELAY, RecallGrade

END = datetime(2126, 1, 1, tzinfo=UTC)
SOMETIME = 20.0


@dataclass
class Before:
    """Answers to three questions from before there were grades, and what FSRS makes of them."""

    cards: dict[str, fsrs.Card] = field(default_factory=dict)
    grades: dict[str, RecallGrade] = field(default_factory=dict)
    """By take."""
    ungraded: list[str] = field(default_factory=list)
    """Takes that get none."""

    def keep(self, data: DataFolder) -> None:
        now = datetime(2026, 3, 2, 9, tzinfo=UTC)
        chance = random.Random(7)  # noqa: S311 - the same each time
        scheduler = fsrs.Scheduler(
            learning_steps=[RELEARNING_DELAY],
            relearning_steps=[RELEARNING_DELAY],
            enable_fuzzing=False,
        )
        with closing(Library.open(data, clock=lambda: now)) as library:
            for _ in range(45):
                now += timedelta(hours=chance.randint(1, 60))
                name, grade = (
                    chance.choice(("one", "two", "three")),
                    chance.choice(list(RecallGrade)),
                )
                self.grades[answer(library, name, grade)] = grade
                card = self.cards.get(name) or fsrs.Card(due=now)
                self.cards[name], _ = scheduler.review_card(card, fsrs.Rating(grade), now)
                if chance.random() < 0.2:
                    self.ungraded += [
                        answer(library, name, RecallGrade.EASY, style=DEMO_STYLE),
                        answer(library, name, RecallGrade.EASY, follow_up=1),
                        answer(library, name, SILENT),
                    ]
            with library.access.transaction() as connection:
                connection.execute("DELETE FROM reviews")
                connection.execute("DELETE FROM cards")


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def before(data: DataFolder) -> Before:
    made = Before()
    made.keep(data)
    return made


@pytest.fixture
def store(before: Before, data: DataFolder) -> Iterator[StoreThread]:
    store = StoreThread(data)
    store.start().result(SOMETIME)
    yield store
    store.close()


def _made_up(store: StoreThread) -> None:
    done = threading.Event()
    backfill_grades(store, done.set)
    assert done.wait(SOMETIME)


def _grade(library: Library, take: str) -> RecallGrade | None:
    found = library.cards.graded(take)
    return None if found is None else found.grade


def _agree(library: Library, before: Before) -> None:
    assert {take: _grade(library, take) for take in before.grades} == before.grades
    assert {_grade(library, take) for take in before.ungraded} == {None}
    kept = {each.question: each.card for each in library.cards.due(END)}
    assert kept.keys() == before.cards.keys()
    for name, card in before.cards.items():
        mine = kept[name]
        assert (mine.due, mine.reviewed) == (card.due, card.last_review)
        assert (mine.stability, mine.difficulty) == (card.stability, card.difficulty)


def test_each_answer_gets_the_grade_of_its_feedback_in_order(
    store: StoreThread, before: Before
) -> None:
    _made_up(store)
    store.submit(lambda library: _agree(library, before)).result(SOMETIME)


def test_an_interrupted_backfill_is_finished_later(store: StoreThread, before: Before) -> None:
    store.submit(
        lambda library: library.ungraded_takes.grade(library.ungraded_takes.takes()[5:17])
    ).result(SOMETIME)
    _made_up(store)
    store.submit(lambda library: _agree(library, before)).result(SOMETIME)


def test_a_second_backfill_changes_nothing(store: StoreThread) -> None:
    _made_up(store)
    again: list[bool] = []
    backfill_grades(store, lambda: again.append(True))
    assert store.submit(lambda library: library.ungraded_takes.takes()).result(SOMETIME) == ()
    assert store.submit(lambda _: list(again)).result(SOMETIME) == []


def test_a_grade_that_the_person_gives_meanwhile_counts(store: StoreThread, before: Before) -> None:
    take = next(take for take, grade in before.grades.items() if grade is not RecallGrade.EASY)
    found = store.submit(lambda library: library.ungraded_takes.takes()).result(SOMETIME)
    store.submit(lambda library: library.cards.grade(take, RecallGrade.EASY)).result(SOMETIME)
    store.submit(lambda library: library.ungraded_takes.grade(found)).result(SOMETIME)
    assert store.submit(lambda library: _grade(library, take)).result(SOMETIME) is RecallGrade.EASY


def test_other_work_for_the_library_runs_between_batches(store: StoreThread) -> None:
    done, free, left = threading.Event(), threading.Event(), list[int]()

    def look(library: Library) -> None:
        left.append(len(library.ungraded_takes.takes()))

    def ask(library: Library) -> None:
        look(library)
        # By now the first of them wait for their turn, and this comes behind them.
        store.submit(look)

    store.submit(lambda _: free.wait(SOMETIME))
    backfill_grades(store, done.set)
    store.submit(ask)
    free.set()
    assert done.wait(SOMETIME)
    before, between = left
    assert 0 < between < before
