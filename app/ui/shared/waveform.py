"""The waveform of a recording, which is also the slider for seeking in it."""

import math
from enum import Enum, auto

from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSlider, QWidget

from mock_interviewer.app.text.formatting import clock_length, clock_place
from mock_interviewer.app.ui.shared.waveform_parts import (
    BAR_WIDTH,
    LoopPassage,
    WaveformMarks,
    WaveformZoom,
    draw_bars,
    draw_filler_marks,
    draw_passage,
    lay_bars,
    shade_pauses,
)
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import RADIUS, Spacing
from mock_interviewer.audio.files.waveform_outline import Peaks

_HEIGHT, _LOW_HEIGHT = Spacing.XXL + Spacing.XS, Spacing.XL + Spacing.XXS
_MARGIN = Spacing.XS
_RING = 2
_SECOND = 1000
_ARROW = 5 * _SECOND
_PAGE = 15 * _SECOND
_GRIP = 6
"""Pixels beside a line within which a press grabs it."""
_DRAGGED = 8
"""Pixels that the pointer must move to start a drag."""
_NOTCH = 120
_WHEEL = 0.8
"""The factor by which one notch of the wheel changes the seconds in view."""


class _Hold(Enum):
    """What the pressed pointer drags."""

    NOTHING = auto()
    PLACE = auto()
    PRESS = auto()
    PASSAGE = auto()


class WaveformSlider(QSlider):
    """A slider in milliseconds over a recording: arrows skip 5 s, Page Up and Down 15 s.

    Signals carry seconds, and only report actions of the person. Dragging away from the position
    line, or from an end of the passage, chooses a passage. Without an outline it shows a plain line
    and works the same. Ctrl and the wheel zoom.
    """

    seek_requested = Signal(float)
    passage_chosen = Signal(float, float)
    zoom_changed = Signal(object)
    """The new WaveformZoom, whatever changed it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._outline: Peaks | None = None
        self._bars: list[QLineF] = []
        self._marks = WaveformMarks()
        self._passage = LoopPassage()
        self._zoom = WaveformZoom.whole(0.0)
        self._following = True
        self._hold = _Hold.NOTHING
        self._from = 0.0
        """The fixed end of the passage that is being dragged, in seconds."""
        self._strip: int = _HEIGHT
        self.setSingleStep(_ARROW)
        self.setPageStep(_PAGE)
        self.setAccessibleName("Position in the recording")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.setMinimumWidth(2 * Spacing.XXL)
        self.actionTriggered.connect(self._moved_by_key)
        self.set_duration(0.0)

    @property
    def zoom(self) -> WaveformZoom:
        """The part of the recording in view."""
        return self._zoom

    @property
    def passage(self) -> LoopPassage:
        """The passage that is shown."""
        return self._passage

    def set_duration(self, seconds: float) -> None:
        """Set the length of the recording, and show all of it; 0 disables the slider."""
        self.setRange(0, round(seconds * _SECOND))
        self.setEnabled(seconds > 0)
        self._following = True
        self.show_zoom(WaveformZoom.whole(seconds))
        self._describe()

    def set_outline(self, outline: Peaks | None) -> None:
        """Show ``outline``; None for a plain line."""
        self._outline = outline
        self._lay_bars()

    def fit(self, *, low: bool) -> None:
        """Be lower on a low page."""
        self._strip = _LOW_HEIGHT if low else _HEIGHT
        self.updateGeometry()

    def show_marks(self, marks: WaveformMarks) -> None:
        """Mark pauses and fillers; ``WaveformMarks()`` for none."""
        self._marks = marks
        self._describe()
        self.update()

    def show_passage(self, passage: LoopPassage) -> None:
        """Show a passage; ``LoopPassage()`` for none."""
        self._passage = passage
        self._describe()
        self.update()

    def show_zoom(self, zoom: WaveformZoom) -> None:
        """Show another part of the recording."""
        if zoom != self._zoom:
            self._zoom = zoom
            self._lay_bars()
            self.zoom_changed.emit(zoom)

    def look_at(self, zoom: WaveformZoom) -> None:
        """Show a part that the person chose, and stop following the player."""
        self._following = False
        self.show_zoom(zoom)

    def zoom_by(self, factor: float) -> None:
        """Show ``factor`` times as much, around the position if it is in view."""
        place = self.value() / _SECOND
        around = place if place in self._zoom else self._zoom.at(0.5)
        self.show_zoom(self._zoom.scaled(factor, around))

    @Slot()
    def follow(self) -> None:
        """Follow the player again, after the person has looked elsewhere."""
        self._following = True

    @Slot(float)
    def show_position(self, seconds: float) -> None:
        """Move to ``seconds`` without asking for it, and go along."""
        if self.isSliderDown():
            return
        self.setValue(round(seconds * _SECOND))
        self._describe()
        self._following = self._following or seconds in self._zoom
        if self._following:
            self.show_zoom(self._zoom.along(seconds))

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return a strip that likes to be wide."""
        return QSize(6 * Spacing.XXL, self._strip)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the narrowest strip that still shows something."""
        return QSize(2 * Spacing.XXL, self._strip)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay out the bars again."""
        super().resizeEvent(event)
        self._lay_bars()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Move to the clicked position, or grab a line."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        self.setSliderDown(True)
        other = self._other_end(x)
        if other is not None:
            self._hold, self._from = _Hold.PASSAGE, other
        elif abs(x - self._x_of(self.value())) <= _GRIP:
            self._hold = _Hold.PLACE
        else:
            self._hold, self._from = _Hold.PRESS, self._second_at(x)
            self._go_to(x)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow a drag, or show by the cursor where a press would grab an end."""
        x = event.position().x()
        if self._hold is _Hold.NOTHING:
            shapes = Qt.CursorShape
            at_end = self._other_end(x) is not None
            self.setCursor(shapes.SizeHorCursor if at_end else shapes.PointingHandCursor)
        if self._hold is _Hold.PRESS and abs(x - self.x_at(self._from)) > _DRAGGED:
            self._hold = _Hold.PASSAGE
        if self._hold is _Hold.PLACE:
            self._go_to(x)
        elif self._hold is _Hold.PASSAGE:
            start, end = sorted((self._from, self._second_at(x)))
            self.show_passage(LoopPassage(start, end, on=True))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """End the drag."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        held, self._hold = self._hold, _Hold.NOTHING
        self.setSliderDown(False)
        if held is _Hold.PASSAGE:
            ends = sorted((self._from, self._second_at(event.position().x())))
            self.passage_chosen.emit(*ends)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Zoom with Ctrl, scroll if zoomed in, and else leave the wheel to the page."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            around = self._second_at(event.position().x())
            self.show_zoom(self._zoom.scaled(_WHEEL ** (turned / _NOTCH), around))
        elif not self._zoom.is_whole:
            step = self._zoom.span * (1 - _WHEEL) * turned / _NOTCH
            self.look_at(self._zoom.moved(self._zoom.begin - step))
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the played part in the accent color, the rest muted, and a line between."""
        colors = roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        inner = whole.adjusted(_MARGIN, 0, -_MARGIN, 0)
        painter.setClipRect(inner)
        marks = self._marks.within(self._zoom.begin, self._zoom.end)
        shade_pauses(painter, marks.pauses, self.x_at, self.height())
        draw_passage(painter, self._passage, self.x_at, self.height())
        split = min(max(0.0, self._x_of(self.value())), whole.width())
        draw_bars(painter, self._bars, ((split, colors.accent), (math.inf, colors.edge)))
        painter.setClipping(False)
        draw_filler_marks(painter, marks.fillers, self.x_at)
        if self.isEnabled() and self.value() / _SECOND in self._zoom:
            line = QRectF(split - BAR_WIDTH / 2, _MARGIN / 2, BAR_WIDTH, whole.height() - _MARGIN)
            painter.fillRect(line, colors.text)
        if self.hasFocus():
            painter.setPen(QPen(colors.accent, _RING))
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), RADIUS, RADIUS)

    def _lay_bars(self) -> None:
        place = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        self._bars = lay_bars(self._outline, self._zoom, place)
        self.update()

    def _x_of(self, value: int) -> float:
        return self.x_at(value / _SECOND)

    def x_at(self, seconds: float) -> float:
        """Return the x coordinate of a second of the recording, in pixels."""
        return _MARGIN + (self.width() - 2 * _MARGIN) * self._zoom.share(seconds)

    def _second_at(self, x: float) -> float:
        """Return the second of the recording in view at ``x``, or at the nearest end."""
        share = (x - _MARGIN) / max(1, self.width() - 2 * _MARGIN)
        return self._zoom.at(min(max(0.0, share), 1.0))

    def _other_end(self, x: float) -> float | None:
        """Return the other end of the passage if one end is at ``x``; else None."""
        start, end = self._passage.start, self._passage.end
        if start is None or end is None:
            return None
        near, far = sorted((start, end), key=lambda second: abs(self.x_at(second) - x))
        return far if abs(self.x_at(near) - x) <= _GRIP else None

    def _go_to(self, x: float) -> None:
        self.setValue(round(self._second_at(x) * _SECOND))
        self._describe()
        self.seek_requested.emit(self.value() / _SECOND)

    @Slot(int)
    def _moved_by_key(self, action: int) -> None:
        if action == QAbstractSlider.SliderAction.SliderMove.value:
            return
        # The slider applies its position only after this signal.
        target = min(max(self.minimum(), self.sliderPosition()), self.maximum())
        self.seek_requested.emit(target / _SECOND)

    def _describe(self) -> None:
        now, end = self.value() / _SECOND, self.maximum() / _SECOND
        place = f"{clock_place(now, end)} of {clock_length(end)}"
        parts = ", ".join(filter(None, (self._marks.described, self._passage.described)))
        self.setAccessibleDescription(f"{place}; {parts}" if parts else place)
