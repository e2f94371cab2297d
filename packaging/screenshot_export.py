"""Export pages before, during, and after an export, for screenshots."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget
from screenshot_data import SUBJECT, library_page, take_page

_WRITTEN = Path("/home/you/Documents/2024-05-27 All sessions.zip")
_FAILED = (
    "/media/stick/interview.pdf can't be written: No space left on device. Free up space or choose"
    " another place; what was there before is untouched."
)


def _library(state: str) -> QWidget:
    page = library_page()
    page.export.offer(SUBJECT.session)
    page.export.scope.show_description(SUBJECT)
    match state:
        case "running":
            page.export.show_progress(3, 12)
        case "done":
            page.export.show_result(f"Exported 48 takes to {_WRITTEN}.", _WRITTEN)
        case "failed":
            page.export.show_result(_FAILED, failed=True)
    return page


def _take() -> QWidget:
    page = take_page()
    shown = replace(SUBJECT, take="session-0000-01")
    page.export.offer(shown.session, shown.take)
    page.export.scope.show_description(shown)
    return page


PAGES: dict[str, Callable[[], QWidget]] = {
    "export": partial(_library, "asking"),
    "export-running": partial(_library, "running"),
    "export-done": partial(_library, "done"),
    "export-failed": partial(_library, "failed"),
    "export-take": _take,
}
