"""The real program with its real window, on a virtual screen, with virtual sound."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Final, Self

from rig.processes import end
from rig.pulse import PulseRig
from rig.wait import wait_until
from rig.xvfb import Screen

from mock_interviewer.app.data_folder.machine_speed import MachineSpeed
from mock_interviewer.app.logs import LOG_NAME
from mock_interviewer.audio.recognition.models.recommendation import MachineMeasurement

TITLE: Final = "Mock Interviewer"
LED_BY_KEYS: Final[Mapping[str, object]] = MappingProxyType({"patience": "key_only"})
"""Settings for a test that presses keys itself and wants nothing to happen before."""
KNOWN: Final = MachineSpeed(MachineMeasurement("base", 0.6, 2, 8_000_000_000), shown=True)
"""What ``write_measured`` keeps for a test beside which the machine is not to be measured: that
takes its processors, and what is said of it depends on how quick it is."""
_PROGRAM: Final = (sys.executable, "-m", "mock_interviewer.app")


class Window:
    """One run of the program on a data folder; always ended when the block ends."""

    def __init__(
        self,
        data: Path,
        screen: Screen,
        sound: PulseRig,
        variables: Mapping[str, str] = MappingProxyType({}),
        *,
        program: Sequence[str] = _PROGRAM,
    ) -> None:
        self.data = data
        self._screen = screen
        self._environment = screen.environment() | sound.variables | dict(variables)
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None
        self._log_start = 0

    def __enter__(self) -> Self:
        self._log_start = len(self.log())
        self._process = subprocess.Popen(
            [*self._program, "--data-dir", str(self.data)],
            env=self._environment,
            stdin=subprocess.DEVNULL,
        )
        self.id = self._screen.wait_for_window(TITLE)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            end(self._process)

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The program's own process."""
        if self._process is None:
            raise RuntimeError("the program was not started")
        return self._process

    def key(self, *names: str) -> None:
        """Press keys in the window."""
        self._screen.key(*names)

    def text(self) -> str:
        """Read the text in the window by OCR."""
        return self._screen.text(self.id)

    def wait_for_text(self, wanted: str, timeout: float = 60.0) -> None:
        """Wait until the window shows ``wanted``."""
        wait_until(lambda: wanted in self.text(), timeout, what=f"“{wanted}” on the screen")

    def log(self) -> str:
        """Return the whole log of the data folder."""
        path = self.data / "logs" / LOG_NAME
        return path.read_text("utf-8") if path.exists() else ""

    def wait_for_state(self, state: str, *, question: int = 1, timeout: float = 60.0) -> None:
        """Wait until this start's session has reached a state."""
        line = f"question {question}: {state}\n"
        wait_until(lambda: line in f"{self.log()[self._log_start :]}\n", timeout, what=line.strip())

    def close(self, timeout: float = 10.0) -> int:
        """Close the window as its title bar does, and return the program's exit status.

        Not by Alt+F4: of that the window manager was seen to make nothing, one time in 64.
        """
        self._screen.ask_to_close(self.id)
        return self.process.wait(timeout)

    def kill(self) -> None:
        """Kill the program in mid-air."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()


def asked(data: Path, *words: str) -> Any:
    """Run the command line, with or without an open window, and return its JSON."""
    done = subprocess.run(
        [*_PROGRAM, *words, "--data-dir", str(data), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)
