"""A virtual screen: a private Xvfb with a window manager and a keyboard."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from rig.processes import end
from rig.started import Started
from rig.wait import wait_until
from rig.window_closing import ask_to_close

PATIENCE: Final = 120.0
"""Seconds after which a tool is given up: one waits for ever on a window that is gone meanwhile."""
TOOLS: Final = ("Xvfb", "openbox", "xdotool", "import", "tesseract")


def missing_tools() -> list[str]:
    """Return the programs that the screen needs but this machine lacks."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


class Screen(Started):
    """A screen of ``width`` by ``height`` pixels for programs, with keyboard input."""

    def __init__(self, width: int = 1280, height: int = 900) -> None:
        self._size = f"{width}x{height}x24"
        self._folder = Path(tempfile.mkdtemp(prefix="screen-rig-"))
        self._server: subprocess.Popen[bytes] | None = None
        self._manager: subprocess.Popen[bytes] | None = None
        self.display = ""

    def start(self) -> None:
        """Start the screen and its window manager, and wait until windows can be shown."""
        read, write = os.pipe()
        try:
            self._server = subprocess.Popen(
                ["Xvfb", "-displayfd", str(write), "-screen", "0", self._size, "-nolisten", "tcp"],
                pass_fds=(write,),
                stdin=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        finally:
            os.close(write)
        with os.fdopen(read) as told:
            self.display = f":{told.readline().strip()}"
        self._manager = subprocess.Popen(
            ["openbox", "--sm-disable"],
            env=self.environment() | {"HOME": str(self._folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until(self._managed, 10.0, what="the window manager runs")

    def stop(self) -> None:
        """Stop everything that was started and remove its folder."""
        for process in (self._manager, self._server):
            if process is not None:
                end(process)
        shutil.rmtree(self._folder, ignore_errors=True)

    def environment(self) -> dict[str, str]:
        """Return an environment whose programs show their windows here."""
        hidden = {"WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
        ours = {name: value for name, value in os.environ.items() if name not in hidden}
        return ours | {"DISPLAY": self.display}

    def key(self, *names: str) -> None:
        """Press keys, by their X names (``Return``, ``space``, ``alt+F4``), one after another."""
        self._run("xdotool", "key", "--clearmodifiers", *names)

    def ask_to_close(self, window: str) -> None:
        """Ask the window manager to close a window, as the button in its title bar does."""
        ask_to_close(self.display, int(window))

    def windows(self, title: str) -> list[str]:
        """Return the ids of the windows on show whose title contains ``title``."""
        found = self._run("xdotool", "search", "--onlyvisible", "--name", title, check=False)
        return found.split()

    def wait_for_window(self, title: str, timeout: float = 60.0) -> str:
        """Return the id of a window once it is shown and has the keyboard."""
        found: list[str] = []

        def shown() -> bool:
            found[:] = self.windows(title)
            return bool(found)

        wait_until(shown, timeout, what=f"a window “{title}”")
        self._run("xdotool", "windowactivate", "--sync", found[0])
        return found[0]

    def picture(self, target: Path, window: str = "root") -> Path:
        """Take a picture of the screen or of a window."""
        self._run("import", "-window", window, str(target))
        return target

    def text(self, window: str = "root") -> str:
        """Read the text on the screen by OCR, in one line."""
        picture, larger = self._folder / "screen.png", self._folder / "larger.png"
        self.picture(picture, window)
        self._run("convert", str(picture), "-colorspace", "Gray", "-resize", "250%", str(larger))
        return " ".join(self._run("tesseract", str(larger), "-", "--psm", "11").split())

    def _managed(self) -> bool:
        found = subprocess.run(
            ["xdotool", "get_desktop"], env=self.environment(), capture_output=True, check=False
        )
        return found.returncode == 0

    def _run(self, *command: str, check: bool = True) -> str:
        # OCR would take both processors from the program under test.
        environment = self.environment() | {"OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(
            command,
            env=environment,
            capture_output=True,
            text=True,
            check=check,
            timeout=PATIENCE,
        )
        return done.stdout
