from collections.abc import Iterator
from pathlib import Path

import pytest
from rig import fake_worker as fake
from rig.recognition import PATIENCE, Heard, Start, fake_command
from rig.spoken import ANSWER, Spoken, speak

from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.models.store import ModelStore


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def start(tmp_path: Path, heard: Heard) -> Iterator[Start]:
    """Return what starts a recognizer whose worker does these things, start by start."""
    started: list[Recognizer] = []

    def start(*behaviours: str, patience: float = PATIENCE) -> Recognizer:
        recognizer = Recognizer(
            ModelStore(tmp_path / "models"),
            "base",
            listener=heard,
            command=fake_command(tmp_path, *(behaviours or (fake.WORK,))),
            patience=patience,
        )
        started.append(recognizer)
        recognizer.start()
        return recognizer

    yield start
    for recognizer in started:
        recognizer.close()


@pytest.fixture(scope="session")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Spoken:
    """Return a short answer, about ten seconds of speech."""
    return speak(ANSWER, tmp_path_factory.mktemp("spoken") / "answer.wav")


@pytest.fixture(scope="session")
def long_answer(answer: Spoken, tmp_path_factory: pytest.TempPathFactory) -> Spoken:
    """Return the answer said ten times over, which takes a model some seconds to hear."""
    return answer.times(10, tmp_path_factory.mktemp("spoken") / "long answer.wav")
