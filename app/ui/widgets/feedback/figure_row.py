"""One figure of a delivery, and how it was computed."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.delivery import Moment
from mock_interviewer.app.feedback.words import Figure
from mock_interviewer.app.ui.theme import Space, Type
from mock_interviewer.app.ui.widgets.feedback.fold_button import FoldButton
from mock_interviewer.app.ui.widgets.feedback.moment_button import MomentButton
from mock_interviewer.app.ui.widgets.text import Text

_HOW = "how this is computed"


@dataclass(frozen=True)
class ToldFigure:
    """A figure, where it usually lies, what explains it, and the places that can be heard."""

    figure: Figure
    published: str = ""
    explained: tuple[str, ...] = ()
    moments: tuple[Moment, ...] = ()


class FigureRow(QWidget):
    """Label and value; a click anywhere on it unfolds the places and the definition."""

    play_asked = Signal(float)

    def __init__(self, told: ToldFigure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = told
        figure = told.figure
        self.fold = FoldButton(f"{figure.label}, {figure.value}, {_HOW}")
        self.moments = tuple(
            MomentButton(moment.start, moment.text or figure.label) for moment in told.moments
        )
        self._more = QWidget()
        self._lay_out()
        self.setAccessibleName(f"{figure.label}: {figure.value}")
        self.fold.setVisible(bool(told.explained or told.moments))
        self.fold.toggled.connect(self._more.setVisible)
        self._more.hide()

    @property
    def unfolded(self) -> bool:
        """Whether the definition is shown."""
        return not self._more.isHidden()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Unfold or fold."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside and not self.fold.isHidden():
            self.fold.toggle()

    def _lay_out(self) -> None:
        figure = self.told.figure
        head = QHBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(Text(figure.label, kind="muted"))
        head.addStretch(1)
        head.addWidget(Text(figure.value, strong=True, tabular=True))
        head.addWidget(self.fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        for beneath in filter(None, (figure.note, self.told.published)):
            column.addWidget(Text(beneath, Type.CAPTION, wrap=True, kind="muted"))
        more = QVBoxLayout(self._more)
        more.setContentsMargins(0, Space.XXS, 0, Space.XS)
        more.setSpacing(Space.XS)
        more.addLayout(self._places())
        for text in self.told.explained:
            more.addWidget(Text(text, wrap=True, kind="muted"))
        column.addWidget(self._more)

    def _places(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for button in self.moments:
            button.play_asked.connect(self.play_asked)
            row.addWidget(button)
        row.addStretch(1)
        return row
