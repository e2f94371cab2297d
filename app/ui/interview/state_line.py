"""Line that shows the state of a session: icon, label, detail, and countdown."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.ui.interview.speaking_indicator import SpeakingIndicator
from mock_interviewer.app.ui.interview.words import LiveReadings, state_detail, state_label
from mock_interviewer.app.ui.style.colors import mix, roles
from mock_interviewer.app.ui.style.icons import Icon
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, motion
from mock_interviewer.app.ui.widgets.labels import ElidedLabel, TextLabel

FULL_LINE_SECONDS = 2.0
"""Seconds that a full line represents."""


_LINE_WIDTH = 80


_LINE_HEIGHT = 4


class CountdownLine(QWidget):
    """Line that shortens as the time runs out.

    Always show the number next to it too: with reduced motion the line is blank. It keeps its
    space when blank, so that nothing moves.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filled: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of a short strip."""
        return QSize(_LINE_WIDTH, 3 * _LINE_HEIGHT)

    @property
    def filled(self) -> int | None:
        """The filled width in pixels; None while the line is blank."""
        return self._filled

    def show_left(self, seconds: float | None) -> None:
        """Show ``seconds`` of ``FULL_LINE_SECONDS`` as left; None blanks the line."""
        shown = None
        if seconds is not None and motion() > 0:
            shown = round(min(1.0, max(0.0, seconds / FULL_LINE_SECONDS)) * _LINE_WIDTH)
        if shown != self._filled:
            self._filled = shown
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the line."""
        if self._filled is None:
            return
        colors = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        top, round_end = (self.height() - _LINE_HEIGHT) / 2, _LINE_HEIGHT / 2
        for width, color in (
            (_LINE_WIDTH, mix(colors.window, colors.text, 0.2)),
            (self._filled, colors.accent),
        ):
            painter.setBrush(color)
            painter.drawRoundedRect(QRectF(0, top, width, _LINE_HEIGHT), round_end, round_end)


@dataclass(frozen=True)
class _StateIcon:
    icon: Icon
    tint: str
    """Name of a color role."""


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
"""States in which a hands-free session speaks or listens. A screen reader speaking then would be
taken for the person's own words."""


class StateLine(QWidget):
    """Shows the state of a snapshot, and nothing that isn't in the snapshot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: SessionState | None = None
        self._indicator = SpeakingIndicator()
        self._label = TextLabel(size=FontSize.TITLE, strong=True)
        self._label.setContentsMargins(0, 0, Spacing.XXS, 0)
        self._detail = ElidedLabel(FontSize.BODY, tabular=True, kind="muted")
        self._countdown = CountdownLine()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.XS)
        row.addWidget(self._indicator)
        row.addWidget(self._label)
        self._quiet_label = TextLabel(size=FontSize.BODY, kind="muted")
        self._quiet_label.hide()
        row.addWidget(self._quiet_label)
        self._dot = TextLabel("·", FontSize.BODY, kind="muted")
        self._dot.hide()
        row.addWidget(self._dot)
        row.addWidget(self._detail, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._countdown)
        row.addStretch(1)
        self._quiet = False

    @property
    def label(self) -> str:
        """The label of the state."""
        return self._label.plain

    @property
    def detail(self) -> str:
        """The detail next to the label."""
        return self._detail.plain

    @property
    def speaking(self) -> bool:
        """Whether the line shows that the interviewer is speaking."""
        return self._indicator.speaking

    @property
    def counting_down(self) -> bool:
        """Whether a line shows the time until the answer ends."""
        return self._countdown.filled is not None

    def show_quietly(self, *, quiet: bool) -> None:
        """Show the state in muted text of the usual size, or large again."""
        self._quiet = quiet
        self._label.setVisible(not quiet)
        self._quiet_label.setVisible(quiet)
        self._countdown.setVisible(not quiet)
        self._show_dot()

    def show_snapshot(self, snapshot: SessionSnapshot, progress: LiveReadings) -> None:
        """Show the state of the session."""
        self.show_progress(snapshot, progress)
        speaking = _interviewer_speaks(snapshot)
        self._indicator.show_speaking(speaking)
        self.setAccessibleDescription("The interviewer is speaking" if speaking else "")
        label = state_label(snapshot.state)
        if snapshot.state is self._state:
            return
        self._state = snapshot.state
        icon = _STATE_ICONS[snapshot.state]
        self._indicator.show_icon(icon.icon, icon.tint)
        if label == self._label.plain:
            return
        self._label.show_text(label)
        self._quiet_label.show_text(label)
        self.setAccessibleName(f"State: {label}")
        if not (snapshot.hands_free and snapshot.state in _NOT_ANNOUNCED):
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, label))

    def show_progress(self, snapshot: SessionSnapshot, progress: LiveReadings) -> None:
        """Show the times that change while the state lasts."""
        self._detail.show_text(state_detail(snapshot, progress))
        self._show_dot()
        counting = snapshot.state is SessionState.LISTENING and not snapshot.finishing
        self._countdown.show_left(progress.answer_ends_in if counting else None)

    def _show_dot(self) -> None:
        self._dot.setVisible(self._quiet and bool(self.detail))


def _interviewer_speaks(snapshot: SessionSnapshot) -> bool:
    """Return whether the interviewer is audible; a paused question isn't."""
    return snapshot.interviewer_speaks and snapshot.paused_from is not SessionState.ASKING
