import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from rig import fake_worker as fake
from rig.child import button
from rig.main_window_driver import MainWindowDriver
from rig.models_window import ModelsWindow
from rig.processes import running
from rig.recognition import fake_command
from rig.wait import wait_until

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.machine_speed import (
    MachineSpeed,
    read_machine_speed,
    write_machine_speed,
)
from mock_interviewer.app.settings.declarations import LANGUAGE, MODEL
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.speech_models import measurement_controller
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.window.main_window import MainWindow
from mock_interviewer.audio.recognition.client import recognizer
from mock_interviewer.audio.recognition.models.recommendation import MachineMeasurement
from mock_interviewer.audio.recognition.models.speed_measurement import SpeedMeasurement
from mock_interviewer.audio.recognition.models.store import ModelStore

PATIENCE = 120_000
MEASURE = "Measure how fast this computer transcribes speech"
SLOW, USUAL, QUICK = 3.0, 0.6, 0.3
"""Seconds of a piece on computers that cannot run base, can, and can run more."""


def child(seconds: float, *, counted: Path, hang: bool = False) -> list[str]:
    """Return the command of a child that counts its starts and says that a piece took so long."""
    wait = "time.sleep(600)" if hang else "pass"
    code = (
        # What is asked is read, or a child that is quick would be gone before it was written.
        f"import json, time; input(); open({str(counted)!r}, 'a').write('x'); {wait};"
        f" print(json.dumps({{'seconds': {seconds}}}))"
    )
    return [sys.executable, "-c", code]


@dataclass
class Start:
    """One start of the window's speech models, on a data folder."""

    parts: ModelsWindow

    @property
    def window(self) -> MainWindow:
        return self.parts.window

    @property
    def values(self) -> SettingValues:
        return self.parts.values

    @property
    def said(self) -> str:
        return self.window.announced.get("recommendation", "")

    @property
    def machine(self) -> str:
        return self.parts.page.machine_text


Begin = Callable[..., Start]


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def counted(tmp_path: Path) -> Path:
    return tmp_path / "measurements"


@pytest.fixture
def begin(
    qtbot: QtBot,
    look: Theme,
    data: DataFolder,
    counted: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    gui: GuiThread,
) -> Iterator[Begin]:
    """Return what starts the window on a machine on which a piece takes so many seconds."""
    command = fake_command(tmp_path, fake.WORK)
    monkeypatch.setattr(recognizer, "Recognizer", partial(recognizer.Recognizer, command=command))
    library = StoreThread(data)
    library.start()
    made: list[Start] = []

    def start(seconds: float, *, hang: bool = False) -> Start:
        command = child(seconds, counted=counted, hang=hang)
        monkeypatch.setattr(
            measurement_controller, "SpeedMeasurement", partial(SpeedMeasurement, command=command)
        )
        parts = ModelsWindow(data, library, gui, ModelStore(data.models))
        qtbot.addWidget(parts.window)
        begun = Start(parts)
        made.append(begun)
        parts.start()
        qtbot.waitUntil(lambda: parts.recognition.ready, timeout=PATIENCE)
        return begun

    yield start
    for each in made:
        each.parts.close()
    library.close()


def press(start: Start, label: str, qtbot: QtBot) -> None:
    """Press a button of the recommendation."""
    QTest.keyClick(MainWindowDriver(start.window).announcement_button(label), Qt.Key.Key_Space)


def test_the_first_start_measures_the_computer_and_saves_the_result(
    begin: Begin, data: DataFolder, qtbot: QtBot
) -> None:
    start = begin(USUAL)
    qtbot.waitUntil(lambda: read_machine_speed(data) is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: "in 0.6 s. Recommended: Base." in start.machine, timeout=PATIENCE)
    qtbot.waitUntil(
        lambda: start.said == "Base, the speech model in use, runs well on this computer."
    )


def test_a_recommendation_is_announced_once(
    begin: Begin, data: DataFolder, counted: Path, qtbot: QtBot
) -> None:
    first = begin(QUICK)
    qtbot.waitUntil(lambda: "can run a more accurate speech model" in first.said, timeout=PATIENCE)
    qtbot.waitUntil(lambda: (kept := read_machine_speed(data)) is not None and kept.shown)
    second = begin(QUICK)
    qtbot.waitUntil(lambda: "Recommended: Small" in second.machine, timeout=PATIENCE)
    assert second.said == ""
    assert count(counted) == 1


def test_a_recommended_model_on_this_computer_is_accepted_with_one_key(
    begin: Begin, qtbot: QtBot
) -> None:
    start = begin(SLOW)
    qtbot.waitUntil(lambda: "is slow on this computer" in start.said, timeout=PATIENCE)
    qtbot.waitUntil(start.window.isActiveWindow)
    QTest.keyClick(start.window, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: start.values.get(MODEL) == "tiny.en")
    assert start.said == ""


def test_a_recommended_model_that_is_missing_can_be_downloaded(
    begin: Begin, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = begin(QUICK)
    asked: list[str] = []
    monkeypatch.setattr(start.parts.models, "download", asked.append)
    qtbot.waitUntil(lambda: bool(start.said), timeout=PATIENCE)
    press(start, "Do&wnload…", qtbot)
    assert asked == ["small.en"]
    assert start.said == ""


def test_a_recommendation_can_be_declined(begin: Begin, qtbot: QtBot) -> None:
    start = begin(SLOW)
    qtbot.waitUntil(lambda: bool(start.said), timeout=PATIENCE)
    press(start, "Not &now", qtbot)
    assert start.values.get(MODEL) == "base"
    assert start.said == ""


def test_a_session_postpones_the_measurement(
    begin: Begin, data: DataFolder, counted: Path, qtbot: QtBot
) -> None:
    start = begin(USUAL, hang=True)
    qtbot.waitUntil(lambda: count(counted) == 1, timeout=PATIENCE)
    start.parts.measurement.pause()
    qtbot.waitUntil(lambda: not measuring(), timeout=PATIENCE)
    assert read_machine_speed(data) is None
    start.parts.measurement.resume()
    qtbot.waitUntil(lambda: count(counted) == 2, timeout=PATIENCE)


def test_closing_the_window_ends_the_measurement(begin: Begin, counted: Path, qtbot: QtBot) -> None:
    start = begin(USUAL, hang=True)
    qtbot.waitUntil(lambda: count(counted) == 1, timeout=PATIENCE)
    start.parts.measurement.close()
    wait_until(lambda: not measuring(), 10.0, what="the measurement is gone")


def test_a_requested_measurement_is_shown_on_the_page_only(
    begin: Begin, data: DataFolder, qtbot: QtBot
) -> None:
    write_machine_speed(
        data, MachineSpeed(MachineMeasurement("base", 9.0, 2, 8_000_000_000), shown=True)
    )
    start = begin(QUICK)
    qtbot.waitUntil(lambda: "in 9.0 s" in start.machine, timeout=PATIENCE)
    QTest.keyClick(button(start.parts.page, MEASURE), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "in 0.3 s. Recommended: Small" in start.machine, timeout=PATIENCE)
    assert start.said == ""


def test_another_language_changes_the_recommendation_on_the_page(
    begin: Begin, data: DataFolder, qtbot: QtBot
) -> None:
    write_machine_speed(
        data, MachineSpeed(MachineMeasurement("base", 9.0, 2, 8_000_000_000), shown=True)
    )
    start = begin(QUICK)
    qtbot.waitUntil(lambda: "Recommended: Tiny (English only)." in start.machine, timeout=PATIENCE)
    start.values.set(LANGUAGE, "de")
    assert "Recommended: Tiny." in start.machine


def test_a_failed_measurement_is_reported_and_not_repeated(
    begin: Begin, counted: Path, qtbot: QtBot
) -> None:
    start = begin(USUAL, hang=True)
    qtbot.waitUntil(lambda: count(counted) == 1, timeout=PATIENCE)
    for process in measuring():
        process.kill()
    qtbot.waitUntil(lambda: "could not be measured" in start.machine, timeout=PATIENCE)
    start.parts.recognition.changed.emit()
    qtbot.wait(1)
    assert count(counted) == 1


def count(counted: Path) -> int:
    """Return how many children have begun, and have said so."""
    return len(counted.read_text()) if counted.exists() else 0


def measuring() -> list[psutil.Process]:
    """Return the processes that measure."""
    return running("'seconds'")
