"""The one line that says what is going on: an icon, a word, and what there is to add."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mock_interviewer.app.interview.states import Snapshot, State
from mock_interviewer.app.ui.icons import Icon
from mock_interviewer.app.ui.progress import Progress
from mock_interviewer.app.ui.state_words import detail_for, word_for
from mock_interviewer.app.ui.theme import Space, Type
from mock_interviewer.app.ui.widgets.elided import Elided
from mock_interviewer.app.ui.widgets.emptying_line import EmptyingLine
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.app.ui.widgets.voice_mark import VoiceMark


@dataclass(frozen=True)
class _Look:
    icon: Icon
    tint: str
    """Name of a role."""


_LOOKS = {
    State.OPENING: _Look(Icon.OPENING, "text_muted"),
    State.ASKING: _Look(Icon.SPEAKING, "accent"),
    State.THINKING: _Look(Icon.THINKING, "accent"),
    State.LISTENING: _Look(Icon.LISTENING, "recording"),
    State.CONFIRMING: _Look(Icon.CONFIRMING, "accent"),
    State.SAVING: _Look(Icon.OPENING, "text_muted"),
    State.SAVED: _Look(Icon.SAVED, "good"),
    State.TRANSCRIBED: _Look(Icon.SAVED, "good"),
    State.PAUSED: _Look(Icon.PAUSED, "caution"),
    State.CLOSING: _Look(Icon.SPEAKING, "accent"),
    State.FINISHED: _Look(Icon.FINISHED, "good"),
}
_HEARD = {State.ASKING, State.THINKING, State.LISTENING, State.CONFIRMING, State.CLOSING}
"""States that a session without keys makes heard by itself, or in which it listens: what a screen
reader said there would be taken for the person's own words."""


class StateLine(QWidget):
    """Shows the state of a snapshot and nothing that the snapshot does not say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: State | None = None
        self._mark = VoiceMark()
        self._word = Text(size=Type.TITLE, strong=True)
        self._detail = Elided(Type.BODY, tabular=True, kind="muted")
        self._left = EmptyingLine()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addWidget(self._mark)
        row.addWidget(self._word)
        row.addSpacing(Space.XXS)
        row.addWidget(self._detail, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._left)
        row.addStretch(1)

    @property
    def word(self) -> str:
        """The word that is shown."""
        return self._word.plain

    @property
    def detail(self) -> str:
        """What is added to the word."""
        return self._detail.plain

    @property
    def speaking(self) -> bool:
        """Whether it shows that the interviewer speaks."""
        return self._mark.speaking

    @property
    def emptying(self) -> bool:
        """Whether a line shows how long it is until the answer is over."""
        return self._left.filled is not None

    def show_snapshot(self, snapshot: Snapshot, progress: Progress) -> None:
        """Show where the session stands."""
        self.show_progress(snapshot, progress)
        speaking = _speaks(snapshot)
        self._mark.show_speaking(speaking)
        self.setAccessibleDescription("The interviewer is speaking" if speaking else "")
        word = word_for(snapshot.state)
        if snapshot.state is self._state:
            return
        self._state = snapshot.state
        look = _LOOKS[snapshot.state]
        self._mark.show_icon(look.icon, look.tint)
        if word == self._word.plain:
            return
        self._word.show_text(word)
        self.setAccessibleName(f"State: {word}")
        if not (snapshot.hands_free and snapshot.state in _HEARD):
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, word))

    def show_progress(self, snapshot: Snapshot, progress: Progress) -> None:
        """Show the times that run beside the state."""
        self._detail.show_text(detail_for(snapshot, progress))
        counting = snapshot.state is State.LISTENING and not snapshot.finishing
        self._left.show_left(progress.answer_over_in if counting else None)


def _speaks(snapshot: Snapshot) -> bool:
    """Tell whether the interviewer is to be heard: words that are held are not."""
    return snapshot.interviewer_speaks and snapshot.paused_from is not State.ASKING
