"""The end of the program's process, in processes of their own."""

import subprocess
import sys
from pathlib import Path

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
WITH_A_HANGING_END = (
    CLOSED_AT_ONCE
    + """
from mock_interviewer.app.cli import main
atexit.register(threading.Event().wait)
main(["--data-dir", sys.argv[1]])
"""
)


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
