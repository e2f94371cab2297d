"""The library with a search, filters, and marks, and the page of a question, for screenshots."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget
from screenshot_data import EVENING, SampleLibrary, StillPlayer, sample_take
from screenshot_speech import ANSWERS

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.store.database.records import SessionRecord
from mock_interviewer.app.store.search.list_rows import SessionListRow
from mock_interviewer.app.ui.feedback.model_answer import ModelAnswerText
from mock_interviewer.app.ui.library.filters import AnswerAge
from mock_interviewer.app.ui.library.loader import LibraryView
from mock_interviewer.app.ui.library.page import LibraryPage
from mock_interviewer.app.ui.library.question_history.page import (
    QuestionHistoryPage,
    QuestionHistoryPart,
)
from mock_interviewer.app.ui.take.page import TakePage

_NEWEST = "session-0000"
_NAME = "The one with the chef"
_NOTE = "Begin with the definition. The example of the two models is worth keeping."


class _Broken(SampleLibrary):
    """A library on a disconnected disk."""

    def session_lines(
        self, _before: int | None, _count: int, _oldest: int | None = None
    ) -> Future[tuple[SessionListRow, ...]]:
        """Refuse."""
        failed: Future[tuple[SessionListRow, ...]] = Future()
        failed.set_exception(
            StoreError(
                "The library in /home/you/.local/share/mock-interviewer cannot be read: "
                "Input/output error.",
                "Check the disk, then try again.",
            )
        )
        return failed


def _marked_library() -> SampleLibrary:
    library = SampleLibrary()
    library.set_mark(f"{_NEWEST}-02", "starred", on=True)
    library.mark_take(f"{_NEWEST}-02", _NAME, _NOTE)
    library.set_mark("session-0003-01", "starred", on=True)
    library.name_session("session-0002", "Before the call with Ada")
    return library


def _words(_bank: str, question: str) -> str:
    return ANSWERS[int(question.removeprefix("q-")) % len(ANSWERS)][1]


def _library(act: Callable[[LibraryPage], None], library: SampleLibrary | None = None) -> QWidget:
    page = LibraryPage(library or _marked_library(), now=lambda: EVENING, question_text=_words)
    page.open_session(_NEWEST)
    once = Qt.ConnectionType.SingleShotConnection
    page.loader.session_opened.connect(lambda _session: act(page), once)
    return page


def _answers(page: LibraryPage) -> None:
    page.parts.view.choose(LibraryView.ANSWERS)
    page.parts.view.chosen.emit()


def _search(text: str, page: LibraryPage) -> None:
    page.parts.focus_search()
    page.parts.search.setText(text)


def _filtered(page: LibraryPage) -> None:
    filters = page.parts.filters
    filters.section.setCurrentIndex(2)
    filters.when.choose(AnswerAge.MONTH)
    filters.when.chosen.emit()


def _dates(typed: tuple[str, str], page: LibraryPage) -> None:
    filters = page.parts.filters
    filters.when.choose(AnswerAge.DATES)
    filters.when.chosen.emit()
    for field, text in zip((filters.dates.first, filters.dates.last), typed, strict=True):
        field.setText(text)
        field.editingFinished.emit()


def _calendar(page: LibraryPage) -> None:
    _dates(("2026-02-21", ""), page)
    page.parts.filters.dates.first.open_calendar()


def _undo(page: LibraryPage) -> None:
    for _ in range(2):
        page.row_actions.delete(page.parts.rows.current)


def _naming(page: LibraryPage) -> None:
    page.parts.rows.setCurrentIndex(page.loader.sessions.index_of(_NEWEST, f"{_NEWEST}-02"))
    page.row_actions.edit_marks(page.parts.rows.current)


def _nothing(_page: LibraryPage) -> None:
    pass


def _history_library(count: int) -> SampleLibrary:
    library = SampleLibrary(0)
    for at in range(count):
        started = EVENING - timedelta(days=9 * (count - at), minutes=41 * at)
        ident = f"session-{at:04}"
        listed = sample_take(ident, 1, started)
        back = replace(
            listed,
            take=replace(
                listed.take,
                id=f"{ident}-09",
                text="Why can two models with different tokenizers not be compared by it?",
                follow_up=1,
                started_at=started + timedelta(minutes=4),
            ),
        )
        library.kept[ident] = (listed, back) if at == 1 else (listed,)
        library.records.insert(
            0, SessionRecord(ident, "practice", started, None, 8, 1, 1, listed.take.duration)
        )
    return library


def _history(
    count: int, part: QuestionHistoryPart = QuestionHistoryPart.TAKES, *, choosing: bool = False
) -> QuestionHistoryPage:
    page = QuestionHistoryPage(_history_library(count), now=lambda: EVENING)
    if choosing:
        page.compare_requested.connect(lambda _older, _newer: None)
    page.open("llm", "q-1")
    answer = ModelAnswerText(ANSWERS[1][2])
    page.show_question(ANSWERS[1][1], answer, available=True)
    QTimer.singleShot(20, page, lambda: _look_at(page, part, choosing=choosing))
    return page


def _look_at(page: QuestionHistoryPage, part: QuestionHistoryPart, *, choosing: bool) -> None:
    page.show_part(part)
    if part is QuestionHistoryPart.MODEL:
        page.model_answer.reveal.click()
    if choosing:
        for at in (1, 3):
            page.toggle_selection(at)


def _adding() -> QWidget:
    page = _history(3)
    QTimer.singleShot(
        30,
        page,
        lambda: page.banner.say(
            NoticeKind.INFO,
            "Adding interview at the university.m4a: 12 min so far…",
            ("Stop", lambda: None),
            closable=False,
        ),
    )
    return page


def _take() -> QWidget:
    page = TakePage(_marked_library(), StillPlayer(), now=lambda: EVENING)
    page.marks.mark_toggled.connect(lambda _take, _mark, _on: None)
    page.marks.mark_asked.connect(lambda _take, _name, _note: None)
    page.marks.question_asked.connect(lambda _bank, _question: None)
    page.open(_NEWEST, f"{_NEWEST}-02", search="held-out sequence perplexity")
    return page


PAGES: dict[str, Callable[[], QWidget]] = {
    "library-answers": partial(_library, _answers),
    "library-search": partial(_library, partial(_search, "language mod")),
    "library-filtered": partial(_library, _filtered),
    "library-dates": partial(_library, partial(_dates, ("2026-02-21", "2026-02-28"))),
    "library-dates-wrong": partial(_library, partial(_dates, ("2026-02-30", "2026-02-25"))),
    "library-calendar": partial(_library, _calendar),
    "library-no-match": partial(_library, partial(_search, "blockchain")),
    "library-undo": partial(_library, _undo),
    "library-naming": partial(_library, _naming),
    "library-empty": lambda: _library(_nothing, SampleLibrary(0)),
    "library-failed": lambda: _library(_nothing, _Broken()),
    "history": lambda: _history(6, choosing=True),
    "history-model": lambda: _history(6, QuestionHistoryPart.MODEL),
    "history-once": lambda: _history(1),
    "history-adding": _adding,
    "take-found": _take,
}
