"""A program to be killed: practices for a month of simulated days, and prints each acknowledgment.

Usage: practicing_child.py DATA_FOLDER FIRST_DAY
Each morning, and on some evenings, it answers what is due and two new questions. It prints
"due DAY MOMENT QUESTION,…" before, and "graded DAY TAKE QUESTION MOMENT GRADE" after each answer.
"""

import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rig.answers import answer

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.library import Library
from mock_interviewer.questions.schedule import RecallGrade

DAYS = 30
QUESTIONS = tuple(f"question-{number:02}" for number in range(14))
FIRST_MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)
A_DAY = 2


def acknowledge(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


class Days:
    """The time of day, which the practice moves on."""

    def __init__(self) -> None:
        self.now = FIRST_MORNING

    def __call__(self) -> datetime:
        return self.now


def sit(library: Library, days: Days, day: int, chance: random.Random, *, new: int) -> None:
    due = [card.question for card in library.cards.due(days.now)]
    acknowledge("due", day, days.now.isoformat(), ",".join(due))
    unanswered = library.cards.unanswered(("b", name) for name in QUESTIONS)
    for name in (*due, *(name for _bank, name in unanswered[:new])):
        days.now += timedelta(minutes=3)
        grade = chance.choice(
            (
                RecallGrade.AGAIN,
                RecallGrade.HARD,
                RecallGrade.GOOD,
                RecallGrade.GOOD,
                RecallGrade.EASY,
            )
        )
        take = answer(library, name, grade)
        if chance.random() < 0.3:
            grade = library.cards.grade(take, chance.choice(tuple(RecallGrade))).grade or grade
        acknowledge("graded", day, take, name, library.take(take).started_at.isoformat(), grade)


def practise(data: DataFolder, first: int) -> None:
    days = Days()
    with Library.open(data, clock=days) as library:
        for day in range(first, DAYS):
            chance = random.Random(day)  # noqa: S311 - the same each time
            days.now = FIRST_MORNING + timedelta(days=day)
            if library.sessions():
                # After a kill the same day goes on.
                days.now = max(days.now, library.sessions()[0].started_at)
            sit(library, days, day, chance, new=A_DAY)
            if chance.random() < 0.4:
                days.now += timedelta(hours=9)
                sit(library, days, day, chance, new=0)


if __name__ == "__main__":
    practise(DataFolder(Path(sys.argv[1])), int(sys.argv[2]))
