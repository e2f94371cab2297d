from collections.abc import Iterator
from pathlib import Path

import pytest
from rig.stored_library import Stored
from rig.stub_player import StubPlayer

from mock_interviewer.app.interview.retranscription import usable_models
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store.thread import StoreThread
from mock_interviewer.app.ui.library_source import StoredLibrary
from mock_interviewer.audio.recognition.models import ModelStore


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Stored]:
    data = DataFolder(tmp_path / "data")
    store = StoreThread(data)
    store.start().result(10)
    models = ModelStore(data.models)
    source = StoredLibrary(store, lambda: usable_models(models, "en"))
    yield Stored(data, store, source)
    source.close()
    assert store.close()


@pytest.fixture
def player() -> StubPlayer:
    return StubPlayer()
