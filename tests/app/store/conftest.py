from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mock_interviewer.app.interview.plan import Mode, Plan, PlannedQuestion
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.recognition.transcript import Segment, Transcript, Word


def _question(number: int) -> PlannedQuestion:
    return PlannedQuestion(
        bank="llm",
        id=f"question-{number}",
        text=f"What is number {number}?",
        spoken=f"What is number {number}?",
        section="Numbers",
    )


@pytest.fixture
def plan() -> Plan:
    questions = tuple(_question(number) for number in (1, 2, 3))
    return Plan(questions, mode=Mode.EXAM, think_time=5.0, answer_limit=60.0, seed=7)


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def library(data: DataFolder) -> Iterator[Library]:
    with Library.open(data) as opened:
        yield opened


@pytest.fixture
def heard() -> Callable[[str], Transcript]:
    def build(text: str, model: str = "base") -> Transcript:
        words = tuple(
            Word(word, float(place), place + 0.5, 0.9) for place, word in enumerate(text.split())
        )
        segment = Segment(text, 0.0, float(len(words)), words)
        return Transcript((segment,), duration=float(len(words)), model=model)

    return build
