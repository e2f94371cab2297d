"""The page of a take, opened at one that was kept."""

from pytestqt.qtbot import QtBot
from rig.stored_library import Sitting, Stored

from mock_interviewer.app.ui.take.page import TakePage


def open_take(
    qtbot: QtBot, page: TakePage, stored: Stored, sitting: Sitting, at: int = 0
) -> list[str]:
    """Keep a session and show one of its takes; returns the ids of all, once it can be played."""
    session = stored.keep(sitting)
    takes = stored.takes(session)
    page.open(session, takes[at])
    qtbot.waitUntil(lambda: page.take is not None)
    if page._takes[at].has_sound:
        qtbot.waitUntil(page._bar.button.isEnabled)
    return takes
