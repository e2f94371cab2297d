from pathlib import Path

import pytest

from mock_interviewer.app.data_folder.data_folder import DataFolder


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")
