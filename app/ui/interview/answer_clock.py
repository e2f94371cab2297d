"""Clock that shows the length of an answer against its limit."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mock_interviewer.app.text.formatting import clock_time
from mock_interviewer.app.ui.style.colors import mix, roles
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.widgets.labels import TextLabel

_NEARLY_FULL = 0.9


class _Track(QWidget):
    """A thin line that fills from the left."""

    def __init__(self) -> None:
        super().__init__()
        self.share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(80, 12)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        colors = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        painter.setBrush(mix(colors.window, colors.text, 0.2))
        painter.drawRoundedRect(QRectF(0, middle - 2, self.width(), 4), 2, 2)
        painter.setBrush(colors.caution if self.share >= _NEARLY_FULL else colors.accent)
        painter.drawRoundedRect(QRectF(0, middle - 2, self.share * self.width(), 4), 2, 2)


class AnswerClock(QWidget):
    """Elapsed time, a line that fills, and the limit; only the time if there is no limit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit = 0.0
        self._over = False
        self._now = TextLabel(size=FontSize.BODY, tabular=True)
        self._track = _Track()
        self._end = TextLabel(size=FontSize.BODY, tabular=True, kind="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.XS)
        for part in (self._now, self._track, self._end):
            row.addWidget(part)
        self.keep_room(kept=True)

    @property
    def text(self) -> str:
        """The elapsed time, as shown."""
        return self._now.plain

    @property
    def end(self) -> str:
        """The text at the end of the line: the limit, or that time is up."""
        return self._end.plain

    def keep_room(self, *, kept: bool) -> None:
        """Keep the room of the clock while it is hidden, or leave it to others."""
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(kept)
        self.setSizePolicy(policy)

    def set_limit(self, seconds: float) -> None:
        """Set the limit in seconds; 0 means no limit."""
        self._limit = seconds
        self._over = False
        self._show_end()
        self._track.setVisible(bool(seconds))

    def show_time_over(self, over: bool) -> None:
        """Show that time is up, or clear that; the clock keeps running either way."""
        if over == self._over:
            return
        self._over = over
        self._show_end()
        self._update_accessible_name()

    def show_time(self, seconds: float) -> None:
        """Show ``seconds`` as the elapsed time."""
        self._now.show_text(clock_time(seconds))
        self._update_accessible_name()
        share = min(1.0, seconds / self._limit) if self._limit else 0.0
        if abs(share - self._track.share) * self._track.width() >= 1 or share in {0.0, 1.0}:
            self._track.share = share
            self._track.update()

    def _show_end(self) -> None:
        limit = clock_time(self._limit) if self._limit else ""
        self._end.show_text("Time's up" if self._over else limit)
        set_kind(self._end, "caution" if self._over else "muted")

    def _update_accessible_name(self) -> None:
        limit = f" of {clock_time(self._limit)}" if self._limit else ""
        over = ", time's up" if self._over else ""
        self.setAccessibleName(f"Time {self._now.plain}{limit}{over}")
