import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.single_instance import SingleInstance, socket_name

SECOND_START = """
import os, sys
from pathlib import Path
from mock_interviewer.app.ui.application import run_window
status = run_window(Path(sys.argv[1]))
print("raised" if "mock_interviewer.app.ui.controller" not in sys.modules else "opened", status)
"""


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> Iterator[SingleInstance]:
    instance = SingleInstance(tmp_path)
    assert instance.claim()
    yield instance
    instance.release()


def test_a_second_start_raises_the_first_window_and_ends_well(
    first: SingleInstance, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(first.raise_asked):
        second = subprocess.Popen(
            [sys.executable, "-c", SECOND_START, str(tmp_path)],
            stdout=subprocess.PIPE,
            text=True,
        )
    qtbot.waitUntil(lambda: second.poll() is not None)
    assert second.communicate()[0].split() == ["raised", "0"]


def test_another_data_folder_has_a_window_of_its_own(first: SingleInstance, tmp_path: Path) -> None:
    other = SingleInstance(tmp_path / "other")
    assert other.claim()
    other.release()


def test_a_socket_left_by_a_crash_does_not_keep_the_window_from_opening(
    qtbot: QtBot, tmp_path: Path
) -> None:
    crash = (
        "import os, sys; from PySide6.QtNetwork import QLocalServer;"
        "from PySide6.QtCore import QCoreApplication; app = QCoreApplication([]);"
        "server = QLocalServer(); assert server.listen(sys.argv[1]); os._exit(9)"
    )
    name = socket_name(tmp_path)
    assert subprocess.run([sys.executable, "-c", crash, name], check=False).returncode == 9
    instance = SingleInstance(tmp_path)
    assert instance.claim()
    assert instance._server.isListening()
    instance.release()


def test_only_the_same_person_can_connect(first: SingleInstance) -> None:
    options = first._server.socketOptions()
    assert options == QLocalServer.SocketOption.UserAccessOption


def test_the_name_is_short_however_long_the_folders_is(tmp_path: Path) -> None:
    assert len(socket_name(tmp_path / ("x" * 200) / ("ü" * 100))) < 50
