from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot
from rig.shown import show_active
from rig.stored_library import Sitting, Stored, transcript_of
from rig.stub_player import StubPlayer
from rig.take_page_driver import TakePageDriver

from mock_interviewer.app.ui.compare.controller import CompareController
from mock_interviewer.app.ui.shared.navigation import ALL_TAKES, LIBRARY, TAKE, PageHistory
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.take.page import TakePage

SAID = transcript_of("It is the loss.")


@pytest.fixture
def pages(qtbot: QtBot, look: Theme) -> QStackedWidget:
    made = QStackedWidget()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    return made


@pytest.fixture
def trail(pages: QStackedWidget) -> PageHistory:
    made = PageHistory(pages)
    for stop in (LIBRARY, ALL_TAKES):
        made.add(QWidget(), partial(replace, stop))
    return made


@pytest.fixture
def desk(
    qtbot: QtBot, pages: QStackedWidget, trail: PageHistory, stored: Stored, player: StubPlayer
) -> Iterator[CompareController]:
    made = CompareController(stored.store, stored.source, player, trail)
    with closing(made):
        show_active(qtbot, pages)
        yield made


def _takes(stored: Stored) -> list[str]:
    return stored.takes(stored.keep(Sitting((SAID, SAID, SAID))))


def _shown(desk: CompareController) -> list[str]:
    return [take.id for take in desk.page.comparison.takes]


def test_back_returns_to_where_two_takes_were_compared_from(
    qtbot: QtBot, pages: QStackedWidget, desk: CompareController, stored: Stored
) -> None:
    takes = _takes(stored)
    pages.setCurrentIndex(1)
    desk.open(takes[2], takes[0])
    assert pages.currentWidget() is desk.page
    assert desk.page.head.back.text() == "All answers"
    qtbot.waitUntil(lambda: _shown(desk) == [takes[0], takes[2]])
    desk.open(takes[1])
    qtbot.waitUntil(lambda: _shown(desk) == takes[:2])
    desk.page.back_requested.emit()
    assert pages.currentIndex() == 1


def test_the_take_page_opens_the_comparison_by_button_and_key(
    qtbot: QtBot,
    pages: QStackedWidget,
    trail: PageHistory,
    desk: CompareController,
    stored: Stored,
    player: StubPlayer,
) -> None:
    session = stored.keep(Sitting((SAID, SAID)))
    takes = stored.takes(session)
    driver = TakePageDriver(qtbot, TakePage(stored.source, player))
    take = driver.page
    trail.add(take, lambda: TAKE, take.back)
    pages.setCurrentWidget(take)
    take.compare.requested.connect(desk.open)
    take.open(session, takes[1])
    driver.until_playable()
    take.compare.click()
    assert pages.currentWidget() is desk.page
    assert desk.page.head.back.text() == "Answer"
    qtbot.waitUntil(lambda: _shown(desk) == takes)
    desk.page.back_requested.emit()
    qtbot.waitUntil(lambda: take.take is not None)
    with qtbot.waitSignal(take.compare.requested) as asked:
        driver.key(Qt.Key.Key_C)
    assert asked.args == [takes[1]]


def test_a_page_without_a_take_has_nothing_to_compare(
    qtbot: QtBot, stored: Stored, player: StubPlayer, look: Theme
) -> None:
    take = TakePage(stored.source, player)
    qtbot.addWidget(take)
    with qtbot.assertNotEmitted(take.compare.requested):
        take.compare.click()


def test_the_page_is_created_on_first_use(pages: QStackedWidget, desk: CompareController) -> None:
    desk.take_changed("a take")
    assert pages.count() == 2
    assert desk.page is desk.page
    assert pages.count() == 3
