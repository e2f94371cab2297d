import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.database.records import RECOVERED, TakeStatus
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.files.recording_file import HEADER_SIZE

CHILD = Path(__file__).with_name("committing_child.py")
Kill = Callable[..., list[tuple[str, float]]]


@pytest.fixture
def kill(data: DataFolder) -> Kill:
    """Kill the child after so many lines, and return all that it acknowledged."""

    def run(lines: int, *arguments: str) -> list[tuple[str, float]]:
        with subprocess.Popen(
            [sys.executable, CHILD, data.root, *arguments], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            said = [child.stdout.readline() for _ in range(lines)]
            child.send_signal(signal.SIGKILL)
            said += child.stdout.read().splitlines(keepends=True)
        assert child.returncode == -signal.SIGKILL
        return [(line.split()[0], float(line.split()[1])) for line in said if line.endswith("\n")]

    return run


@pytest.mark.parametrize("lines", [1, 7, 40])
def test_every_acknowledged_take_survives_a_kill(data: DataFolder, kill: Kill, lines: int) -> None:
    acknowledged = kill(lines)
    assert len(acknowledged) >= lines
    with Library.open(data) as library:
        for take, number in acknowledged:
            record = library.take(take)
            assert (record.status, record.duration) == (TakeStatus.SAVED, number)
            assert record.transcript is not None
            assert record.transcript.text == f"answer {number:.0f}"


def test_a_lock_whose_holder_was_killed_blocks_nobody(data: DataFolder, kill: Kill) -> None:
    kill(1)
    assert data.lock.exists()
    Library.open(data).close()


def test_a_take_being_recorded_in_the_very_first_session_survives_a_kill(
    data: DataFolder, kill: Kill
) -> None:
    take, seconds = kill(3, "record")[-1]
    with Library.open(data) as library:
        [recovered] = library.recovered
        assert library.untranscribed() == [recovered]
    assert recovered.id == take
    assert (recovered.status, recovered.flags) == (TakeStatus.SAVED, (RECOVERED,))
    assert seconds <= recovered.duration
    assert recovered.recording is not None
    size = recovered.recording.stat().st_size
    assert recovered.duration == (size - HEADER_SIZE) / 2 / 16_000
