"""Signs that stand before findings: a shape, a color and a word for each."""

from enum import Enum

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from mock_interviewer.app.feedback.coverage import Covered
from mock_interviewer.app.feedback.words import verdict
from mock_interviewer.app.ui.icons import LARGE, Icon, pixmap
from mock_interviewer.app.ui.theme import roles


class Sign(Enum):
    """The icon, the name of the role that tints it, and the word for it."""

    MADE = (Icon.MADE, "good", verdict(Covered.MADE))
    PARTLY = (Icon.PARTLY, "caution", verdict(Covered.PARTLY))
    NOT = (Icon.NOT_MADE, "text_muted", verdict(Covered.NOT))
    ADVICE = (Icon.ADVICE, "accent", "to try")
    UNKNOWN = (Icon.INFO, "text_muted", "not told")

    @property
    def word(self) -> str:
        """What it means."""
        return self.value[2]

    @classmethod
    def of(cls, covered: Covered) -> "Sign":
        """Return the sign of a verdict."""
        return _OF_VERDICT[covered]


_OF_VERDICT = {Covered.MADE: Sign.MADE, Covered.PARTLY: Sign.PARTLY, Covered.NOT: Sign.NOT}


class SignLabel(QLabel):
    """Shows a sign; ``word`` is what it means, where that is not what it means of key points."""

    def __init__(self, sign: Sign, word: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sign = sign
        self.setFixedSize(LARGE, LARGE)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(word or sign.word)
        self.setToolTip(self.accessibleName().capitalize())
        self._draw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        which, role, _word = self.sign.value
        self.setPixmap(pixmap(which, getattr(roles(), role), LARGE, self.devicePixelRatioF()))
