"""A control for each kind of setting."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, TypeAlias

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from mock_interviewer.app.settings.setting import Setting, SettingKind
from mock_interviewer.app.ui.shared.model_names import model_display_name
from mock_interviewer.app.ui.style.theme import Spacing, set_kind
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.switch import ToggleSwitch
from mock_interviewer.app.ui.widgets.text_fields import LinesEdit, SingleLineEdit
from mock_interviewer.audio.devices.device import DeviceName
from mock_interviewer.audio.errors import MachineError

SettingOptions: TypeAlias = Sequence[tuple[Any, str]]
"""Values that a setting can have, with their visible names."""

FindOptions: TypeAlias = Callable[[], Future[SettingOptions]]
"""Searches for the options of a setting; returns at once."""

_TEXT_INSET = 10
"""Where the text of a Picker starts, so that all texts are aligned. In pixels."""
_DEFAULT = "System default"
_AUTOMATIC = "Automatic"
"""Options with a name are chosen by this program, not by the system."""


class SettingEditor(QWidget):
    """A control that shows a setting's value and reports changes by the person."""

    edited = Signal(object)
    """The new value."""
    failed = Signal(str)
    """Why options are missing, as a sentence."""

    def show_value(self, value: Any) -> None:
        """Show ``value`` without emitting ``edited``."""
        raise NotImplementedError

    def find_options(self) -> None:
        """Search for the options, if they are not known from the start."""

    def cancel(self) -> None:
        """Drop a search that is still running."""

    def _hold(self, control: QWidget, beside: QWidget | None = None, *, wide: bool = True) -> None:
        """Lay out ``control``, filling the width or in its own size."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.XS)
        row.addWidget(control, 1 if wide else 0)
        if beside is not None:
            row.addWidget(beside)
        if not wide:
            row.addStretch(1)
        self.setFocusProxy(control)


class SwitchEditor(SettingEditor):
    """On or off."""

    def __init__(self, setting: Setting[Any]) -> None:
        super().__init__()
        self._switch = ToggleSwitch(setting.label)
        self._switch.setAccessibleDescription(setting.help)
        self._hold(self._switch, wide=False)
        self._switch.toggled.connect(self.edited.emit)

    def show_value(self, value: Any) -> None:
        """Show ``value``."""
        with QSignalBlocker(self._switch):
            self._switch.setChecked(value)
        self._switch.update()


class _NumberBox(QSpinBox):
    """The wheel, Page Up and Page Down scroll the page, not the number."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class NumberEditor(SettingEditor):
    """A number with its unit; typed figures count when they are finished."""

    def __init__(self, setting: Setting[Any]) -> None:
        super().__init__()
        self._box = _NumberBox()
        self._box.lineEdit().setTextMargins(_TEXT_INSET, 0, 0, 0)
        self._box.setRange(setting.minimum, setting.maximum)
        self._box.setKeyboardTracking(False)
        self._box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._box.setAccessibleName(setting.label)
        self._box.setAccessibleDescription(setting.help)
        if setting.unit:
            self._box.setSuffix(f" {setting.unit}")
        self._hold(self._box)
        self._box.valueChanged.connect(self.edited.emit)

    def show_value(self, value: Any) -> None:
        """Show ``value``."""
        with QSignalBlocker(self._box):
            self._box.setValue(value)


class ChoiceEditor(SettingEditor):
    """One of the values that the setting declares."""

    def __init__(self, setting: Setting[Any]) -> None:
        super().__init__()
        self._picker: Picker[Any] = Picker(setting.label)
        self._picker.setAccessibleDescription(setting.help)
        options = [(choice.value, choice.label) for choice in setting.choices]
        self._picker.offer(options, setting.default)
        self._hold(self._picker)
        self._picker.chosen.connect(lambda: self.edited.emit(self._picker.value))

    def show_value(self, value: Any) -> None:
        """Show ``value``."""
        self._picker.choose(value)


class TextEditor(SettingEditor):
    """A text of one line, which counts when the person finishes editing."""

    def __init__(self, setting: Setting[Any]) -> None:
        super().__init__()
        self._line = SingleLineEdit(setting.label, setting.empty)
        self._line.setAccessibleDescription(f"{setting.help} If empty: {setting.empty}.")
        self._hold(self._line)
        self._line.finished.connect(lambda: self.edited.emit(self._line.line))

    def show_value(self, value: Any) -> None:
        """Show ``value``; keep the text as typed if it means the same."""
        if self._line.line != value:
            self._line.setText(value)


class TextsEditor(SettingEditor):
    """A list of texts, which counts when the person finishes editing."""

    def __init__(self, setting: Setting[Any]) -> None:
        super().__init__()
        self._lines = LinesEdit(setting.label)
        self._lines.setAccessibleDescription(f"{setting.help} {self._lines.placeholderText()}.")
        self._hold(self._lines)
        self._lines.finished.connect(lambda: self.edited.emit(self._lines.lines))

    def show_value(self, value: Any) -> None:
        """Show ``value``; keep the text as typed if it means the same."""
        if self._lines.lines != value:
            self._lines.show_lines(value)


class DiscoveredChoiceEditor(SettingEditor):
    """One of the options found on this computer, or the default.

    The saved value stays and is shown when it is not found: it may be plugged in tomorrow.
    """

    _first: SettingOptions = ((None, _DEFAULT),)
    """Options that are always offered."""

    def __init__(self, setting: Setting[Any], find: FindOptions | None) -> None:
        super().__init__()
        self._find = find
        self._tasks = BackgroundTasks(GuiThread(self))
        self._found: SettingOptions | None = None
        self._value: Any = None
        if setting.kind is SettingKind.NAME:
            self._first = ((None, _AUTOMATIC),)
        self._picker: Picker[Any] = Picker(setting.label)
        self._picker.setAccessibleDescription(setting.help)
        self._again = QPushButton("Rescan")
        set_kind(self._again, "quiet")
        self._again.setAccessibleName(f"Rescan: {setting.label}")
        self._again.setVisible(setting.kind is SettingKind.DEVICE and find is not None)
        self._lay_out(self._picker, self._again)
        self._picker.chosen.connect(self._take)
        self._again.clicked.connect(self.find_options)
        self._offer()

    def _lay_out(self, picker: QWidget, again: QWidget) -> None:
        self._hold(picker, again)

    def _name(self, value: Any) -> str:
        """Return the visible name of a saved value that was not found."""
        return value.name if isinstance(value, DeviceName) else str(value)

    def show_value(self, value: Any) -> None:
        """Show ``value``, found or not."""
        self._value = value
        self._offer()

    @Slot()
    def find_options(self) -> None:
        """Search for the options on this computer."""
        if self._find is None:
            return
        self._tasks.forget()
        self._again.setEnabled(False)
        self._tasks.deliver(self._find(), self._take_over, self._say)

    def cancel(self) -> None:
        """Drop a search that is still running."""
        self._tasks.forget()
        self._again.setEnabled(True)

    def _take_over(self, options: SettingOptions) -> None:
        self._again.setEnabled(True)
        self._found = tuple(options)
        self._offer()

    def _say(self, error: MachineError) -> None:
        self._again.setEnabled(True)
        self.failed.emit(str(error))

    def _take(self) -> None:
        self._value = self._picker.value
        self.edited.emit(self._value)

    def _offer(self) -> None:
        options: list[tuple[Any, str]] = [*self._first, *(self._found or ())]
        if self._value not in [value for value, _label in options]:
            # Before the name, since the end of a long name is cut off.
            gone = "Not found: " if self._found is not None else ""
            options.append((self._value, f"{gone}{self._name(self._value)}"))
        self._picker.offer(options, self._value)


class SpeechModelEditor(DiscoveredChoiceEditor):
    """One of the speech models on this computer, with a link to all of them."""

    all_models_requested = Signal()
    """The person wants to see all models."""

    _first = ()

    def __init__(self, setting: Setting[Any], find: FindOptions | None) -> None:
        self._more = QPushButton("All speech models…")
        super().__init__(setting, find)
        self._value = setting.default
        self._more.clicked.connect(lambda _checked: self.all_models_requested.emit())

    def _lay_out(self, picker: QWidget, again: QWidget) -> None:
        set_kind(self._more, "link")
        self._more.setAutoDefault(True)
        self._more.setAccessibleName("All speech models")
        self._more.setAccessibleDescription("Verify, download, import, and remove speech models")
        again.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        column.addWidget(picker)
        # The link's own margin aligns its text with that of the picker.
        more = QHBoxLayout()
        more.setContentsMargins(Spacing.XS, 0, 0, 0)
        more.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(more)
        self.setFocusProxy(picker)

    def _name(self, value: Any) -> str:
        return model_display_name(str(value))


def make_editor(setting: Setting[Any], find: FindOptions | None) -> SettingEditor | None:
    """Return the control for a setting, or None if it is set elsewhere."""
    if setting.elsewhere:
        return None
    match setting.kind:
        case SettingKind.SWITCH:
            return SwitchEditor(setting)
        case SettingKind.NUMBER:
            return NumberEditor(setting)
        case SettingKind.CHOICE:
            return ChoiceEditor(setting)
        case SettingKind.TEXT:
            return TextEditor(setting)
        case SettingKind.TEXTS:
            return TextsEditor(setting)
        case SettingKind.MODEL:
            return SpeechModelEditor(setting, find)
        case SettingKind.NAME | SettingKind.DEVICE:
            return DiscoveredChoiceEditor(setting, find)
        case SettingKind.NAMES:
            raise ValueError(f"there is no control for {setting.key}")
