import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from rig.whole_library import fill

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.store_thread import StoreThread


@pytest.fixture
def store(tmp_path: Path) -> Iterator[StoreThread]:
    """Return the thread of an empty library."""
    store = StoreThread(DataFolder(tmp_path / "data"))
    store.start().result(30)
    yield store
    store.close()


@pytest.fixture(scope="session")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a library to be copied only."""
    folder = tmp_path_factory.mktemp("filled") / "data"
    fill(DataFolder(folder), 1)
    return folder


@pytest.fixture
def filled(_filled: Path, tmp_path: Path) -> DataFolder:
    """Return a library of one session, with something of everything in it."""
    return DataFolder(Path(shutil.copytree(_filled, tmp_path / "data")))
