import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from rig.patient_bot import PatientBot
from rig.stored_library import Stored
from rig.stub_player import StubPlayer

from mock_interviewer.app.background.retranscription import usable_models
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.shared.library_source import StoredLibrary
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.audio.recognition.models.store import ModelStore

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ignore warnings of Qt's offscreen plugin about itself."""
    noise = pytest.mark.qt_log_ignore(
        r"plugin does not support (propagateSizeHints|raise|grabbing)", extend=True
    )
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(noise)


@pytest.fixture(autouse=True)
def _closed_widgets_die() -> Iterator[None]:
    """Complete the deleteLater calls of pytest-qt, which otherwise wait for an event loop.

    Otherwise a new style sheet would be applied to all widgets of all earlier tests.
    """
    yield
    if QApplication.instance() is not None:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Return a bot whose waits are long enough for a busy machine."""
    return PatientBot(request)


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Theme]:
    """Apply the theme to the application for one test."""
    theme = Theme(qapp)
    yield theme
    shiboken6.delete(theme)
    qapp.setStyleSheet("")


@pytest.fixture
def empty_page(qtbot: QtBot, look: Theme) -> QWidget:
    """Return an empty, hidden page."""
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(700, 400)
    return page


@pytest.fixture
def gui(qapp: QApplication) -> Iterator[GuiThread]:
    """Return a GuiThread that is closed after the test."""
    gui = GuiThread()
    yield gui
    gui.close()


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Stored]:
    data = DataFolder(tmp_path / "data")
    store = StoreThread(data)
    store.start().result(30)
    models = ModelStore(data.models)
    source = StoredLibrary(store, lambda: usable_models(models, "en"))
    yield Stored(data, store, source)
    source.close()
    assert store.close(30.0)


@pytest.fixture
def player() -> StubPlayer:
    return StubPlayer()
