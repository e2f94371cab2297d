"""The command line's entry: exit statuses, sentences, and a quick start."""

import argparse
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from rig.small_disk import small_disk

from mock_interviewer.app import cli
from mock_interviewer.app.commands import doctor
from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.app.store.database.sqlite_errors import translate_sqlite_errors
from mock_interviewer.audio.errors import ModelError


def run_with(error: Exception, monkeypatch: pytest.MonkeyPatch) -> int:
    """Run a program whose window raises ``error``."""

    def fail(_: argparse.Namespace) -> int:
        raise error

    monkeypatch.setattr(cli, "_open_window", fail)
    return cli.main([])


@pytest.mark.parametrize(
    "error",
    [
        ModelError("The model base is damaged.", "Import it again."),
        StoreError("The folder is read-only."),
        UsageError("Say --questions 3."),
    ],
)
def test_an_expected_error_is_one_line_and_status_2(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_with(error, monkeypatch) == 2
    assert capsys.readouterr().err == f"mock-interviewer: {error}\n"


def test_a_bug_is_not_presented_as_a_usage_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_with(ZeroDivisionError("division by zero"), monkeypatch) == 70
    said = capsys.readouterr().err
    assert "Something went wrong in this program" in said
    assert "Traceback" not in said


def test_debug_mode_shows_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCK_INTERVIEWER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run_with(ZeroDivisionError("division by zero"), monkeypatch)


@pytest.mark.parametrize(
    "words", [["--data-dir", "here", "doctor"], ["doctor", "--data-dir", "here"]]
)
def test_the_data_folder_may_come_before_or_after_the_command(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = []

    def run(arguments: argparse.Namespace) -> int:
        chosen.append(arguments.data_dir)
        return 0

    monkeypatch.setattr(doctor, "run", run)
    assert cli.main(words) == 0
    assert chosen == [Path("here")]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("sing", "“sing” isn't one of: demo, questions,"),
        ("voices", "Choose a command: list, say. See `mock-interviewer voices --help`."),
        ("voices sing", "“sing” isn't one of: list, say. See `mock-interviewer voices --help`"),
        ("sessions show", "Missing: ID. See `mock-interviewer sessions show --help`."),
        ("sessions export", "Missing: ID and --output."),
        ("export --output x --format odd", "“odd” isn't one of: md, html,"),
        ("demo --questions", "--questions needs a value."),
        ("demo --questions few", "--questions must be a whole number, not “few”."),
        ("devices loud", "Unknown argument: “loud”."),
    ],
)
def test_a_usage_error_is_one_line_that_says_what_to_type(
    words: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(words.split()) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"mock-interviewer: {sentence}")
    assert said.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
def test_output_to_a_full_disk_is_not_a_bug() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mock_interviewer.app", "questions", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == (
        "mock-interviewer: The output couldn't be written: No space left on device. "
        "Free up space there, or write it elsewhere.\n"
    )


def _write_on(disk: Path) -> int:
    (disk / "file").write_bytes(bytes(1_000_000))
    return 0


def _save_on(disk: Path) -> int:
    try:
        return _write_on(disk)
    except OSError as error:
        raise StoreError("The session cannot be saved.", "Make room.") from error


def _remember_on(disk: Path) -> int:
    connection = sqlite3.connect(disk / "file.sqlite3", isolation_level=None)
    with closing(connection), translate_sqlite_errors(disk / "file.sqlite3"):
        connection.execute("CREATE TABLE t (c)")
        connection.execute("INSERT INTO t VALUES (zeroblob(1000000))")
    return 0


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (_write_on, "The disk that holds {} is full, so the command stopped."),
        (_save_on, "The session cannot be saved. Make room."),
        (_remember_on, "The disk that holds {}/file.sqlite3 is full."),
    ],
)
def test_a_full_disk_is_one_line_and_status_1_wherever_it_occurs(
    work: Callable[[Path], int],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with small_disk(tmp_path, kilobytes=64):
        monkeypatch.setattr(cli, "_open_window", lambda _: work(tmp_path))
        assert cli.main(["--data-dir", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"mock-interviewer: {said.format(tmp_path)}")
    assert "Make room" in told or "Free up space" in told
    assert told.count("\n") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only there a screen can be missing")
def test_without_a_screen_the_window_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert cli.main([]) == 2
    assert "no screen" in capsys.readouterr().err


def test_the_window_starts_without_importing_any_command() -> None:
    program = (
        "import sys; from mock_interviewer.app import cli; cli._open_window = lambda _: 0\n"
        "cli.main(['--data-dir', 'x'])\n"
        "print([m for m in sys.modules if m.startswith('mock_interviewer.app.commands.')"
        " and '.shared' not in m])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_frozen_program_can_run_its_own_modules() -> None:
    words = ["--child", "mock_interviewer.audio.devices.device_list_child"]
    done = subprocess.run(
        [sys.executable, "-m", "mock_interviewer.app", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(done.stdout).keys() & {"devices", "error"}
