"""The end of the program's process, in processes of their own."""

import subprocess
import sys
from pathlib import Path

import pytest

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.ui.window.application import is_first_start

CLOSED_AT_ONCE = """
import atexit, sys, threading
from pathlib import Path
from PySide6.QtCore import QTimer
from mock_interviewer.app.ui.window import application, main_window

returned = threading.Event()
class Window(main_window.MainWindow):
    def showEvent(self, event):
        super().showEvent(event)
        QTimer.singleShot(0, self.close)
main_window.MainWindow = Window
"""
IN_MID_IMPORT = (
    CLOSED_AT_ONCE
    + """
application.import_controller = lambda: print("late" if returned.wait(0.5) else "in time")
status = application.run_window(Path(sys.argv[1]))
returned.set()
print(status)
"""
)
FIRST_PAGE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.window import application, main_window

class Window(main_window.MainWindow):
    def showEvent(self, event):
        super().showEvent(event)
        print("introducing:", self.findChild(PracticePage).introducing)
        QTimer.singleShot(0, self.close)
main_window.MainWindow = Window
application.run_window(Path(sys.argv[1]))
"""
WITH_A_HANGING_END = (
    CLOSED_AT_ONCE
    + """
from mock_interviewer.app.cli import main
atexit.register(threading.Event().wait)
main(["--data-dir", sys.argv[1]])
"""
)


@pytest.mark.parametrize("kept", ["database", "settings_file"])
def test_only_an_unused_data_folder_makes_a_first_start(tmp_path: Path, kept: str) -> None:
    data = DataFolder(tmp_path)
    assert is_first_start(data)
    getattr(data, kept).touch()
    assert not is_first_start(data)


def test_a_library_that_was_moved_and_is_missing_is_no_first_start(tmp_path: Path) -> None:
    assert not is_first_start(DataFolder(tmp_path, moved=True))


@pytest.mark.parametrize("used", [False, True])
def test_a_first_start_shows_the_introduction(tmp_path: Path, used: bool) -> None:
    data = tmp_path / "data"
    data.mkdir()
    if used:
        DataFolder(data).settings_file.touch()
    shown = _run(FIRST_PAGE, data)
    assert shown.stdout.split("\n") == [f"introducing: {not used}", ""]
    assert shown.returncode == 0


def _run(script: str, data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, data],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_window_closed_while_its_parts_are_imported_ends_after_that(tmp_path: Path) -> None:
    ended = _run(IN_MID_IMPORT, tmp_path)
    assert ended.stdout.split("\n") == ["in time", "0", ""]
    assert ended.returncode == 0


def test_a_library_that_hangs_at_the_end_does_not_keep_the_process(tmp_path: Path) -> None:
    ended = _run(WITH_A_HANGING_END, tmp_path)
    assert ended.returncode == 0
