"""The line that shows the state of a session: icon, word, detail and countdown."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.ui.interview.voice_mark import SpeakingIndicator
from mock_interviewer.app.ui.interview.words import LiveReadings, state_detail, state_word
from mock_interviewer.app.ui.style.colors import mix, roles
from mock_interviewer.app.ui.style.icons import Icon
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, motion
from mock_interviewer.app.ui.widgets.labels import ElidedLabel, TextLabel

FULL_LINE_SECONDS = 2.0
"""Seconds that a full line stands for."""


_LINE_WIDTH = 80


_LINE_HEIGHT = 4


class CountdownLine(QWidget):
    """Says the same as a number beside it, which has to be there: under reduced motion it is blank.

    It keeps its place while there is nothing to show.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for a short strip."""
        return QSize(_LINE_WIDTH, 3 * _LINE_HEIGHT)

    @property
    def filled(self) -> int | None:
        """How many pixels of it are filled; None while it is blank."""
        return self._shown

    def show_left(self, seconds: float | None) -> None:
        """Show so many seconds of ``FULL_LINE_SECONDS``; None for nothing."""
        shown = None
        if seconds is not None and motion() > 0:
            shown = round(min(1.0, max(0.0, seconds / FULL_LINE_SECONDS)) * _LINE_WIDTH)
        if shown != self._shown:
            self._shown = shown
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw what is left of the line."""
        if self._shown is None:
            return
        colors = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        top, round_end = (self.height() - _LINE_HEIGHT) / 2, _LINE_HEIGHT / 2
        for width, color in (
            (_LINE_WIDTH, mix(colors.window, colors.text, 0.2)),
            (self._shown, colors.accent),
        ):
            painter.setBrush(color)
            painter.drawRoundedRect(QRectF(0, top, width, _LINE_HEIGHT), round_end, round_end)


@dataclass(frozen=True)
class _StateIcon:
    icon: Icon
    tint: str
    """Name of a role."""


_STATE_ICONS = {
    SessionState.OPENING: _StateIcon(Icon.OPENING, "text_muted"),
    SessionState.ASKING: _StateIcon(Icon.SPEAKING, "accent"),
    SessionState.THINKING: _StateIcon(Icon.THINKING, "accent"),
    SessionState.LISTENING: _StateIcon(Icon.LISTENING, "recording"),
    SessionState.CONFIRMING: _StateIcon(Icon.CONFIRMING, "accent"),
    SessionState.SAVING: _StateIcon(Icon.OPENING, "text_muted"),
    SessionState.SAVED: _StateIcon(Icon.SAVED, "good"),
    SessionState.TRANSCRIBED: _StateIcon(Icon.SAVED, "good"),
    SessionState.PAUSED: _StateIcon(Icon.PAUSED, "caution"),
    SessionState.CLOSING: _StateIcon(Icon.SPEAKING, "accent"),
    SessionState.FINISHED: _StateIcon(Icon.FINISHED, "good"),
}


_NOT_ANNOUNCED = {
    SessionState.ASKING,
    SessionState.THINKING,
    SessionState.LISTENING,
    SessionState.CONFIRMING,
    SessionState.CLOSING,
}
"""States that a session without keys makes heard by itself, or in which it listens: what a screen
reader said there would be taken for the person's own words."""


class StateLine(QWidget):
    """Shows the state of a snapshot and nothing that the snapshot does not say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: SessionState | None = None
        self._mark = SpeakingIndicator()
        self._word = TextLabel(size=FontSize.TITLE, strong=True)
        self._detail = ElidedLabel(FontSize.BODY, tabular=True, kind="muted")
        self._left = CountdownLine()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.XS)
        row.addWidget(self._mark)
        row.addWidget(self._word)
        row.addSpacing(Spacing.XXS)
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

    def show_snapshot(self, snapshot: SessionSnapshot, progress: LiveReadings) -> None:
        """Show where the session stands."""
        self.show_progress(snapshot, progress)
        speaking = _interviewer_speaks(snapshot)
        self._mark.show_speaking(speaking)
        self.setAccessibleDescription("The interviewer is speaking" if speaking else "")
        word = state_word(snapshot.state)
        if snapshot.state is self._state:
            return
        self._state = snapshot.state
        look = _STATE_ICONS[snapshot.state]
        self._mark.show_icon(look.icon, look.tint)
        if word == self._word.plain:
            return
        self._word.show_text(word)
        self.setAccessibleName(f"State: {word}")
        if not (snapshot.hands_free and snapshot.state in _NOT_ANNOUNCED):
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, word))

    def show_progress(self, snapshot: SessionSnapshot, progress: LiveReadings) -> None:
        """Show the times that run beside the state."""
        self._detail.show_text(state_detail(snapshot, progress))
        counting = snapshot.state is SessionState.LISTENING and not snapshot.finishing
        self._left.show_left(progress.answer_over_in if counting else None)


def _interviewer_speaks(snapshot: SessionSnapshot) -> bool:
    """Tell whether the interviewer is to be heard: words that are held are not."""
    return snapshot.interviewer_speaks and snapshot.paused_from is not SessionState.ASKING
