"""The one line that says what is going on: an icon, a word, and what there is to add."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mock_interviewer.app.interview.states import Snapshot, State
from mock_interviewer.app.ui.icons import LARGE, Icon, pixmap
from mock_interviewer.app.ui.phrases import spoken_length
from mock_interviewer.app.ui.theme import Roles, Space, Type, roles
from mock_interviewer.app.ui.widgets.text import Text


@dataclass(frozen=True)
class _Look:
    word: str
    icon: Icon
    tint: str
    """Name of a role."""


_LOOKS = {
    State.OPENING: _Look("Getting ready", Icon.OPENING, "text_muted"),
    State.ASKING: _Look("Speaking", Icon.SPEAKING, "accent"),
    State.THINKING: _Look("Think", Icon.THINKING, "accent"),
    State.LISTENING: _Look("Listening", Icon.LISTENING, "recording"),
    State.SAVING: _Look("Saving", Icon.OPENING, "text_muted"),
    State.SAVED: _Look("Saved", Icon.SAVED, "good"),
    State.TRANSCRIBED: _Look("Saved", Icon.SAVED, "good"),
    State.PAUSED: _Look("Paused", Icon.PAUSED, "caution"),
    State.FINISHED: _Look("Finished", Icon.FINISHED, "good"),
}


def state_words(snapshot: Snapshot) -> tuple[str, str]:
    """Return the word for a state, and what is added to it in a muted voice."""
    word = _LOOKS[snapshot.state].word
    match snapshot.state:
        case State.SAVED:
            return word, f"{spoken_length(snapshot.recorded)} · Writing it down"
        case State.TRANSCRIBED:
            return word, spoken_length(snapshot.recorded)
        case State.LISTENING if snapshot.attempt > 1:
            return word, f"try {snapshot.attempt}"
        case _:
            return word, ""


class StateLine(QWidget):
    """Shows the state of a snapshot and nothing that the snapshot does not say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = State.OPENING
        self._icon = QLabel()
        self._word = Text(size=Type.TITLE, strong=True)
        self._detail = Text(size=Type.BODY, tabular=True, kind="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addWidget(self._icon)
        row.addWidget(self._word)
        row.addSpacing(Space.XXS)
        row.addWidget(self._detail, 1, Qt.AlignmentFlag.AlignVCenter)

    @property
    def word(self) -> str:
        """The word that is shown."""
        return self._word.plain

    @property
    def detail(self) -> str:
        """What is added to the word."""
        return self._detail.plain

    def show_snapshot(self, snapshot: Snapshot, added: str = "") -> None:
        """Show where the session stands; ``added`` goes behind the word, as a time left does."""
        word, detail = state_words(snapshot)
        self._detail.show_text(added or detail)
        if snapshot.state is self._state and word == self._word.plain:
            return
        self._state = snapshot.state
        self._word.show_text(word)
        self.setAccessibleName(f"State: {word}")
        self._draw_icon()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, word))

    def add(self, text: str) -> None:
        """Replace what stands behind the word."""
        self._detail.show_text(text)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()
        super().changeEvent(event)

    def _draw_icon(self) -> None:
        look = _LOOKS[self._state]
        tint = _tint(roles(), look.tint)
        self._icon.setPixmap(pixmap(look.icon, tint, LARGE, self.devicePixelRatioF()))


def _tint(colors: Roles, name: str) -> QColor:
    color: QColor = getattr(colors, name)
    return color
