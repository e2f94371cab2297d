"""The signs of findings: an icon, a color, and a word for each."""

from enum import Enum

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict
from mock_interviewer.app.feedback.words import verdict
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import LARGE, Icon, pixmap
from mock_interviewer.app.ui.style.theme import Spacing

SIGN_WIDTH = LARGE + Spacing.XXS
"""The width of the column of signs: also that of a sign that is a button."""


class FindingSign(Enum):
    """The icon, the color role that tints it, and the word for it."""

    MADE = (Icon.MADE, "good", verdict(CoverageVerdict.MADE))
    UNSURE = (Icon.UNSURE, "caution", verdict(CoverageVerdict.UNSURE))
    OPPOSITE = (Icon.OPPOSITE, "bad", verdict(CoverageVerdict.OPPOSITE))
    NOT = (Icon.NOT_MADE, "text_muted", verdict(CoverageVerdict.NOT))
    ADVICE = (Icon.ADVICE, "accent", "advice")
    UNKNOWN = (Icon.INFO, "text_muted", "not checked")

    @property
    def word(self) -> str:
        """The word for the sign."""
        return self.value[2]

    @classmethod
    def of(cls, covered: CoverageVerdict) -> "FindingSign":
        """Return the sign of a verdict."""
        return _OF_VERDICT[covered]


_OF_VERDICT = {
    CoverageVerdict.MADE: FindingSign.MADE,
    CoverageVerdict.UNSURE: FindingSign.UNSURE,
    CoverageVerdict.OPPOSITE: FindingSign.OPPOSITE,
    CoverageVerdict.NOT: FindingSign.NOT,
}


class SignLabel(QLabel):
    """A sign; ``word`` replaces the word for it, which is that of key points."""

    def __init__(self, sign: FindingSign, word: str = "", parent: QWidget | None = None) -> None:
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
