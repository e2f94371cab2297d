"""The settings, made from their declarations and saved as they are changed.

For the window that hosts it: give it the ``Values`` in force, a ``save`` that writes a snapshot off
the GUI thread (``SettingsFile.save`` on any executor), the folder of the data, and for ``voice``,
``microphone`` and ``speaker`` a function each that looks for what there is (``setting_options``).
Whoever must act on a change subscribes to ``Values.changed``; a change made elsewhere is shown
here. It looks for devices and voices whenever it becomes visible.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.interview.states import NoticeKind
from mock_interviewer.app.settings.declarations import (
    REVIEWER_ON,
    REVIEWER_OTHER_COMPUTERS,
    SETTINGS,
)
from mock_interviewer.app.settings.setting import Group, Setting
from mock_interviewer.app.settings.values import Values
from mock_interviewer.app.ui.arrivals import Arrivals
from mock_interviewer.app.ui.deeds import Act, Deed, declare
from mock_interviewer.app.ui.file_manager import open_in_file_manager
from mock_interviewer.app.ui.theme import Space, Type, set_kind
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.column import BLEED, Column
from mock_interviewer.app.ui.widgets.setting_editors import Look, ModelEditor, make_editor
from mock_interviewer.app.ui.widgets.setting_field import SettingField
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.audio.errors import MachineError

Save = Callable[[Mapping[str, object]], "Future[None]"]

_LICENCE = (
    "Mock Interviewer is free software under the GNU General Public License, version 3 or later. "
    "It comes without warranty."
)
_NOTHING_LEAVES = (
    "Recordings, transcripts and settings stay in this folder. Nothing leaves your computer."
)
_SOMETHING_LEAVES = (
    "Recordings, transcripts and settings stay in this folder. Nothing leaves your computer, "
    "except what you ask a model on another computer to review."
)


class SettingsPage(QWidget):
    """Shows every setting that has a control, in groups. GUI thread only."""

    back_requested = Signal()
    models_requested = Signal()
    """The person wants to see all speech models."""
    storage_requested = Signal()
    """The person wants to see what takes room, or to back up, restore or move it."""
    licenses_requested = Signal()
    """The person wants to see what the program consists of."""

    def __init__(
        self,
        values: Values,
        save: Save,
        data_folder: Path,
        *,
        looks: Mapping[str, Look] = MappingProxyType({}),
        declarations: Sequence[Setting[Any]] = SETTINGS,
        open_folder: Callable[[Path], bool] = open_in_file_manager,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._values = values
        self._save = save
        self._data_folder = data_folder
        self._open_folder = open_folder
        self._saving = False
        self._unsaved = False
        # Not forgotten when the page is left: what was changed is to be saved.
        self._arrivals = Arrivals(self)
        self._banner = Banner()
        self._fields: dict[str, SettingField] = {}
        self._resets: dict[Group, QPushButton] = {}
        self._column = Column()
        self._leaving = Text(wrap=True)
        self._lay_out(declarations, looks)
        unsubscribe = values.changed(self._show_change)
        self.destroyed.connect(unsubscribe)
        self._keys: dict[int, Act] = {Qt.Key.Key_Escape: Deed("Go back", self.back_requested.emit)}
        declare(self, self._keys)

    def field(self, key: str) -> SettingField:
        """Return the field of a setting; raises KeyError where it has none."""
        return self._fields[key]

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Look for devices and voices."""
        super().showEvent(event)
        if not event.spontaneous():
            for field in self._fields.values():
                field.editor.look()
            self._first().setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Drop what is still being looked for."""
        super().hideEvent(event)
        if not event.spontaneous():
            for field in self._fields.values():
                field.editor.forget()
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

    def _lay_out(self, declarations: Sequence[Setting[Any]], looks: Mapping[str, Look]) -> None:
        self._column.add(Text("Settings", Type.TITLE, strong=True))
        self._column.add(self._banner)
        for group in Group:
            declared = [setting for setting in declarations if setting.group is group]
            fields = [field for each in declared if (field := self._make(each, looks))]
            if fields:
                self._add_group(group, fields)
        self._add_data()
        self._show_dependent()
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

    def _make(self, setting: Setting[Any], looks: Mapping[str, Look]) -> SettingField | None:
        editor = make_editor(setting, looks.get(setting.key))
        if editor is None:
            return None
        editor.edited.connect(lambda value: self._values.set(setting, value))
        editor.problem.connect(lambda sentence: self._banner.say(NoticeKind.CAUTION, sentence))
        if isinstance(editor, ModelEditor):
            editor.more_asked.connect(self.models_requested.emit)
        self._fields[setting.key] = field = SettingField(setting, editor)
        field.show_value(self._values.get(setting))
        return field

    def _add_group(self, group: Group, fields: Sequence[SettingField]) -> None:
        reset = QPushButton("Reset to default")
        set_kind(reset, "link")
        reset.setAccessibleName(f"Reset {group.label.lower()} settings to default")
        reset.clicked.connect(lambda: self._reset(group))
        keeps_its_room = reset.sizePolicy()
        keeps_its_room.setRetainSizeWhenHidden(True)
        reset.setSizePolicy(keeps_its_room)
        self._resets[group] = reset
        head = QHBoxLayout()
        # A link has some room of its own around its text.
        head.setContentsMargins(BLEED, 0, BLEED - Space.XXS, 0)
        head.addWidget(Text(group.label, Type.BODY, strong=True))
        head.addStretch(1)
        head.addWidget(reset)
        self._column.space(Space.S)
        self._column.add(head, bleeds=True)
        self._column.add(_line())
        for field in fields:
            self._column.add(field)
        self._offer_reset(group)

    def _add_data(self) -> None:
        folder = Text(str(self._data_folder), wrap=True, kind="muted")
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        show = QPushButton("Open folder")
        show.setAccessibleName("Open the folder of your data")
        show.clicked.connect(self._show_folder)
        self.storage = storage = QPushButton("Storage and backup…")
        storage.setAccessibleName("See what takes room, back up, restore and move your data")
        storage.clicked.connect(lambda _checked: self.storage_requested.emit())
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        row.addWidget(storage)
        row.addWidget(show)
        row.addStretch(1)
        self._column.space(Space.S)
        self._column.add(Text("Your data", Type.BODY, strong=True))
        self._column.add(_line())
        self._column.add(self._leaving)
        self._column.add(folder)
        self._column.add(row)
        self._column.space(Space.M)
        self._column.add(Text(_LICENCE, Type.CAPTION, wrap=True, kind="muted"))
        self.licenses = QPushButton("Licenses…")
        set_kind(self.licenses, "link")
        self.licenses.setAccessibleName("See the licenses of everything in Mock Interviewer")
        self.licenses.clicked.connect(lambda _checked: self.licenses_requested.emit())
        below = QHBoxLayout()
        # A link has some room of its own around its text.
        below.setContentsMargins(BLEED - Space.XXS, 0, BLEED, 0)
        below.addWidget(self.licenses)
        below.addStretch(1)
        self._column.add(below, bleeds=True)
        self._column.space(Space.M)

    def _show_change(self, setting: Setting[Any]) -> None:
        field = self._fields.get(setting.key)
        if field is not None:
            field.show_value(self._values.get(setting))
            self._offer_reset(setting.group)
        self._show_dependent()
        self._write()

    def _show_dependent(self) -> None:
        """Show what other settings decide: fields that do something, and what can leave."""
        for field in self._fields.values():
            under = field.setting.under
            field.setVisible(under is None or self._values.get(under))
        sends = all(map(self._values.get, (REVIEWER_ON, REVIEWER_OTHER_COMPUTERS)))
        self._leaving.show_text(_SOMETHING_LEAVES if sends else _NOTHING_LEAVES)

    def _offer_reset(self, group: Group) -> None:
        self._resets[group].setVisible(
            any(
                self._values.get(field.setting) != field.setting.default
                for field in self._fields.values()
                if field.setting.group is group
            )
        )

    def _reset(self, group: Group) -> None:
        changed = [each for each in self._fields.values() if each.setting.group is group]
        # The button goes; the focus must not go with it.
        changed[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        for field in changed:
            self._values.reset(field.setting)

    def _write(self) -> None:
        """Save, one write at a time; what changes meanwhile is written together afterwards."""
        if self._saving:
            self._unsaved = True
            return
        self._saving, self._unsaved = True, False
        self._arrivals.wait(self._save(self._values.snapshot()), self._written, self._not_written)

    def _written(self, _nothing: None) -> None:
        self._saving = False
        if self._unsaved:
            self._write()

    def _not_written(self, error: MachineError) -> None:
        self._saving = False
        self._banner.say(NoticeKind.ERROR, str(error), ("Try again", self._try_again))

    def _try_again(self) -> None:
        self._banner.clear()
        self._write()

    @Slot()
    def _show_folder(self) -> None:
        if not self._open_folder(self._data_folder):
            self._banner.say(
                NoticeKind.CAUTION,
                f"The folder could not be opened. You find it at {self._data_folder}",
            )


def _line() -> QFrame:
    made = QFrame()
    set_kind(made, "line")
    return made
