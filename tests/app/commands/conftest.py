from pathlib import Path

import pytest
from rig.small_bank import write_small_bank

from mock_interviewer.app.data_folder.data_folder import DataFolder


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """Return a data folder with a small bank of the person's own."""
    data = DataFolder(tmp_path / "data")
    data.prepare()
    write_small_bank(data.banks)
    return data
