"""A row of the delivery view: a figure in plain words, on its scale, with its explanation."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.delivery.delivery import SpeechMoment
from mock_interviewer.app.feedback.delivery.measures import DeliveryMeasure
from mock_interviewer.app.feedback.delivery.ranges import range_scales
from mock_interviewer.app.feedback.words import DeliveryFigure, capitalized
from mock_interviewer.app.ui.feedback.finding_list import MomentButton
from mock_interviewer.app.ui.feedback.range_bar import RangeBar, recommended
from mock_interviewer.app.ui.style.icons import LARGE
from mock_interviewer.app.ui.style.theme import FontSize, Spacing
from mock_interviewer.app.ui.widgets.buttons import ChevronButton
from mock_interviewer.app.ui.widgets.labels import TextLabel

_HOW = "how it is computed"


@dataclass(frozen=True)
class ExplainedFigure:
    """A figure with its explanations and the moments to play."""

    figure: DeliveryFigure
    explanations: tuple[str, ...] = ()
    moments: tuple[SpeechMoment, ...] = ()

    @property
    def quiet(self) -> str:
        """The figure behind the words, with its recommended range; empty if there is neither."""
        found, detail = self.figure.range, self.figure.detail
        if found is None:
            return detail
        # The unit is named once.
        ends = f"recommended: {found.ends}" if found.unit in detail else recommended(found)
        return " · ".join(part for part in (detail, ends) if part)


class FigureRow(QWidget):
    """Label and words, a scale if a range is published, and the figure, small.

    A click anywhere on the row unfolds the moments and the definition. ``label_width`` is that of
    the column of labels.
    """

    play_asked = Signal(float)

    def __init__(
        self, explained: ExplainedFigure, label_width: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.explained = explained
        figure = explained.figure
        self.bar = _bar(figure)
        """The scale; None if no range is published."""
        self.fold = ChevronButton(f"{figure.label}, {figure.said}, {_HOW}")
        self.moments = tuple(
            MomentButton(moment.start, moment.text or figure.label) for moment in explained.moments
        )
        self._more = QWidget()
        self._lay_out(label_width)
        self.setAccessibleName(f"{figure.label}: {figure.said}")
        self.setAccessibleDescription(explained.quiet)
        self.fold.setVisible(bool(explained.explanations or explained.moments))
        self.fold.toggled.connect(self._more.setVisible)
        self._more.hide()

    @property
    def unfolded(self) -> bool:
        """Whether the moments and the definition are shown."""
        return not self._more.isHidden()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Unfold or fold the row."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside and not self.fold.isHidden():
            self.fold.toggle()

    def _lay_out(self, label_width: int) -> None:
        figure = self.explained.figure
        label = TextLabel(figure.label, kind="muted")
        label.setMinimumWidth(label_width)
        label.setMinimumHeight(LARGE)
        said = TextLabel(capitalized(figure.said), strong=True, tabular=True)
        said.setMinimumHeight(LARGE)
        words = QVBoxLayout()
        words.setSpacing(Spacing.XXS)
        words.addWidget(said)
        if self.bar is not None:
            words.addWidget(self.bar)
        if self.explained.quiet:
            words.addWidget(
                TextLabel(self.explained.quiet, FontSize.CAPTION, wrap=True, kind="muted")
            )
        head = QHBoxLayout()
        head.setSpacing(Spacing.S)
        head.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        more = QVBoxLayout(self._more)
        more.setContentsMargins(0, Spacing.XS, 0, Spacing.XS)
        more.setSpacing(Spacing.XS)
        if self.moments:
            more.addLayout(self._moment_row())
        for text in self.explained.explanations:
            more.addWidget(TextLabel(text, wrap=True, kind="muted"))
        column.addWidget(self._more)

    def _moment_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Spacing.S)
        for button in self.moments:
            button.play_asked.connect(self.play_asked)
            row.addWidget(button)
        row.addStretch(1)
        return row


def measure_explanations(measure: DeliveryMeasure) -> tuple[str, ...]:
    """Return texts on how a figure is computed and how to read it."""
    band = measure.band
    about_band = (
        () if band is None else (band.sentence, f"Source: {band.source}" if band.source else "")
    )
    source = f"Source: {measure.source}" if measure.source else ""
    # If the band and the definition have the same source, it is named once.
    texts = (measure.definition, source, *about_band)
    return tuple(dict.fromkeys(text for text in texts if text))


def _bar(figure: DeliveryFigure) -> RangeBar | None:
    if figure.range is None:
        return None
    scales = range_scales([figure.range])
    about = (
        f"{figure.detail}, {recommended(figure.range)}"
        if figure.detail
        else recommended(figure.range)
    )
    return RangeBar(scales[0], f"{figure.label}: {figure.said}", about) if scales else None
