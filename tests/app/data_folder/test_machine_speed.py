import stat
from pathlib import Path

import pytest

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.kept_files import MACHINE_SPEED
from mock_interviewer.app.data_folder.machine_speed import (
    MachineSpeed,
    read_machine_speed,
    write_machine_speed,
)
from mock_interviewer.audio.recognition.models.recommendation import MachineMeasurement

MEASURED = MachineSpeed(MachineMeasurement("base", 0.5, 2, 8_000_000_000), shown=True)


def test_a_measurement_is_private_and_read_as_written(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    assert read_machine_speed(data) is None
    assert write_machine_speed(data, MEASURED)
    assert read_machine_speed(data) == MEASURED
    assert stat.S_IMODE((data.root / MACHINE_SPEED.name).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"model": "base", "seconds": "soon", "cores": 2, "memory": 1, "told": true}',
        b'{"model": "base", "seconds": 1, "cores": 1e999, "memory": 1, "told": true}',
        b"[" * 5000,
    ],
)
def test_a_damaged_measurement_counts_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / MACHINE_SPEED.name).write_bytes(content)
    assert read_machine_speed(DataFolder(tmp_path)) is None


def test_a_read_only_folder_is_not_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert not write_machine_speed(DataFolder(tmp_path / "file"), MEASURED)
