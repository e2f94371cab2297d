"""Pages on which an export is asked for, under way or over."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget
from screenshot_data import library_page, take_page

_SAID = {
    "done": "48 takes are in /home/you/Documents/interview all sessions.zip.",
    "failed": "/media/stick/interview.pdf cannot be written: No space left on device. Make room or "
    "choose another place; what was there before is untouched.",
}


def _library(state: str) -> QWidget:
    page = library_page()
    page.export.choose("session-0000")
    if state == "running":
        page.export.show_progress(3, 12)
    elif state in _SAID:
        page.export.say(_SAID[state])
    return page


def _take() -> QWidget:
    page = take_page()
    page.export.choose("session-0000", "session-0000-01")
    return page


PAGES: dict[str, Callable[[], QWidget]] = {
    "export": partial(_library, "asking"),
    "export-running": partial(_library, "running"),
    "export-done": partial(_library, "done"),
    "export-failed": partial(_library, "failed"),
    "export-take": _take,
}
