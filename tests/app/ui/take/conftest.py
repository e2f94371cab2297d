from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from rig.stored_library import Stored
from rig.stub_player import StubPlayer
from rig.take_page_driver import MakeTakePage, TakePageDriver

from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.take.page import TakePage


@pytest.fixture
def make_take_page(qtbot: QtBot, stored: Stored, player: StubPlayer, look: Theme) -> MakeTakePage:
    """Return what makes a take page of the stored library, which is not shown yet."""

    def make(**options: Any) -> TakePageDriver:
        data = options.pop("data", stored.source)
        return TakePageDriver(qtbot, TakePage(data, player, **options))

    return make


@pytest.fixture
def take(make_take_page: MakeTakePage) -> TakePageDriver:
    """Return a page that is shown, with nothing that gives feedback."""
    driver = make_take_page()
    driver.show(800, 600)
    return driver
