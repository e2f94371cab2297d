"""The choices above the library's list, as far as they are no matter of the list."""

import pytest
from pytestqt.qtbot import QtBot

from mock_interviewer.app.store.search.listing import PracticedQuestion
from mock_interviewer.app.ui.library.filters import LibraryFilters
from mock_interviewer.app.ui.style.theme import Theme

LONG = "Deployment and Inference"


@pytest.fixture
def filters(qtbot: QtBot, look: Theme) -> LibraryFilters:
    made = LibraryFilters(lambda _bank, question: question)
    qtbot.addWidget(made)
    made.offer(
        [PracticedQuestion("llm", section, "q", 1) for section in ("Basics", LONG, 9 * LONG)]
    )
    made.resize(760, 200)
    made.show()
    return made


def choose(filters: LibraryFilters, topic: int) -> None:
    filters.section.setCurrentIndex(topic)
    filters.section.chosen.emit()


def test_the_chosen_topic_is_not_elided(filters: LibraryFilters, qtbot: QtBot) -> None:
    narrow = filters.section.width()
    choose(filters, 2)
    qtbot.waitUntil(lambda: filters.section.shown == LONG)
    filters.reset_silently()
    qtbot.waitUntil(lambda: filters.section.width() == narrow)
    choose(filters, 3)
    qtbot.waitUntil(lambda: filters.section.width() > narrow)
    assert filters.section.shown.endswith("…")
    assert filters.section.width() < filters.width() / 2


@pytest.mark.parametrize("width", range(440, 840, 20))
def test_the_clear_button_never_wraps_alone(
    filters: LibraryFilters, qtbot: QtBot, width: int
) -> None:
    choose(filters, 2)
    filters.resize(width, 200)
    qtbot.waitUntil(
        lambda: filters.clear.isVisible() and filters.clear.x() > filters.marks["starred"].x()
    )
    starred, clear = (
        each.mapTo(filters, each.rect().center())
        for each in (filters.marks["starred"], filters.clear)
    )
    assert abs(starred.y() - clear.y()) <= 1
