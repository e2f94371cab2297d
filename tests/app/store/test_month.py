"""A month of practice in simulated days, with kills, compared to using FSRS directly."""

import os
import random
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import fsrs

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.library import Library
from mock_interviewer.questions.schedule import RELEARNING_DELAY, RecallGrade

CHILD = Path(__file__).with_name("practicing_child.py")
TESTS = str(CHILD.parents[2])
LAST_DAY = 29
END = datetime(2126, 1, 1, tzinfo=UTC)


@dataclass
class Known:
    """What FSRS itself makes of the answers that were acknowledged."""

    cards: dict[str, fsrs.Card] = field(default_factory=dict)
    takes: dict[str, RecallGrade] = field(default_factory=dict)
    cut_short: set[str] = field(default_factory=set)
    """Takes that a kill left without a grade."""
    day: int = 0
    scheduler: fsrs.Scheduler = field(
        default_factory=lambda: fsrs.Scheduler(
            learning_steps=[RELEARNING_DELAY],
            relearning_steps=[RELEARNING_DELAY],
            enable_fuzzing=False,
        )
    )

    def hear(self, line: str) -> None:
        """Take in a line of the child's; compare what it finds due with what FSRS says."""
        kind, day, *rest = line.split(" ")
        self.day = int(day)
        if kind == "graded":
            take, question, at, grade = rest
            self.graded(take, question, datetime.fromisoformat(at), RecallGrade(int(grade)))
            return
        moment, found = datetime.fromisoformat(rest[0]), set(rest[1].split(",")) - {""}
        assert found == {name for name, card in self.cards.items() if card.due <= moment}

    def graded(self, take: str, question: str, at: datetime, grade: RecallGrade) -> None:
        self.takes[take] = grade
        card = self.cards.get(question) or fsrs.Card(due=at)
        self.cards[question], _ = self.scheduler.review_card(card, fsrs.Rating(grade), at)


def live(data: DataFolder, known: Known, *, lines: int | None) -> None:
    """Let the child go on where it was; kill it after so many lines, or let it come to the end."""
    path = os.pathsep.join([TESTS, *filter(None, [os.environ.get("PYTHONPATH")])])
    with subprocess.Popen(
        [sys.executable, CHILD, data.root, str(known.day)],
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(lines or 0)]
        if lines is not None:
            child.send_signal(signal.SIGKILL)
        said += child.stdout.read().splitlines(keepends=True)
    assert child.returncode == (0 if lines is None else -signal.SIGKILL)
    for line in said:
        if line.endswith("\n"):
            known.hear(line.rstrip("\n"))


def compare(data: DataFolder, known: Known) -> None:
    """Find every acknowledged grade and interval; take in the answer that a kill cut short."""
    with Library.open(data) as library:
        for acknowledged, grade in known.takes.items():
            found = library.cards.graded(acknowledged)
            assert found is not None
            assert found.grade is grade
        kept = [take for session in library.sessions() for take in library.takes(session.id)]
        cut_short = [
            take for take in kept if take.id not in known.takes and take.id not in known.cut_short
        ]
        assert len(cut_short) <= 1
        for take in cut_short:
            found = library.cards.graded(take.id)
            # Either it has no feedback yet, or it has all that follows from that.
            if found is None or found.grade is None:
                known.cut_short.add(take.id)
            else:
                known.graded(take.id, take.question, take.started_at, found.grade)
        due = {card.question: card.card for card in library.cards.due(END)}
        assert due.keys() == known.cards.keys()
        for question, card in known.cards.items():
            mine = due[question]
            assert (mine.due, mine.reviewed) == (card.due, card.last_review)
            assert (mine.stability, mine.difficulty) == (card.stability, card.difficulty)
            assert mine.due - mine.reviewed >= RELEARNING_DELAY
        assert sum(library.cards.load(END - timedelta(days=1))) == len(due)


def test_a_month_of_practice_agrees_with_fsrs_and_survives_kills_in_the_middle_of_days(
    data: DataFolder,
) -> None:
    known, chance = Known(), random.Random(7)  # noqa: S311 - the same each time
    for _ in range(3):
        live(data, known, lines=chance.randint(5, 25))
        compare(data, known)
    live(data, known, lines=None)
    compare(data, known)
    assert known.day == LAST_DAY
    assert len(known.takes) > len(known.cards) > 10
