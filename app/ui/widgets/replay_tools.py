"""What a person can ask of a recording besides to play: how fast, what of it, how close."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.icons import LARGE, Icon, set_icon
from mock_interviewer.app.ui.replay_manner import SPEEDS
from mock_interviewer.app.ui.theme import Space, Type, roles, set_kind
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.app.ui.widgets.waveform_marks import Passage
from mock_interviewer.app.ui.zoom import Zoom

CLOSER, FARTHER = 0.5, 2.0
"""What a step of the zoom leaves in view."""
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
_SKIP = "Jump over long pauses (S)"
_NO_SILENCE = "No long pause of this take is known"
_CLEAR_KEY = "Esc clears the passage"
_HOW_TO_LOOP = "Drag over the waveform, or press A where a passage begins and B where it ends."


class ReplayTools(QWidget):
    """Shows how a take is heard and passes on what the person asks. Tab reaches every part."""

    speed_chosen = Signal(float)
    loop_pressed = Signal()
    silences_wanted = Signal(bool)
    model_wanted = Signal(bool)
    zoom_pressed = Signal(float)
    """A factor of what is in view; 0 for all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.speed = _Tool("Speed 1x", "Speed: 1x", "How fast it plays ([ and ])")
        self.loop = _Tool("Loop", "Loop the passage", "Hear a passage over and over (L)")
        self.silences = _Tool("Skip silences", "Skip silences", _SKIP)
        self.model = _Tool(
            "Then the model answer",
            "Then hear the model answer",
            "Hear the model answer after your own (M)",
        )
        self.farther = _Tool("", "Zoom out", "See more of the recording (-)")
        self.closer = _Tool("", "Zoom in", "Look closer (+, or Ctrl and the wheel)")
        self.whole = _Tool("All", "Zoom to all", "See all of the recording (0)")
        # The sign stands behind the word.
        self.speed.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.speeds = QMenu(self)
        self.speeds.setAccessibleName("Speed")
        self._actions = {speed: self._add_speed(speed) for speed in SPEEDS}
        self._keys = Text("", Type.CAPTION, wrap=True, kind="muted")
        for tool in (self.loop, self.silences, self.model):
            tool.setCheckable(True)
        self._line: Callable[[], str] = str
        self._passage = Passage()
        self._low = False
        self._usual = True
        self.more = _Tool("", "More ways to hear it", "Speed, loop and silences")
        self.more.setCheckable(True)
        """Unfolds this in a low page; the bar has a place for it."""
        self._lay_out()
        self._connect()
        self._draw_icons()
        self.offer_model(there=False)

    @property
    def said(self) -> str:
        """What the line of keys says."""
        return self._keys.plain

    def fit(self, *, low: bool, narrow: bool) -> None:
        """Leave out the line of keys where the page is low, and what keys do where it is narrow.

        In a low page it is seen when it is unfolded, and while anything is not as usual.
        """
        self._low = low
        self._fold()
        for tool in (self.farther, self.closer, self.whole):
            tool.setVisible(not narrow)
        self.model.setText("Then model answer" if narrow else "Then the model answer")

    def show_manner(self, speed: float, passage: Passage, *, skips: bool) -> None:
        """Show how the take is heard."""
        self.speed.setText(f"Speed {in_figures(speed)}")
        self.speed.setAccessibleName(f"Speed: {in_figures(speed)}")
        self._actions[speed].setChecked(True)
        self.loop.setChecked(passage.on)
        self.loop.setAccessibleDescription(passage.described)
        self.silences.setChecked(skips)
        self._passage = passage
        self._usual = speed == 1 and not skips and passage == Passage()
        self._say_keys()
        self._fold()

    def offer_silences(self, *, known: bool) -> None:
        """Let silences be skipped if it is known where they are; else say why they cannot be."""
        self.silences.setEnabled(known)
        self.silences.setToolTip(_SKIP if known else _NO_SILENCE)
        self.silences.setAccessibleDescription("" if known else _NO_SILENCE)

    def offer_model(self, *, there: bool) -> None:
        """Let the model answer be heard where there is one."""
        self.model.setVisible(there)
        self._say_keys()

    def show_zoom(self, zoom: Zoom) -> None:
        """Offer what can still be done."""
        self.farther.setEnabled(not zoom.is_whole)
        self.whole.setEnabled(not zoom.is_whole)

    def tell_keys(self, line: Callable[[], str]) -> None:
        """Say what keys do, as ``line`` gives it each time that changes."""
        self._line = line
        self._say_keys()

    def open_speeds(self) -> None:
        """Open the list of speeds beneath its button."""
        self.speeds.popup(self.speed.mapToGlobal(QPoint(0, self.speed.height())))

    def explain_loop(self) -> None:
        """Say how a passage comes about."""
        self._keys.show_text(_HOW_TO_LOOP)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icons again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "closer"):
            self._draw_icons()

    @Slot()
    def _fold(self) -> None:
        self.more.setVisible(self._low)
        self._keys.setVisible(not self._low)
        self.setVisible(not self._low or self.more.isChecked() or not self._usual)

    def _say_keys(self) -> None:
        keys = [*([] if self._passage == Passage() else [_CLEAR_KEY]), self._line()]
        self._keys.show_text(" · ".join(part for part in keys if part))

    def _add_speed(self, speed: float) -> QAction:
        action = self.speeds.addAction(in_figures(speed), partial(self.speed_chosen.emit, speed))
        action.setCheckable(True)
        return action

    def _connect(self) -> None:
        group = QActionGroup(self)
        for action in self._actions.values():
            group.addAction(action)
        self.more.clicked.connect(self._fold)
        self.speed.clicked.connect(self.open_speeds)
        self.loop.clicked.connect(self._ask_for_loop)
        self.silences.clicked.connect(self.silences_wanted)
        self.model.clicked.connect(self.model_wanted)
        self.farther.clicked.connect(partial(self.zoom_pressed.emit, FARTHER))
        self.closer.clicked.connect(partial(self.zoom_pressed.emit, CLOSER))
        self.whole.clicked.connect(partial(self.zoom_pressed.emit, 0.0))

    def _ask_for_loop(self) -> None:
        # Whether it is on is shown once it is.
        self.loop.setChecked(not self.loop.isChecked())
        self.loop_pressed.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.XXS)
        for tool in (self.speed, self.loop, self.silences, self.model):
            row.addWidget(tool)
        row.addStretch(1)
        for tool in (self.farther, self.closer, self.whole):
            row.addWidget(tool)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XXS)
        column.addLayout(row)
        # Level with the words on the buttons.
        self._keys.setContentsMargins(Space.XS, 0, 0, 0)
        column.addWidget(self._keys)

    def _draw_icons(self) -> None:
        for tool, sign in (
            (self.speed, Icon.UNFOLD),
            (self.loop, Icon.LOOP),
            (self.silences, Icon.SKIP),
            (self.farther, Icon.FARTHER),
            (self.closer, Icon.CLOSER),
        ):
            set_icon(tool, sign, roles().text_muted)
        set_icon(self.more, Icon.MORE, roles().text, LARGE)


class _Tool(QPushButton):
    """A click leaves the keyboard where it was, and the arrows are the page's."""

    def __init__(self, label: str, name: str, tip: str) -> None:
        super().__init__(label)
        set_kind(self, "tool")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(True)
        self.setAccessibleName(name)
        self.setToolTip(tip)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the arrows to the page."""
        if event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)


def in_figures(speed: float) -> str:
    """Return a speed as it is shown: 1.25x."""
    return f"{speed:g}x"
