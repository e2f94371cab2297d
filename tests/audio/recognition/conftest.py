import pytest
from rig.spoken import ANSWER, Spoken, speak


@pytest.fixture(scope="session")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Spoken:
    """Return a short answer, about ten seconds of speech."""
    return speak(ANSWER, tmp_path_factory.mktemp("spoken") / "answer.wav")


@pytest.fixture(scope="session")
def long_answer(answer: Spoken, tmp_path_factory: pytest.TempPathFactory) -> Spoken:
    """Return the answer said ten times over, which takes a model some seconds to hear."""
    return answer.times(10, tmp_path_factory.mktemp("spoken") / "long answer.wav")
