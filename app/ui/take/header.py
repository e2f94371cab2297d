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
"""Room at either side of the buttons beside the date."""


_SHORT_QUESTION = 90


_ROOM_FOR_KEYS = 720
"""Width of a page from which buttons show their keys."""


_WIDE_ENOUGH = 640


_ROOM_FOR_PLACE = 560
"""Width of a page from which all buttons leave room for the take's place among the others."""


class TakeHeader(QWidget):
    """Shows a take's question and date, with buttons that the page connects. Full width.

    ``buttons`` are further ones of the page; those ``beside`` the date are small.
    """

    def __init__(
        self,
        *buttons: KeyHintButton,
        beside: Sequence[KeyHintButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.back = BackButton()
        self.previous = tip_button("Previous", "Previous take (Alt+Up)")
        self.following = tip_button("Next", "Next take (Alt+Down)")
        self._with_keys = (*buttons, *beside)
        self._place = TextLabel(kind="muted", tabular=True)
        self._question = TextLabel(size=FontSize.TITLE, wrap=True)
        self._about = TextLabel(kind="muted", wrap=True)
        self._note = StatusLabel("caution")
        self._width = _WIDE_ENOUGH
        self._low = self._short = False
        ways = QHBoxLayout()
        ways.setSpacing(Spacing.XS)
        ways.addWidget(self.back)
        ways.addStretch(1)
        for button in buttons:
            ways.addWidget(button)
        ways.addWidget(self._place)
        ways.addWidget(self.previous)
        ways.addWidget(self.following)
        text = QVBoxLayout()
        text.setContentsMargins(ROW_PADDING, 0, 0, 0)
        text.setSpacing(Spacing.XS)
        text.addLayout(_up_to_margin(self._question))
        about = QHBoxLayout()
        # Where it ends in a button, its label ends where all text does.
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
        column.addLayout(ways)
        column.addLayout(text)
        self.clear()

    @property
    def question(self) -> str:
        """The question that is shown."""
        return self._question.plain

    @property
    def note(self) -> str:
        """What is said of an unusual recording; empty for an ordinary one."""
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
        """Show the take that is number ``at`` (from 0) ``of`` its session's takes, seen ``now``."""
        take = listed.take
        self._question.show_text(take.text)
        when = date_in_words(take.started_at, now)
        back = take.follow_up is not None
        parts = [take.section, f"follow-up to question {take.position}" if back else "", when]
        if take.attempt > 1:
            what = "follow-up" if back else "question"
            parts.append(f"take {take.attempt} of this {what}")
        self._about.show_text(" · ".join(part for part in parts if part))
        self._note.show_text(recording_note(listed))
        self._note.setVisible(bool(self._note.plain))
        self._place.show_text(f"{at + 1} of {of}")
        self.previous.setEnabled(at > 0)
        self.following.setEnabled(at < of - 1)
        self.fit(self._width, low=self._low, short=self._short)

    def fit(self, width: int, *, low: bool, short: bool = False) -> None:
        """Take the type that suits a page of ``width``: a long question must leave room.

        In a ``short`` page any question is no larger than a title: what is beneath comes first.
        """
        self._width, self._low, self._short = width, low, short
        self._column.setSpacing(Spacing.XS if low else Spacing.M)
        self._place.setVisible(width >= _ROOM_FOR_PLACE)
        for button in self._with_keys:
            button.show_key(shown=width >= _ROOM_FOR_KEYS)
        wide, brief = width >= _WIDE_ENOUGH, len(self._question.plain) <= _SHORT_QUESTION
        if wide and brief and not low and not short:
            self._question.setFont(font(FontSize.QUESTION))
        elif wide or (brief and not low):
            self._question.setFont(font(FontSize.TITLE))
        else:
            self._question.setFont(font(FontSize.BODY, strong=True))


def _up_to_margin(part: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, ROW_PADDING, 0)
    row.addWidget(part)
    return row


class CompareButton(KeyHintButton):
    """For a page to place, and to press at C."""

    requested = Signal(str)
    """The id of the take in view, which is to be compared."""

    def __init__(self) -> None:
        super().__init__("C", "Compare…")
        self._subject: Callable[[], TakeRecord | None] = lambda: None
        self.setAccessibleName("Compare with another take of this question")
        self.setToolTip("Compare with another take of this question (C)")
        self.clicked.connect(self._ask)

    def follow(self, subject: Callable[[], TakeRecord | None]) -> None:
        """Ask about what ``subject`` gives then, the take in view; None where there is none."""
        self._subject = subject

    @Slot()
    def _ask(self) -> None:
        take = self._subject()
        if take is not None:
            self.requested.emit(take.id)
