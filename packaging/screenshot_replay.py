"""The page of a take while it is listened to closely, or corrected, ready to be grabbed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from screenshot_answers import full
from screenshot_data import EVENING, SampleLibrary, StillPlayer
from screenshot_feedback import feedback_page, given

from mock_interviewer.app.ui.shared.waveform_parts import WaveformZoom
from mock_interviewer.app.ui.take.page import TakePage
from mock_interviewer.app.ui.take.player_bar import PlayerBar, ReplayControls
from mock_interviewer.app.ui.take.tabs import TakeTab
from mock_interviewer.app.ui.take.transcript_editor import TranscriptEditor

_PASSAGE = (10.6, 17.9)
_IN_VIEW = (6.0, 16.0)
"""Its first second, and how many there are."""


def _playing(page: TakePage) -> None:
    """Play a take."""
    QTest.keyClick(page, Qt.Key.Key_Space)


def _tools(page: TakePage) -> None:
    """Play a take, with the tools of its transcript in view."""
    _playing(page)
    page.tabs.choose(TakeTab.TOOLS)


def _closely(page: TakePage) -> None:
    """Loop a passage of a take that plays, from close by, faster and without silences."""
    (bar,) = page.findChildren(PlayerBar)
    bar.waveform.passage_chosen.emit(*_PASSAGE)
    bar.waveform.show_zoom(WaveformZoom(bar.waveform.zoom.duration, *_IN_VIEW))
    QTest.keyClicks(page, "]]sm")
    QTest.keyClick(page, Qt.Key.Key_Space)


def _speeds(page: TakePage) -> None:
    """Open the list of speeds."""
    _closely(page)
    (tools,) = page.findChildren(ReplayControls)
    tools.open_speeds()


def _passage_begun(page: TakePage) -> None:
    """Set the start of a passage, and unfold what a low page folds."""
    QTest.keyClick(page, Qt.Key.Key_Right)
    QTest.keyClicks(page, "a")
    QTest.keyClick(page, Qt.Key.Key_Right)


def _correcting(page: TakePage) -> None:
    """Correct a word."""
    QTest.keyClicks(page, "e")
    (editor,) = page.findChildren(TranscriptEditor)
    editor.field.setPlainText(editor.text.replace("raw text", "plain text"))


def _take(act: Callable[[TakePage], None], *, feedback: bool) -> TakePage:
    if feedback:
        page = feedback_page(given(full))
    else:
        page = TakePage(SampleLibrary(1), StillPlayer(12.3), now=lambda: EVENING)
        page.open("session-0000", "session-0000-01")
    QTimer.singleShot(0, partial(_once_there, page, act))
    return page


def _once_there(page: TakePage, act: Callable[[TakePage], None]) -> None:
    """Act as soon as the recording can be played."""
    (bar,) = page.findChildren(PlayerBar)
    if bar.button.isEnabled():
        act(page)
    else:
        QTimer.singleShot(0, partial(_once_there, page, act))


PAGES: dict[str, Callable[[], TakePage]] = {
    "take": partial(_take, _playing, feedback=True),
    "take-tools": partial(_take, _tools, feedback=True),
    "replay": partial(_take, _closely, feedback=True),
    "replay-speeds": partial(_take, _speeds, feedback=True),
    "replay-passage": partial(_take, _passage_begun, feedback=False),
    "replay-editing": partial(_take, _correcting, feedback=True),
}
"""Every state by the name of its picture."""
