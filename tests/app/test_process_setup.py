"""Commands in a terminal with a limited encoding or an invalid TZ."""

import codecs
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rig.command_line import call

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.process_setup import make_streams_tolerant, replace_invalid_time_zone
from mock_interviewer.app.store.library import Library

NAME = "Übung — 日本 😀"
POOR = {
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "the C locale": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
}


@pytest.fixture
def session(filled: DataFolder) -> str:
    """Return the id of a session whose name has rare characters."""
    with closing(sqlite3.connect(filled.database)) as connection, connection:
        connection.execute("UPDATE sessions SET name = ?", (NAME,))
        connection.execute("UPDATE takes SET text = ?", (NAME,))
    with Library.open(filled, read_only=True) as library:
        return library.sessions()[0].id


@pytest.fixture
def _own_zone() -> Iterator[None]:
    """Let a test change the time zone of this process."""
    with pytest.MonkeyPatch.context() as undo:
        undo.setenv("TZ", os.environ.get("TZ", "UTC0"))
        yield
    time.tzset()


def _run(data: DataFolder, *words: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    left = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    return subprocess.run(
        [sys.executable, "-m", "mock_interviewer.app", *words, "--data-dir", str(data.root)],
        capture_output=True,
        check=False,
        env=left | environment,
    )


@pytest.mark.parametrize("poor", POOR.values(), ids=POOR.keys())
def test_characters_that_the_terminal_lacks_become_question_marks(
    poor: dict[str, str], filled: DataFolder, session: str
) -> None:
    done = _run(filled, "sessions", "show", session, **poor)
    assert (done.returncode, done.stderr) == (0, b"")
    encoding = poor.get("PYTHONIOENCODING", "ascii")
    assert NAME.encode(encoding, "replace") in done.stdout


@pytest.mark.parametrize("poor", POOR.values(), ids=POOR.keys())
def test_json_escapes_characters_that_the_terminal_lacks(
    poor: dict[str, str], filled: DataFolder, session: str
) -> None:
    done = _run(filled, "sessions", "show", session, "--json", **poor)
    assert (done.returncode, done.stderr) == (0, b"")
    answer = json.loads(done.stdout.decode(poor.get("PYTHONIOENCODING", "ascii")))
    assert [take["text"] for take in answer["takes"]] == [NAME, NAME]


@pytest.mark.parametrize("poor", POOR.values(), ids=POOR.keys())
def test_error_messages_with_such_characters_are_printed_too(
    poor: dict[str, str], tmp_path: Path
) -> None:
    data = DataFolder(tmp_path / NAME)
    done = _run(data, "sessions", "list", **poor)
    assert done.returncode == 2
    said = f"mock-interviewer: There is no data folder {tmp_path}/"
    assert done.stderr.startswith(said.encode())


def test_a_folder_name_that_is_not_valid_text_can_be_printed(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / os.fsdecode(b"\xff"))
    done = _run(data, "sessions", "list", PYTHONIOENCODING="utf-8")
    assert done.returncode == 2
    assert rb"/\udcff. Use" in done.stderr


@pytest.mark.parametrize("command", ["sessions show", "sessions transcribe", "search"])
def test_an_argument_that_is_not_valid_text_is_rejected_with_a_message(
    command: str, filled: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, said = call(capsys, filled, *command.split(), os.fsdecode(b"a\xff"))
    assert status == 2
    assert said == "mock-interviewer: “a?” contains bytes that are not valid text. Type it again.\n"


def test_characters_in_json_strings_round_trip() -> None:
    make_streams_tolerant(as_json=True)
    written = f'"{NAME}\udcff"'.encode("ascii", "mock-interviewer-json")
    assert json.loads(written) == f"{NAME}\udcff"
    with pytest.raises(UnicodeDecodeError):
        codecs.decode(b"\xff", "utf-8", "mock-interviewer-json")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no TZ")
def test_commands_use_utc_with_an_unknown_time_zone(filled: DataFolder, session: str) -> None:
    with closing(sqlite3.connect(filled.database)) as connection, connection:
        connection.execute("UPDATE sessions SET started_at = '2026-01-01T12:00:00+00:00'")
    done = _run(filled, "sessions", "list", TZ="XXX99")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"2026-01-01 12:00" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no TZ")
@pytest.mark.usefixtures("_own_zone")
@pytest.mark.parametrize("zone", ["XXX99", "XXX-24", "XXX1YYY-40,M3.2.0,M11.1.0"])
def test_an_unusable_time_zone_becomes_utc(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    replace_invalid_time_zone()
    for month in range(1, 13):
        moment = datetime(2026, month, 1, tzinfo=UTC)
        assert moment.astimezone().utcoffset() == timedelta()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no TZ")
def test_a_usable_time_zone_is_kept(filled: DataFolder, session: str) -> None:
    with closing(sqlite3.connect(filled.database)) as connection, connection:
        connection.execute("UPDATE sessions SET started_at = '2026-01-01T12:00:00+00:00'")
    assert b"2026-01-02 11:00" in _run(filled, "sessions", "list", TZ="XXX-23").stdout
