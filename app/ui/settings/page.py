"""The settings page, made from the declarations.

Give it the values in use, the data folder, and finders for the options of devices, voices and
models (``setting_options``). A change goes into the values at once.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.settings.declarations import (
    REVIEWER_ON,
    REVIEWER_OTHER_COMPUTERS,
    SETTINGS,
)
from mock_interviewer.app.settings.setting import Setting, SettingGroup
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.ui.settings.setting_editors import (
    FindOptions,
    SettingEditor,
    SpeechModelEditor,
    make_editor,
)
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.toolkit.file_dialogs import open_in_file_manager
from mock_interviewer.app.ui.toolkit.shortcuts import Shortcut, ShortcutAction, declare_shortcuts
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.column import ROW_PADDING, PageColumn, separator_line
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel

_CONTROL_WIDTH = 320


_NARROW = 520


class SettingField(QWidget):
    """A setting's label, help, and control, which is at the right or, in a narrow page, below."""

    def __init__(
        self, setting: Setting[Any], editor: SettingEditor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setting = setting
        self.editor = editor
        label = TextLabel(setting.label)
        label.setBuddy(editor)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(label)
        words.addWidget(TextLabel(setting.help, wrap=True, kind="muted"))
        self._warning = StatusLabel("caution")
        self._warning.show_text(setting.warning)
        self._warning.hide()
        words.addWidget(self._warning)
        words.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, Spacing.XXS)
        self._row.setSpacing(Spacing.L)
        self._row.addLayout(words, 1)
        self._row.addWidget(editor, 0, Qt.AlignmentFlag.AlignTop)
        self._fit(_NARROW)

    def show_value(self, value: Any) -> None:
        """Show ``value``, and the setting's warning if it applies."""
        self.editor.show_value(value)
        self._warning.setVisible(bool(self.setting.warning) and bool(value))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Move the control beside or below the text."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        beside = width >= _NARROW
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._row.setSpacing(Spacing.L if beside else Spacing.XS)
        self.editor.setFixedWidth(_CONTROL_WIDTH if beside else min(_CONTROL_WIDTH, width))


_LICENSE = (
    "Mock Interviewer is free software under the GNU General Public License, version 3 or later. "
    "It comes without warranty."
)


_DATA_STAYS = (
    "Recordings, transcripts, and settings stay in this folder. Nothing leaves your computer."
)


_DATA_MAY_LEAVE = (
    "Recordings, transcripts, and settings stay in this folder. Nothing leaves your computer, "
    "except answers that a model on another computer reviews."
)


class SettingsPage(QWidget):
    """Shows every setting that has a control, in groups. GUI thread only."""

    back_requested = Signal()
    models_requested = Signal()
    """The person wants to see all speech models."""
    save_requested = Signal()
    """The person wants to save the settings again after a failure."""

    def __init__(
        self,
        values: SettingValues,
        data_folder: Path,
        *,
        option_finders: Mapping[str, FindOptions] = MappingProxyType({}),
        declarations: Sequence[Setting[Any]] = SETTINGS,
        open_folder: Callable[[Path], bool] = open_in_file_manager,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._values = values
        self._data_folder = data_folder
        self._open_folder = open_folder
        self._banner = Banner()
        self._fields: dict[str, SettingField] = {}
        self._resets: dict[SettingGroup, QPushButton] = {}
        self._column = PageColumn()
        self._privacy_note = TextLabel(wrap=True)
        self._lay_out(declarations, option_finders)
        self._follow()
        self._keys: dict[int, ShortcutAction] = {
            Qt.Key.Key_Escape: Shortcut("Go back", self.back_requested.emit)
        }
        declare_shortcuts(self, self._keys)

    def field(self, key: str) -> SettingField:
        """Return the field of a setting. Raises KeyError if it has none."""
        return self._fields[key]

    def show_not_saved(self, sentence: str) -> None:
        """Show why the settings could not be saved, and offer to try again."""
        self._banner.say(NoticeKind.ERROR, sentence, ("Try again", self._try_again))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Search for devices and voices."""
        super().showEvent(event)
        if not event.spontaneous():
            for field in self._fields.values():
                field.editor.find_options()
            self._first().setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Drop searches that are still running."""
        super().hideEvent(event)
        if not event.spontaneous():
            for field in self._fields.values():
                field.editor.cancel()
            self._banner.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the margins in proportion."""
        self._column.fit(event.size().width())
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave on Esc."""
        act = self._keys.get(event.key())
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _lay_out(
        self, declarations: Sequence[Setting[Any]], option_finders: Mapping[str, FindOptions]
    ) -> None:
        self._column.add(TextLabel("Settings", FontSize.TITLE, strong=True))
        self._column.add(self._banner)
        for group in SettingGroup:
            declared = [setting for setting in declarations if setting.group is group]
            fields = [field for each in declared if (field := self._make(each, option_finders))]
            if fields:
                self._add_group(group, fields)
        self._add_data()
        self._column.fill()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("Settings")
        self._column.setObjectName("page")
        area.setWidget(self._column)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(area)

    def _first(self) -> QWidget:
        return next((field.editor for field in self._fields.values()), self)

    def _make(
        self, setting: Setting[Any], option_finders: Mapping[str, FindOptions]
    ) -> SettingField | None:
        editor = make_editor(setting, option_finders.get(setting.key))
        if editor is None:
            return None
        editor.edited.connect(lambda value: self._values.set(setting, value))
        editor.failed.connect(lambda sentence: self._banner.say(NoticeKind.CAUTION, sentence))
        if isinstance(editor, SpeechModelEditor):
            editor.all_models_requested.connect(self.models_requested.emit)
        self._fields[setting.key] = field = SettingField(setting, editor)
        return field

    def _add_group(self, group: SettingGroup, fields: Sequence[SettingField]) -> None:
        reset = QPushButton("Reset to default")
        set_kind(reset, "link")
        reset.setAccessibleName(f"Reset {group.label.lower()} settings to default")
        reset.clicked.connect(lambda: self._reset(group))
        keeps_its_room = reset.sizePolicy()
        keeps_its_room.setRetainSizeWhenHidden(True)
        reset.setSizePolicy(keeps_its_room)
        self._resets[group] = reset
        head = QHBoxLayout()
        # A link has its own margin around its text.
        head.setContentsMargins(ROW_PADDING, 0, ROW_PADDING - Spacing.XXS, 0)
        head.addWidget(TextLabel(group.label, FontSize.BODY, strong=True))
        head.addStretch(1)
        head.addWidget(reset)
        self._column.space(Spacing.S)
        self._column.add(head, full_width=True)
        self._column.add(separator_line())
        for field in fields:
            self._column.add(field)

    def _add_data(self) -> None:
        folder = TextLabel(str(self._data_folder), wrap=True, kind="muted")
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        show = QPushButton("Open folder")
        show.setAccessibleName("Open the data folder")
        show.clicked.connect(self._show_folder)
        self.storage = storage = QPushButton("Storage and backup…")
        storage.setAccessibleName("Show disk use, back up, restore, or move your data")
        row = QHBoxLayout()
        row.setSpacing(Spacing.XS)
        row.addWidget(storage)
        row.addWidget(show)
        row.addStretch(1)
        self._column.space(Spacing.S)
        self._column.add(TextLabel("Your data", FontSize.BODY, strong=True))
        self._column.add(separator_line())
        self._column.add(self._privacy_note)
        self._column.add(folder)
        self._column.add(row)
        self._column.space(Spacing.M)
        self._column.add(TextLabel(_LICENSE, FontSize.CAPTION, wrap=True, kind="muted"))
        self.licenses = QPushButton("Licenses…")
        set_kind(self.licenses, "link")
        self.licenses.setAccessibleName("Show the licenses of Mock Interviewer and its components")
        below = QHBoxLayout()
        # A link has its own margin around its text.
        below.setContentsMargins(ROW_PADDING - Spacing.XXS, 0, ROW_PADDING, 0)
        below.addWidget(self.licenses)
        below.addStretch(1)
        self._column.add(below, full_width=True)
        self._column.space(Spacing.M)

    def _follow(self) -> None:
        """Show the values, and what depends on them."""
        follow, ends = self._values.follow, []
        for field in self._fields.values():
            ends.append(follow(field.setting, effect=field.show_value))
            if field.setting.under is not None:
                ends.append(follow(field.setting.under, effect=field.setVisible))
        for group in self._resets:
            settings = [field.setting for field in self._fields_of(group)]
            ends.append(follow(*settings, effect=partial(self._offer_reset, group)))
        ends.append(follow(REVIEWER_ON, REVIEWER_OTHER_COMPUTERS, effect=self._show_privacy))
        for unsubscribe in ends:
            self.destroyed.connect(unsubscribe)

    def _fields_of(self, group: SettingGroup) -> list[SettingField]:
        return [field for field in self._fields.values() if field.setting.group is group]

    def _show_privacy(self, reviewer: bool, other_computers: bool) -> None:
        self._privacy_note.show_text(
            _DATA_MAY_LEAVE if reviewer and other_computers else _DATA_STAYS
        )

    def _offer_reset(self, group: SettingGroup, *values: object) -> None:
        defaults = [field.setting.default for field in self._fields_of(group)]
        self._resets[group].setVisible(list(values) != defaults)

    def _reset(self, group: SettingGroup) -> None:
        changed = self._fields_of(group)
        # The button is hidden; the focus must not be lost with it.
        changed[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        with self._values.together():
            for field in changed:
                self._values.reset(field.setting)

    def _try_again(self) -> None:
        self._banner.clear()
        self.save_requested.emit()

    @Slot()
    def _show_folder(self) -> None:
        if not self._open_folder(self._data_folder):
            self._banner.say(
                NoticeKind.CAUTION,
                f"The folder couldn't be opened. It's at {self._data_folder}",
            )
