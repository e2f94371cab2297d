from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion, SessionMode
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)


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
    return Plan(questions, mode=SessionMode.EXAM, think_time=5.0, answer_limit=60.0, seed=7)


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
            TranscriptWord(word, float(place), place + 0.5, 0.9)
            for place, word in enumerate(text.split())
        )
        segment = TranscriptSegment(text, 0.0, float(len(words)), words)
        return Transcript((segment,), duration=float(len(words)), model=model)

    return build
