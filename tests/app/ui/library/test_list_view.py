import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from screenshot_data import EVENING, SampleLibrary

from mock_interviewer.app.store.search.list_rows import ALL_TAKES
from mock_interviewer.app.store.search.search_query import search_terms
from mock_interviewer.app.store.search.take_search import QuotedField, SearchResult
from mock_interviewer.app.ui.library.list_models import AnswerListModel
from mock_interviewer.app.ui.library.list_view import LibraryListView
from mock_interviewer.app.ui.library.row_painter import RowPainter
from mock_interviewer.app.ui.shared.library_rows import LibraryRow
from mock_interviewer.app.ui.style.theme import Theme

ROWS = 20_000


@pytest.fixture
def model(qtbot: QtBot) -> AnswerListModel:
    return AnswerListModel()


@pytest.fixture
def view(qtbot: QtBot, look: Theme, model: AnswerListModel) -> LibraryListView:
    made = LibraryListView()
    made.setModel(model)
    made.resize(600, 400)
    qtbot.addWidget(made)
    made.show()
    return made


def _fill(model: AnswerListModel, count: int, *, more: bool) -> None:
    (line, *_) = SampleLibrary(1).answers(ALL_TAKES, None, 1).result()
    model.set_lines([line] * count, EVENING, more=more)


class _Watched(AnswerListModel):
    """Remembers which rows are looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[int] = set()

    def row(self, index: QModelIndex | QPersistentModelIndex) -> LibraryRow | None:
        self.seen.add(index.row())
        return super().row(index)


def test_only_visible_rows_are_painted(qtbot: QtBot, view: LibraryListView) -> None:
    watched = _Watched()
    view.setModel(watched)
    _fill(watched, ROWS, more=False)
    view.scrollToBottom()
    watched.seen.clear()
    view.grab()
    assert max(watched.seen) == ROWS - 1
    assert len(watched.seen) < 20


def test_more_rows_are_requested_before_the_end_is_reached(
    qtbot: QtBot, view: LibraryListView, model: AnswerListModel
) -> None:
    _fill(model, 100, more=True)
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    with qtbot.assertNotEmitted(model.more_requested):
        bar.setValue(bar.maximum() // 4)
    with qtbot.waitSignal(model.more_requested):
        bar.setValue(bar.maximum() * 3 // 4)


def test_the_end_key_requests_more_rows(
    qtbot: QtBot, view: LibraryListView, model: AnswerListModel
) -> None:
    _fill(model, 100, more=True)
    view.setCurrentIndex(model.index(0))
    with qtbot.waitSignal(model.more_requested):
        qtbot.keyClick(view, Qt.Key.Key_End)


def test_letters_are_left_to_the_page(
    view: LibraryListView, model: AnswerListModel, qtbot: QtBot
) -> None:
    _fill(model, 3, more=False)
    view.setCurrentIndex(model.index(1))
    qtbot.keyClick(view, Qt.Key.Key_H)
    assert view.currentIndex().row() == 1


def test_all_rows_have_one_height(view: LibraryListView, model: AnswerListModel) -> None:
    _fill(model, 3, more=False)
    heights = {view.visualRect(model.index(at)).height() for at in range(3)}
    assert heights == {RowPainter().height}
    assert view.visualRect(model.index(0)).width() == view.viewport().width()


def test_search_matches_are_highlighted_in_the_title(
    view: LibraryListView, model: AnswerListModel
) -> None:
    (line, *_) = SampleLibrary(1).answers(ALL_TAKES, None, 1).result()
    word = line.text.split()[0]

    def drawn(sought: str) -> QImage:
        model.set_hits(
            [SearchResult(line, QuotedField.QUESTION, (), search_terms(sought))],
            EVENING,
            more=False,
        )
        return view.grab().toImage()

    assert drawn(word) != drawn("nowhere")
    assert drawn("nowhere") == drawn("either")
