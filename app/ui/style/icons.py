"""Icons, all from one family."""

from enum import StrEnum

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QAbstractButton

SMALL = 16
LARGE = 20


class Icon(StrEnum):
    """Icons by meaning; the value is the name in the Phosphor family of qtawesome."""

    PRACTICE = "ph.microphone"
    LIBRARY = "ph.books"
    PROGRESS = "ph.chart-bar"
    QUESTIONS = "ph.list-bullets"
    SETTINGS = "ph.gear-six"
    SPEAKING = "ph.speaker-high"
    THINKING = "ph.hourglass-medium"
    LISTENING = "ph.record-fill"
    CONFIRMING = "ph.question"
    SAVED = "ph.check-circle"
    WRITING = "ph.pencil-line"
    PAUSED = "ph.pause-circle"
    OPENING = "ph.circle-dashed"
    FINISHED = "ph.flag"
    PLAY = "ph.play-fill"
    PAUSE = "ph.pause-fill"
    STOP = "ph.stop-fill"
    BACK = "ph.arrow-left"
    RESCAN = "ph.arrows-clockwise"
    HEAR = "ph.ear"
    DELETE = "ph.trash"
    EXPORT = "ph.export"
    SEARCH = "ph.magnifying-glass"
    CLOSE = "ph.x"
    INFO = "ph.info"
    CAUTION = "ph.warning"
    ERROR = "ph.warning-octagon"
    MADE = "ph.check-circle-fill"
    UNSURE = "ph.question-fill"
    OPPOSITE = "ph.x-circle-fill"
    NOT_MADE = "ph.circle"
    ADVICE = "ph.lightbulb"
    UNFOLD = "ph.caret-down"
    FOLD = "ph.caret-up"
    MORE = "ph.dots-three"
    LOOP = "ph.repeat"
    SKIP = "ph.fast-forward"
    FARTHER = "ph.magnifying-glass-minus"
    CLOSER = "ph.magnifying-glass-plus"
    STAR = "ph.star"
    STARRED = "ph.star-fill"
    NOTE = "ph.note"
    RENAME = "ph.pencil-simple"
    HISTORY = "ph.clock-counter-clockwise"
    EARLIER = "ph.caret-left"
    LATER = "ph.caret-right"
    CALENDAR = "ph.calendar-blank"
    KEYS = "ph.keyboard"
    UNDO = "ph.arrow-counter-clockwise"


def icon(which: Icon, color: QColor) -> QIcon:
    """Return the icon in ``color``, sharp at every screen scale."""
    # Importing it loads fonts, which takes 50 ms, so it waits for the first icon.
    import qtawesome

    made: QIcon = qtawesome.icon(which.value, color=color)
    return made


def pixmap(which: Icon, color: QColor, size: int, ratio: float) -> QPixmap:
    """Return the icon as a pixmap of ``size`` for a screen with device pixel ratio ``ratio``."""
    return icon(which, color).pixmap(QSize(size, size), ratio)


def set_icon(button: QAbstractButton, which: Icon, color: QColor, size: int = SMALL) -> None:
    """Set the icon of a button. Call it again on PaletteChange."""
    button.setIcon(icon(which, color))
    button.setIconSize(QSize(size, size))
