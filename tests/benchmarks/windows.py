"""The window: how soon it is there, and how much memory a session in it takes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.memory import PeakMemory
from benchmarks.result import Result
from rig import candidate
from rig.pulse import PulseRig
from rig.window import LED_BY_KEYS, Window
from rig.xvfb import Screen

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.settings.file import SettingsFile

STARTS = 7
SHOWN_TARGET = 1.0
MEMORY_TARGET = 900.0


def measure(folder: Path) -> Iterator[Result]:
    """Yield the results, with a data folder under ``folder``."""
    with Screen() as screen, PulseRig() as sound:
        data = _prepared(folder / "window")
        starts = []
        for _ in range(STARTS):
            with _started(data, screen, sound) as (window, seconds):
                starts.append(seconds)
                window.wait_for_text("About", timeout=30.0)
                window.close()
        # The first start reads everything from the disk.
        yield Result("window shown after start", tuple(starts[1:]), "s", SHOWN_TARGET)
        with _started(data, screen, sound) as (window, _), PeakMemory(window.process.pid) as peak:
            _answer_one_question(window, sound, folder)
        yield Result("peak memory, all processes", (peak.megabytes,), "MB", MEMORY_TARGET)


@contextmanager
def _started(data: Path, screen: Screen, sound: PulseRig) -> Iterator[tuple[Window, float]]:
    begin = time.perf_counter()
    with Window(data, screen, sound) as window:
        yield window, time.perf_counter() - begin


def _prepared(root: Path) -> Path:
    folder = DataFolder.at(root)
    folder.prepare()
    settings = SettingsFile(folder.settings_file)
    wanted = {"question_count": 2, "think_time": 5}
    settings.save(settings.load().values.snapshot() | dict(LED_BY_KEYS) | wanted)
    return root


def _answer_one_question(window: Window, sound: PulseRig, folder: Path) -> None:
    answer, _ = candidate.answer(folder)
    window.wait_for_text("About", timeout=30.0)
    window.key("Return")
    window.wait_for_state("thinking")
    window.key("space")
    window.wait_for_state("listening")
    sound.speak(answer)
    window.key("space")
    window.wait_for_state("transcribed")
    window.close()
