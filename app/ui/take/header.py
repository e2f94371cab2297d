"""The header of the take page: navigation, the question, and the date."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.text.dates_in_words import date_in_words
from mock_interviewer.app.ui.shared.library_source import ListedTake
from mock_interviewer.app.ui.shared.navigation import BackButton
from mock_interviewer.app.ui.shared.take_words import recording_note
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, font
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton, tip_button
from mock_interviewer.app.ui.widgets.column import ROW_PADDING
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel

SMALL_BUTTON_EDGE = Spacing.XS
"""Padding at either side of the buttons beside the date."""


_ROOM_FOR_KEYS = 720
"""Width of a page from which buttons show their keys."""


_ROOM_FOR_TITLE = 640
"""Width of a low page from which the question is as large as elsewhere."""


_ROOM_FOR_PLACE = 560
"""Width of a page from which the buttons leave room for "2 of 5"."""


class TakeHeader(QWidget):
    """A take's question and date, with buttons for the page to connect.

    ``buttons`` are more buttons of the page; those ``beside`` the date are small. Place the header
    at the page's full width: it keeps its own margins.
    """

    def __init__(
        self,
        *buttons: KeyHintButton,
        beside: Sequence[KeyHintButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.back = BackButton()
        self.previous = tip_button("Previous", "Previous answer (Alt+Up)")
        self.following = tip_button("Next", "Next answer (Alt+Down)")
        self._with_keys = (*buttons, *beside)
        self._place = TextLabel(kind="muted", tabular=True)
        self._question = TextLabel(size=FontSize.TITLE, wrap=True)
        self._about = TextLabel(kind="muted", wrap=True)
        self._note = StatusLabel("caution")
        self._width = _ROOM_FOR_TITLE
        self._low = False
        navigation = QHBoxLayout()
        navigation.setSpacing(Spacing.XS)
        navigation.addWidget(self.back)
        navigation.addStretch(1)
        for button in buttons:
            navigation.addWidget(button)
        navigation.addWidget(self._place)
        navigation.addWidget(self.previous)
        navigation.addWidget(self.following)
        text = QVBoxLayout()
        text.setContentsMargins(ROW_PADDING, 0, 0, 0)
        text.setSpacing(Spacing.XS)
        text.addLayout(_up_to_margin(self._question))
        about = QHBoxLayout()
        # If the line ends in a button, the button's label is aligned with the text.
        about.setContentsMargins(
            0, 0, ROW_PADDING - SMALL_BUTTON_EDGE if beside else ROW_PADDING, 0
        )
        about.setSpacing(0)
        about.addWidget(self._about, 1)
        for small in beside:
            about.addWidget(small)
        text.addLayout(about)
        text.addLayout(_up_to_margin(self._note))
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.M)
        column.addLayout(navigation)
        column.addLayout(text)
        self.clear()

    @property
    def question(self) -> str:
        """The question shown."""
        return self._question.plain

    @property
    def note(self) -> str:
        """The note about an unusual recording; empty for an ordinary one."""
        return self._note.plain

    def clear(self) -> None:
        """Show no take."""
        for text in (self._question, self._about, self._place):
            text.show_text("")
        self._note.show_text("")
        self._note.hide()
        self.previous.setEnabled(False)
        self.following.setEnabled(False)

    def show_take(self, listed: ListedTake, at: int, of: int, now: datetime) -> None:
        """Show take number ``at`` (from 0) ``of`` its session's; dates are relative to ``now``."""
        take = listed.take
        self._question.show_text(take.text)
        when = date_in_words(take.started_at, now)
        back = take.follow_up is not None
        parts = [take.section, f"follow-up to question {take.position}" if back else "", when]
        if take.attempt > 1:
            what = "follow-up" if back else "question"
            parts.append(f"answer {take.attempt} to this {what}")
        self._about.show_text(" · ".join(part for part in parts if part))
        self._note.show_text(recording_note(listed))
        self._note.setVisible(bool(self._note.plain))
        self._place.show_text(f"{at + 1} of {of}")
        self.previous.setEnabled(at > 0)
        self.following.setEnabled(at < of - 1)
        self.fit(self._width, low=self._low)

    def fit(self, width: int, *, low: bool) -> None:
        """Leave out keys and space in a narrow or ``low`` page; all takes have one type size."""
        self._width, self._low = width, low
        self._column.setSpacing(Spacing.XS if low else Spacing.M)
        self._place.setVisible(width >= _ROOM_FOR_PLACE)
        for button in self._with_keys:
            button.show_key(shown=width >= _ROOM_FOR_KEYS)
        small = low and width < _ROOM_FOR_TITLE
        self._question.setFont(font(FontSize.BODY, strong=True) if small else font(FontSize.TITLE))


def _up_to_margin(part: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, ROW_PADDING, 0)
    row.addWidget(part)
    return row


class CompareButton(KeyHintButton):
    """The button, for a page to place and to bind to C, that compares the take in view."""

    requested = Signal(str)
    """The ID of the take to compare."""

    def __init__(self) -> None:
        super().__init__("C", "Compare…")
        self._subject: Callable[[], TakeRecord | None] = lambda: None
        self.setAccessibleName("Compare with another answer to this question")
        self.setToolTip("Compare with another answer to this question (C)")
        self.clicked.connect(self._request)

    def follow(self, subject: Callable[[], TakeRecord | None]) -> None:
        """Compare the take that ``subject`` returns when pressed; None if there is none."""
        self._subject = subject

    @Slot()
    def _request(self) -> None:
        take = self._subject()
        if take is not None:
            self.requested.emit(take.id)
