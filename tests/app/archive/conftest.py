import shutil
from pathlib import Path

import pytest
from rig.whole_library import fill

from mock_interviewer.app.archive.backup import back_up
from mock_interviewer.app.data_folder.data_folder import DataFolder


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two libraries and a backup of the first, to be copied only."""
    folder = tmp_path_factory.mktemp("made")
    fill(DataFolder(folder / "data"))
    fill(DataFolder(folder / "other"), 1, words="otherwise")
    (folder / "other" / "banks" / "theirs.yaml").write_text("id: theirs")
    back_up(DataFolder(folder / "data"), folder / "backup.zip")
    return folder


@pytest.fixture
def data(made: Path, tmp_path: Path) -> DataFolder:
    """Return a library with something of everything in it."""
    shutil.copytree(made / "data", tmp_path / "data")
    return DataFolder(tmp_path / "data")


@pytest.fixture
def other(made: Path, tmp_path: Path) -> DataFolder:
    """Return another library, in place of which a backup is to be put."""
    shutil.copytree(made / "other", tmp_path / "other")
    return DataFolder(tmp_path / "other")


@pytest.fixture
def backup(made: Path, tmp_path: Path) -> Path:
    """Return a backup of ``data``."""
    return Path(shutil.copy(made / "backup.zip", tmp_path / "backup.zip"))
