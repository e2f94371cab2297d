"""The take page as a person uses it: open a take, press, type, select words, read the page."""

from collections.abc import Callable
from typing import TypeAlias, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QScrollBar, QWidget
from pytestqt.qtbot import QtBot
from rig.shown import show_active
from rig.stored_library import Sitting, Stored

from mock_interviewer.app.ui.take.body import TakeBody
from mock_interviewer.app.ui.take.header import TakeHeader
from mock_interviewer.app.ui.take.page import TakePage
from mock_interviewer.app.ui.take.player_bar import PlayerBar
from mock_interviewer.app.ui.take.tabs import TakeTab
from mock_interviewer.app.ui.take.transcript_panel import TranscriptPanel
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.app.ui.widgets.scroll_areas import PageScrollArea

_NO_KEYS = Qt.KeyboardModifier.NoModifier
_Part = TypeVar("_Part", bound=QWidget)


class TakePageDriver:
    """One take page. Its parts are public, for what only one test looks at.

    Words are numbered from 0; times are seconds from the start of the recording.
    """

    def __init__(self, qtbot: QtBot, page: TakePage) -> None:
        self.qtbot = qtbot
        self.page = page
        self.header = _part(page, TakeHeader)
        self.banner = _part(page, Banner)
        self.bar = _part(page, PlayerBar)
        self.waveform, self.tools = self.bar.waveform, self.bar.tools
        self.body = _part(page, TakeBody)
        self.panel = _part(page, TranscriptPanel)
        self.view, self.editor = self.panel.view, self.panel.editor
        self.feedback = page.feedback.panel
        self.transcript_tools = self.panel.tools

    def show(self, width: int, height: int) -> None:
        """Show the page in an active window of a size."""
        self.page.resize(width, height)
        self.qtbot.addWidget(self.page)
        show_active(self.qtbot, self.page)

    def open(self, stored: Stored, sitting: Sitting, at: int = 0) -> list[str]:
        """Save a session and open one of its takes; return all take IDs once the page is ready."""
        session = stored.keep(sitting)
        takes = stored.takes(session)
        self.page.open(session, takes[at])
        self.qtbot.waitUntil(lambda: self.page.take is not None)
        if not self.bar.isHidden():
            self.until_playable()
        return takes

    def open_damaged(self, stored: Stored, sitting: Sitting, content: bytes | None) -> None:
        """Open a take whose recording was replaced by ``content``, or deleted for None."""
        session = stored.keep(sitting)
        (take,) = stored.takes(session)
        recording = stored.recording(take)
        if content is None:
            recording.unlink()
        else:
            recording.write_bytes(content)
        self.page.open(session, take)
        self.qtbot.waitUntil(lambda: self.page.take is not None)

    def until_playable(self) -> None:
        """Wait until the recording was read."""
        self.qtbot.waitUntil(self.bar.button.isEnabled)

    def button(self, name: str) -> QAbstractButton:
        """Return the visible button with an accessible name."""
        buttons = self.page.findChildren(QAbstractButton)
        found = [one for one in buttons if one.accessibleName() == name and one.isVisible()]
        assert len(found) == 1, f"{len(found)} visible buttons named {name!r}"
        return found[0]

    def offers(self, name: str) -> bool:
        """Return whether there is a visible, enabled button with this accessible name."""
        buttons = self.page.findChildren(QAbstractButton)
        usable = (one for one in buttons if one.isVisible() and one.isEnabled())
        return any(one.accessibleName() == name for one in usable)

    def press(self, name: str) -> None:
        """Click the button with an accessible name."""
        button = self.button(name)
        assert button.isEnabled(), f"{name!r} is disabled"
        button.click()

    def key(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = _NO_KEYS,
        *,
        on: QWidget | None = None,
    ) -> None:
        """Press a key while ``on``, or else the transcript, has the keyboard."""
        self.qtbot.keyClick(on or self.view, key, modifiers)

    def type(
        self, text: str, modifiers: Qt.KeyboardModifier = _NO_KEYS, *, on: QWidget | None = None
    ) -> None:
        """Type a text while ``on``, or else the transcript, has the keyboard."""
        for character in text:
            self.qtbot.keyClicks(on or self.view, character, modifiers)

    @property
    def parts_with_keys(self) -> tuple[QWidget, ...]:
        """Parts that can have the keyboard and must leave the page its keys."""
        return self.bar.button, self.waveform, self.view, self.tools.loop

    def show_tab(self, tab: TakeTab) -> None:
        """Click a tab."""
        bar = self.page.tabs.bar
        place = bar.tabRect(list(TakeTab).index(tab)).center()
        self.qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place)

    def focus_words(self) -> None:
        """Move the keyboard to the transcript, as Tab does."""
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def place_of(self, word: int) -> QPoint:
        """Return the center of a word that stands on one line, in the transcript's viewport."""
        placed = self.view.words[word]
        cursor = QTextCursor(self.view.document())
        cursor.setPosition(placed.first)
        start = self.view.cursorRect(cursor)
        cursor.setPosition(placed.last)
        return (start.center() + self.view.cursorRect(cursor).center()) / 2

    def click_word(self, word: int) -> None:
        """Click a word of the transcript."""
        viewport = self.view.viewport()
        self.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=self.place_of(word))

    def format_of(self, word: int) -> QTextCharFormat:
        """Return the format in which a word is set."""
        cursor = QTextCursor(self.view.document())
        cursor.setPosition(self.view.words[word].first + 1)
        return cursor.charFormat()

    @property
    def highlighted(self) -> list[str]:
        """The words with another background than the margin of the transcript."""
        image = self.view.viewport().grab().toImage()
        plain = image.pixelColor(0, 0)
        found = []
        for word in self.view.words:
            cursor = QTextCursor(self.view.document())
            cursor.setPosition(word.first)
            start = self.view.cursorRect(cursor)
            if image.pixelColor(start.left() - 1, start.center().y()) != plain:
                found.append(self.view.toPlainText()[word.first : word.last])
        return found

    def drag_over(self, start: float, end: float) -> None:
        """Drag over the waveform from one second to another; both must be in view."""
        first, last = self._place_at(start), self._place_at(end)
        QTest.mousePress(self.waveform, Qt.MouseButton.LeftButton, pos=first)
        QTest.mouseMove(self.waveform, last)
        QTest.mouseRelease(self.waveform, Qt.MouseButton.LeftButton, pos=last)

    def _place_at(self, seconds: float) -> QPoint:
        share = self.waveform.zoom.share(seconds)
        return QPoint(round(share * self.waveform.width()), self.waveform.height() // 2)

    @property
    def playing(self) -> bool:
        """Whether the play button offers to pause."""
        return self.bar.button.accessibleName() == "Pause"

    @property
    def position(self) -> float:
        """The position shown by the waveform, in seconds."""
        return self.waveform.value() / 1000

    @property
    def speed(self) -> str:
        """The speed that is shown: 1.25x."""
        return self.tools.speed.accessibleName().removeprefix("Speed: ")

    @property
    def passage(self) -> str:
        """The passage that is set, in words: loop 0:02 to 0:06; empty for none."""
        described = self.waveform.accessibleDescription()
        parts = [part for part in described.split("; ")[-1].split(", ") if " to " in part]
        return parts[0] if parts else ""

    def next(self) -> None:
        """Go to the next take of the session."""
        self.press("Next answer")

    def previous(self) -> None:
        """Go to the previous take of the session."""
        self.press("Previous answer")

    def edit(self, text: str | None = None) -> None:
        """Open the editor by its key, and replace the text by ``text`` where that is given."""
        self.type("e")
        self.qtbot.waitUntil(self.editor.field.hasFocus)
        if text is not None:
            self.editor.field.setPlainText(text)

    def save_edit(self) -> None:
        """Press Save and wait until the words are shown again."""
        self.press("Save the transcript")
        self.qtbot.waitUntil(self.view.isVisible)

    def until_versions_are_offered(self) -> None:
        """Wait until the take's transcripts can be chosen from."""
        self.qtbot.waitUntil(self.panel.versions.isVisible)

    @property
    def words(self) -> str:
        """The transcript; empty where a sentence stands in its place."""
        return self.view.toPlainText() if self.view.isVisible() else ""

    @property
    def problem(self) -> str:
        """The text of the banner; empty while it is hidden."""
        return self.banner.text

    def label(self, text: str) -> TextLabel:
        """Return the visible label of a text."""
        labels = self.page.findChildren(TextLabel)
        found = [one for one in labels if one.isVisible() and one.plain == text]
        assert len(found) == 1, f"{len(found)} visible labels that say {text!r}"
        return found[0]

    @property
    def scroll_bar(self) -> QScrollBar:
        """The vertical scroll bar of the page itself."""
        return _part(self.page, PageScrollArea).verticalScrollBar()


MakeTakePage: TypeAlias = Callable[..., TakePageDriver]


def _part(page: QWidget, kind: type[_Part]) -> _Part:
    found = page.findChildren(kind)
    assert len(found) == 1, f"{len(found)} of {kind.__name__}"
    return found[0]
