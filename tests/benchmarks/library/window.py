"""The startup and responsiveness of the real window with a large library."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median

from benchmarks.library.measures import Measure, percentile
from rig.processes import end
from rig.pulse import PulseRig
from rig.window import LED_BY_KEYS, Window
from rig.xvfb import Screen

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.settings.file import SettingsFile

SHOWN = 1200.0
OPENED = 150.0
PICTURE = 50.0
KEYSTROKE = 50.0
_STARTS = 5
_CLOSED, _PATIENCE = 60.0, 600.0
_MEDIANS = {
    "today": ("Today filled after start", None),
    "library": ("first rows of the library", None),
    "answers": ("first rows by answer", None),
    "progress": ("progress of four weeks", None),
    "progress ever": ("progress of all time", None),
    "take shown": ("take opened, with its transcript", OPENED),
    "take ready to play": ("take opened, ready to play", OPENED),
}
_TAILS = {
    "wheel sessions": ("a picture while one scrolls sessions", 0.99, PICTURE),
    "pages sessions": ("a picture while one pages through sessions", 0.99, PICTURE),
    "wheel answers": ("a picture while one scrolls answers", 0.99, PICTURE),
    "pages answers": ("a picture while one pages through answers", 0.99, PICTURE),
    "search in the window": ("found, as one types", 0.95, KEYSTROKE),
}


def measure(data: DataFolder) -> Iterator[Measure]:
    """Yield what the window takes in milliseconds; see ``page_steps`` for what is done in it."""
    _prepare(data)
    with Screen() as screen, PulseRig() as sound:
        starts, ends = [], []
        for _ in range(_STARTS + 1):
            shown, closed = _start(data, screen, sound)
            starts.append(shown)
            ends.append(closed)
        # The first start reads everything from the disk.
        yield Measure("window: shown after start", median(starts[1:]), "ms", SHOWN, "median")
        yield Measure("window: closed", median(ends[1:]), "ms", None, "median")
        found = _lead(data, screen, sound)
    yield from _measures(found)


def _prepare(data: DataFolder) -> None:
    settings = SettingsFile(data.settings_file)
    settings.save(settings.load().values.snapshot() | dict(LED_BY_KEYS))


def _start(data: DataFolder, screen: Screen, sound: PulseRig) -> tuple[float, float]:
    """Start and close it; returns the milliseconds until it is shown, and those it takes to end."""
    begin = time.perf_counter()
    with Window(data.root, screen, sound) as window:
        shown = time.perf_counter()
        window.wait_for_text("Start", timeout=60.0)
        asked = time.perf_counter()
        window.close(_CLOSED)
        return 1000 * (shown - begin), 1000 * (time.perf_counter() - asked)


def _lead(data: DataFolder, screen: Screen, sound: PulseRig) -> Mapping[str, list[float]]:
    """Drive the program through its pages; return milliseconds by name."""
    figures = data.root / "figures.json"
    figures.unlink(missing_ok=True)
    program = (sys.executable, "-m", "benchmarks.library.watched_program", str(figures))
    process = subprocess.Popen(
        [*program, str(time.monotonic()), "--data-dir", str(data.root)],
        env=screen.environment() | sound.variables,
        stdin=subprocess.DEVNULL,
    )
    try:
        process.wait(_PATIENCE)
    finally:
        end(process)
    return _read(figures)


def _read(figures: Path) -> Mapping[str, list[float]]:
    if not figures.exists():
        raise RuntimeError("the program that was led through its pages did not get to their end")
    found: dict[str, list[float]] = json.loads(figures.read_text("utf-8"))
    return found


def _measures(found: Mapping[str, list[float]]) -> Iterator[Measure]:
    for key, (name, at_most) in _MEDIANS.items():
        values = found[key]
        over = f"median of {len(values)}"
        yield Measure(f"window: {name}", median(values), "ms", at_most, over)
    for key, (name, share, at_most) in _TAILS.items():
        values = found[key]
        what = f"window: {name}, {100 * share:.0f}th percentile"
        yield Measure(what, percentile(values, share), "ms", at_most, f"of {len(values)}")
