from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.shared.navigation import (
    ALL_TAKES,
    COMPARISON,
    LIBRARY,
    QUESTIONS,
    SEARCH_RESULTS,
    TAKE,
    BackButton,
    Destination,
    PageHistory,
)
from mock_interviewer.app.ui.style.theme import Theme


class Page(QWidget):
    """A page with a way back."""

    def __init__(self) -> None:
        super().__init__()
        self.back = BackButton()
        QVBoxLayout(self).addWidget(self.back)


@dataclass
class Places:
    """A list, from which ways lead to the takes of a question, to a take and to a comparison."""

    pages: QStackedWidget
    trail: PageHistory
    list_called: Destination = LIBRARY
    first: QWidget = field(default_factory=QWidget)
    takes: Page = field(default_factory=Page)
    take: Page = field(default_factory=Page)
    comparison: Page = field(default_factory=Page)

    def __post_init__(self) -> None:
        self.trail.add(self.first, lambda: self.list_called)
        for page, stop in (
            (self.takes, ALL_TAKES),
            (self.take, TAKE),
            (self.comparison, COMPARISON),
        ):
            self.trail.add(page, _always(stop), page.back)

    @property
    def here(self) -> QWidget:
        """The page in view."""
        page = self.pages.currentWidget()
        assert page is not None
        return page

    def go(self, *pages: QWidget) -> None:
        """Go from page to page."""
        for page in pages:
            self.trail.go(page)


def _always(stop: Destination) -> Callable[[], Destination]:
    return lambda: stop


@pytest.fixture
def places(qtbot: QtBot, look: Theme) -> Places:
    pages = QStackedWidget()
    qtbot.addWidget(pages)
    return Places(pages, PageHistory(pages))


def test_back_retraces_the_visited_pages(places: Places) -> None:
    places.go(places.takes, places.take, places.comparison)
    found = [places.here]
    for _ in range(3):
        places.trail.back()
        found.append(places.here)
    assert found == [places.comparison, places.take, places.takes, places.first]


def test_each_back_button_names_its_destination(places: Places) -> None:
    places.go(places.takes, places.take)
    assert (places.takes.back.text(), places.take.back.text()) == (LIBRARY.name, ALL_TAKES.name)
    places.trail.back()
    places.trail.back()
    places.go(places.take)
    assert places.take.back.text() == LIBRARY.name


def test_a_back_button_uses_the_present_name_of_its_page(places: Places) -> None:
    places.list_called = SEARCH_RESULTS
    places.go(places.take)
    assert places.take.back.text() == SEARCH_RESULTS.name


def test_no_page_is_in_the_history_twice(places: Places) -> None:
    places.go(places.take, places.takes, places.take)
    assert places.take.back.text() == LIBRARY.name
    places.trail.back()
    assert places.here is places.first


def test_going_to_the_current_page_changes_nothing(places: Places) -> None:
    places.go(places.take, places.take)
    places.trail.back()
    assert places.here is places.first


def test_the_first_page_has_no_way_back(places: Places) -> None:
    places.go(places.takes, places.take)
    places.pages.setCurrentWidget(places.first)
    places.trail.back()
    assert places.here is places.first
    places.go(places.comparison)
    assert places.comparison.back.text() == LIBRARY.name


def test_back_returns_to_where_the_person_entered_from(places: Places) -> None:
    left: list[QWidget] = []
    places.go(places.comparison)
    places.trail.come(places.takes, QUESTIONS, lambda: left.append(places.here))
    assert (places.here, places.takes.back.text()) == (places.takes, QUESTIONS.name)
    places.trail.back()
    assert left == [places.takes]
    assert places.here is places.first


def test_back_goes_page_by_page_after_entering_from_outside(places: Places) -> None:
    left: list[QWidget] = []
    places.trail.come(places.takes, QUESTIONS, lambda: left.append(places.here))
    places.go(places.take)
    assert places.take.back.text() == ALL_TAKES.name
    places.trail.back()
    assert (places.here, left) == (places.takes, [])
    assert places.takes.back.text() == QUESTIONS.name
    places.trail.back()
    assert left == [places.takes]


def test_after_leaving_the_history_starts_at_the_first_page_again(places: Places) -> None:
    left: list[QWidget] = []
    places.trail.come(places.takes, QUESTIONS, lambda: left.append(places.here))
    places.trail.back()
    places.go(places.takes)
    assert places.takes.back.text() == LIBRARY.name
    for _ in range(2):
        places.trail.back()
    assert len(left) == 1
