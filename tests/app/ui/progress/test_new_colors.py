"""Widgets with their own paintEvent are redrawn in new colors."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.progress.sections import CoverageBar
from mock_interviewer.app.ui.shared.waveform import WaveformSlider
from mock_interviewer.app.ui.take.waveform_overview import WaveformOverview


class _Paints(QObject):
    """Counts the paint events of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        self.count += event.type() == QEvent.Type.Paint
        return False


@pytest.mark.parametrize("kind", [WaveformSlider, WaveformOverview, CoverageBar])
@pytest.mark.usefixtures("look")
def test_a_widget_is_redrawn_in_new_colors(
    qtbot: QtBot, qapp: QApplication, kind: type[QWidget]
) -> None:
    widget = kind()
    qtbot.addWidget(widget)
    paints = _Paints(widget)
    widget.show()
    qtbot.waitUntil(lambda: paints.count > 0)
    qapp.processEvents()
    before = paints.count
    palette = qapp.palette()
    palette.setColor(QPalette.ColorRole.Accent, QColor("red"))
    qapp.setPalette(palette)
    qtbot.waitUntil(lambda: paints.count > before)
