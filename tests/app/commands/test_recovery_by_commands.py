"""A take left open by a kill: reading commands report it, writing commands recover it."""

import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from rig.command_line import Run, call
from rig.kept_takes import keep, new_session, question

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.database.records import RECOVERED
from mock_interviewer.app.store.library import Library

CHILD = Path(__file__).parent.parent / "store" / "committing_child.py"


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def other(data: DataFolder) -> str:
    """A session of an earlier day."""
    with Library.open(data) as library:
        session = new_session(library)
        keep(library, session, "it is so")
        return session


@pytest.fixture
def cut_short(data: DataFolder, other: str) -> str:
    """The take that was being recorded when the program was killed."""
    with subprocess.Popen(
        [sys.executable, CHILD, data.root, "record"], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        child.send_signal(signal.SIGKILL)
        child.stdout.read()
    return said.split()[0]


@pytest.fixture
def run(data: DataFolder, capsys: pytest.CaptureFixture[str]) -> Run:
    return partial(call, capsys, data)


def test_a_reading_command_reports_what_can_be_recovered(run: Run, cut_short: str) -> None:
    for command in (("sessions", "list"), ("search", "so")):
        status, _, err = run(*command)
        assert status == 0
        assert err == (
            "mock-interviewer: 1 answer was interrupted. Open Mock Interviewer to recover it.\n"
        )


def test_a_reading_command_changes_nothing(run: Run, data: DataFolder, cut_short: str) -> None:
    run("sessions", "list")
    with Library.open(data, read_only=True) as library:
        assert [take.id for take in library.unfinished()] == [cut_short]


def test_a_writing_command_recovers_the_take(
    run: Run, data: DataFolder, other: str, cut_short: str
) -> None:
    status, _, err = run("sessions", "delete", other, "--yes")
    assert status == 0
    assert "mock-interviewer: Recovered 1 interrupted answer.\n" in err
    with Library.open(data, read_only=True) as library:
        take = library.take(cut_short)
        assert take.flags == (RECOVERED,)
        assert take.duration >= 1.0
    _, out, err = run("sessions", "list")
    assert "1 answer" in out
    assert err == ""


def test_a_take_being_recorded_is_not_reported(run: Run, data: DataFolder, other: str) -> None:
    with Library.open(data) as library:
        library.create_take(other, question(), 2, 1)
        assert run("sessions", "list")[2] == ""
