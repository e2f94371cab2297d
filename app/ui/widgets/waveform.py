"""The outline of a recording, which is also where one goes to in it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractSlider, QSlider, QWidget

from mock_interviewer.app.ui.peaks import Peaks, reduced
from mock_interviewer.app.ui.phrases import clock
from mock_interviewer.app.ui.theme import RADIUS, Space, roles
from mock_interviewer.app.ui.widgets.waveform_marks import Marks, shade, tick

_HEIGHT, _LOW_HEIGHT = Space.XXL + Space.XS, Space.XL + Space.XXS
_BAR = 2
_STEP = 3
_LEAST_BAR = 2.0
_MARGIN = Space.XS
_RING = 2
_SECOND = 1000
_ARROW = 5 * _SECOND
_PAGE = 15 * _SECOND


class Waveform(QSlider):
    """A slider in milliseconds over a recording: arrows go 5 s, Page Up and Down 15 s.

    ``seek_requested`` comes with seconds, and only when the person moved it. Without an outline
    it shows a line and works the same.
    """

    seek_requested = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._outline: Peaks | None = None
        self._bars = QPainterPath()
        self._marks = Marks()
        self._strip: int = _HEIGHT
        self.setSingleStep(_ARROW)
        self.setPageStep(_PAGE)
        self.setAccessibleName("Position in the recording")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumWidth(2 * Space.XXL)
        self.actionTriggered.connect(self._moved_by_key)
        self.set_duration(0.0)

    def set_duration(self, seconds: float) -> None:
        """Take the length of the recording; 0 disables the slider."""
        self.setRange(0, round(seconds * _SECOND))
        self.setEnabled(seconds > 0)
        self._describe()

    def set_outline(self, outline: Peaks | None) -> None:
        """Show ``outline``; None for a plain line."""
        self._outline = outline
        self._lay_bars()

    def fit(self, *, low: bool) -> None:
        """Be lower where the page is low."""
        self._strip = _LOW_HEIGHT if low else _HEIGHT
        self.updateGeometry()

    def show_marks(self, marks: Marks) -> None:
        """Mark pauses and fillers; ``Marks()`` for none."""
        self._marks = marks
        self._describe()
        self.update()

    @Slot(float)
    def show_position(self, seconds: float) -> None:
        """Move to ``seconds`` without asking for it."""
        if not self.isSliderDown():
            self.setValue(round(seconds * _SECOND))
            self._describe()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return a strip that likes to be wide."""
        return QSize(6 * Space.XXL, self._strip)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the narrowest strip that still shows something."""
        return QSize(2 * Space.XXL, self._strip)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay the bars anew."""
        super().resizeEvent(event)
        self._lay_bars()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Go to where it was clicked."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the pointer while it is held."""
        if self.isSliderDown():
            self._go_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Let go."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(False)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw again in new colors."""
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw what was heard in the accent, the rest muted, and a line between."""
        colors = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade(painter, self._marks.pauses, self._x_at, self.height())
        split = self._x_of(self.value())
        whole = QRectF(self.rect())
        for left, right, color in (
            (0.0, split, colors.accent),
            (split, whole.width(), colors.edge),
        ):
            painter.setClipRect(QRectF(left, 0, right - left, whole.height()))
            painter.fillPath(self._bars, color)
        painter.setClipping(False)
        tick(painter, self._marks.fillers, self._x_at)
        if self.isEnabled():
            line = QRectF(split - _BAR / 2, _MARGIN / 2, _BAR, whole.height() - _MARGIN)
            painter.fillRect(line, colors.text)
        if self.hasFocus():
            painter.setPen(QPen(colors.accent, _RING))
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), RADIUS, RADIUS)

    def _lay_bars(self) -> None:
        self._bars = QPainterPath()
        room = self.width() - 2 * _MARGIN
        middle = self.height() / 2
        if self._outline is None or len(self._outline) == 0:
            self._bars.addRect(QRectF(_MARGIN, middle - 1, room, _BAR))
        else:
            tallest = self.height() - 2 * _MARGIN
            heights = reduced(self._outline, room // _STEP)
            step = room / max(1, len(heights))
            for number, height in enumerate(heights):
                tall = max(_LEAST_BAR, float(height) * tallest)
                left = _MARGIN + number * step
                self._bars.addRoundedRect(QRectF(left, middle - tall / 2, _BAR, tall), 1, 1)
        self.update()

    def _x_of(self, value: int) -> float:
        room = self.width() - 2 * _MARGIN
        return _MARGIN + room * value / max(1, self.maximum())

    def _x_at(self, seconds: float) -> float:
        return self._x_of(round(seconds * _SECOND))

    def _go_to(self, x: float) -> None:
        room = max(1, self.width() - 2 * _MARGIN)
        share = min(max(0.0, (x - _MARGIN) / room), 1.0)
        self.setValue(round(share * self.maximum()))
        self._describe()
        self.seek_requested.emit(self.value() / _SECOND)

    @Slot(int)
    def _moved_by_key(self, action: int) -> None:
        if action == QAbstractSlider.SliderAction.SliderMove.value:
            return
        # The slider takes over its position after this signal.
        target = min(max(self.minimum(), self.sliderPosition()), self.maximum())
        self.seek_requested.emit(target / _SECOND)

    def _describe(self) -> None:
        place = f"{clock(self.value() / _SECOND)} of {clock(self.maximum() / _SECOND)}"
        marked = self._marks.described
        self.setAccessibleDescription(f"{place}; {marked}" if marked else place)
