"""Every page that can be drawn, in the window as a person sees it, by the name of its picture.

The functions need a QApplication.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import screenshot_compare
import screenshot_export
import screenshot_feedback
import screenshot_library
import screenshot_practice
import screenshot_replay
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from screenshot_data import (
    interview_settings_page,
    library_again_page,
    library_page,
    settings_page,
    take_again_page,
    take_flagged_page,
)
from screenshot_interview import INTERVIEWS
from screenshot_licenses import licenses_page
from screenshot_models import models_page
from screenshot_practice import practice_page
from screenshot_progress import progress_page
from screenshot_questions import questions_page
from screenshot_reviewer import reviewer_page
from screenshot_storage import storage_page

from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.store.database.records import LibrarySize
from mock_interviewer.app.store.recovery.database_repair import RepairReport
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.window.main_window import MainWindow
from mock_interviewer.app.ui.window.navigation_rail import MainPage
from mock_interviewer.app.ui.window.session_offer import OFFER

Make = Callable[[], QWidget]
_LOADED = 40
"""Milliseconds after which a page has its content; before that no picture is taken."""


def _framed(make: Make, place: MainPage) -> MainWindow:
    """Show a page where a person sees it: in the window, beside the rail."""
    page = make()
    practice = page if isinstance(page, PracticePage) else PracticePage()
    window = MainWindow(practice, InterviewPage())
    if page is not practice:
        window.add_page(place, page)
    window.show_page(place)
    return window


def _in(place: MainPage, pages: Mapping[str, Make]) -> dict[str, Make]:
    return {name: partial(_framed, make, place) for name, make in pages.items()}


def _states(prefix: str, make: Callable[[str], QWidget], states: str) -> dict[str, Make]:
    """Return a page in each of some states, which are told apart by a space."""
    return {f"{prefix}-{state}": partial(make, state) for state in states.split()}


def _proposal() -> QWidget:
    """Show the page of a first start, once the machine was measured."""
    window = _framed(practice_page, MainPage.PRACTICE)
    window.announce(
        "proposal",
        NoticeKind.INFO,
        "This computer can run a more accurate speech model than Base: Small (English only).",
        ("Do&wnload…", lambda: None),
        ("Not &now", lambda: None),
    )
    return window


def _mended() -> QWidget:
    """Show the start after the database was found damaged."""
    mended = RepairReport(
        Path("/home/ana/.local/share/mock-interviewer/library.damaged-20260527-180000.sqlite3"),
        LibrarySize(24, 187),
        without_question=2,
        without_transcript=5,
    )
    window = _framed(partial(practice_page, "due"), MainPage.PRACTICE)
    window.announce("mended", NoticeKind.CAUTION, mended.sentence)
    return window


def _continuing() -> QWidget:
    """Show the start after a session was interrupted, and a question of it deleted."""
    window = _framed(partial(practice_page, "due"), MainPage.PRACTICE)
    window.announce(
        OFFER,
        NoticeKind.INFO,
        "Continue the interview, question 4 of 7? The interrupted answer was recovered."
        " Since then, 1 question was deleted.",
        ("&Continue", lambda: None),
        ("Not &now", lambda: None),
        stays=True,
    )
    return window


def _keys() -> QWidget:
    """Show the keys of a take, once there is one."""
    window = _framed(screenshot_feedback.PAGES["feedback"], MainPage.LIBRARY)
    QTimer.singleShot(_LOADED, window.show_keys)
    return window


_LIBRARY: dict[str, Make] = {
    "library": library_page,
    "library-again": library_again_page,
    "library-writing": partial(library_again_page, 2),
    "take-flagged": take_flagged_page,
    "take-again": take_again_page,
}
_SETTINGS: dict[str, Make] = {
    "settings": settings_page,
    "settings-interview": interview_settings_page,
    "models": partial(models_page, "calm"),
    "licenses": licenses_page,
}
_REVIEWER = "offer asking waiting streaming done failed broken empty elsewhere off on"

PAGES: dict[str, Make] = (
    _in(MainPage.PRACTICE, screenshot_practice.PAGES)
    | {"practice-proposal": _proposal, "practice-mended": _mended}
    | {"practice-continuing": _continuing}
    | {"keys": _keys}
    | INTERVIEWS
    | _in(MainPage.LIBRARY, _LIBRARY)
    | _in(MainPage.LIBRARY, screenshot_library.PAGES)
    | _in(MainPage.LIBRARY, screenshot_feedback.PAGES)
    | _in(MainPage.LIBRARY, screenshot_replay.PAGES)
    | _in(MainPage.LIBRARY, screenshot_compare.PAGES)
    | _in(MainPage.LIBRARY, screenshot_export.PAGES)
    | _in(MainPage.LIBRARY, _states("reviewer", reviewer_page, _REVIEWER))
    | _in(
        MainPage.QUESTIONS,
        _states(
            "questions",
            questions_page,
            "full search fault own leaving new menu details last "
            "import import-refused import-list import-table points",
        ),
    )
    | _in(
        MainPage.PROGRESS,
        _states("progress", progress_page, "full numbers months little empty failed"),
    )
    | _in(MainPage.SETTINGS, _SETTINGS)
    | _in(
        MainPage.SETTINGS,
        _states("models", models_page, "new asking busy stopped full failed missing"),
    )
    | _in(
        MainPage.SETTINGS,
        _states("storage", storage_page, "full new working failed removing restoring moving"),
    )
)
