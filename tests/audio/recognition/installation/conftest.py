from collections.abc import Iterator
from pathlib import Path

import pytest
from rig.hub import Hub
from rig.made_up_model import made_up_model

from mock_interviewer.audio.recognition.models.store import ModelStore

REPOSITORY = "Systran/faster-whisper-small.en"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """Return a hub with a made-up small.en, which is the one that is asked."""
    with Hub({REPOSITORY: made_up_model() | {"README.md": b"A model."}}) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        yield hub


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "data" / "models")
