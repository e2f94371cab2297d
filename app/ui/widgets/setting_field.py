"""One setting on the settings page: its name, what it does, and its control."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.settings.setting import Setting
from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.remark import Remark
from mock_interviewer.app.ui.widgets.setting_editors import Editor
from mock_interviewer.app.ui.widgets.text import Text

_CONTROL_WIDTH = 320
_NARROW = 520


class SettingField(QWidget):
    """The control stands at the right, or beneath where there is no room."""

    def __init__(
        self, setting: Setting[Any], editor: Editor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setting = setting
        self.editor = editor
        label = Text(setting.label)
        label.setBuddy(editor)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(label)
        words.addWidget(Text(setting.help, wrap=True, kind="muted"))
        self._warning = Remark("caution")
        self._warning.show_text(setting.warning)
        self._warning.hide()
        words.addWidget(self._warning)
        words.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, Space.XXS)
        self._row.setSpacing(Space.L)
        self._row.addLayout(words, 1)
        self._row.addWidget(editor, 0, Qt.AlignmentFlag.AlignTop)
        self._fit(_NARROW)

    def show_value(self, value: Any) -> None:
        """Show ``value``, and what it brings about where there is something to know of it."""
        self.editor.show_value(value)
        self._warning.setVisible(bool(self.setting.warning) and bool(value))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Put the control where there is room for it."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        beside = width >= _NARROW
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._row.setSpacing(Space.L if beside else Space.XS)
        self.editor.setFixedWidth(_CONTROL_WIDTH if beside else min(_CONTROL_WIDTH, width))
