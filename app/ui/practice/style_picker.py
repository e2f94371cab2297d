"""Picker of a style or a saved plan, with save, rename, and delete."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.planning.interview_styles import InterviewStyle
from mock_interviewer.app.planning.saved_plans import check_plan_name, plan_key
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import LARGE, Icon, set_icon
from mock_interviewer.app.ui.style.theme import Spacing, set_kind
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.labeled_form import CONTROL_WIDTH
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel
from mock_interviewer.app.ui.widgets.name_panel import NamePanel
from mock_interviewer.app.ui.widgets.panels import ConfirmationPanel

_LEAST_PICKER = 150
_ALL = 1000
"""Stretch that gives the picker all free space, until it has its maximum width."""


@dataclass(frozen=True)
class ChosenStyle:
    """The id of a style, or else the name of a saved plan; neither for a custom choice."""

    style: str = ""
    plan: str = ""


class StylePicker(QWidget):
    """Shows the choice and emits what the person asks for; its owner knows the rules behind it."""

    chosen = Signal()
    """The person chose another style or plan."""
    save_requested = Signal(str)
    """Save the current choice under this name, replacing any plan that has it."""
    rename_requested = Signal(str, str)
    """Rename a plan to the second name, replacing any plan that has it."""
    delete_requested = Signal(str)
    """Delete the plan of this name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._origin = ""
        self._new_name = ""
        """The name that the person entered last."""
        self._custom = False
        """Whether the choice has no name yet."""
        self.picker: Picker[ChosenStyle] = Picker("Style")
        self.picker.shrink(_LEAST_PICKER, CONTROL_WIDTH)
        self.picker.chosen.connect(self._choose)
        self.more = QPushButton()
        self.more.setAutoDefault(True)
        set_kind(self.more, "quiet")
        self.more.setAccessibleName("Save, rename, or delete plans")
        self.more.setToolTip("Save, rename, or delete a plan")
        self.more.clicked.connect(lambda _checked: self.open_menu())
        self.menu = QMenu(self)
        self.menu.setAccessibleName("Plans")
        self.menu.addAction("Save this plan…", partial(self._ask_name, self.more))
        self._rename = self.menu.addAction("Rename…", self._ask_new_name)
        self._delete = self.menu.addAction("Delete…", self._ask_deletion)
        self.save = QPushButton("Save this plan…")
        self.save.setAutoDefault(True)
        self.save.setAccessibleName("Save this plan")
        self.save.clicked.connect(lambda _checked: self._ask_name(self.save))
        self._about = TextLabel(wrap=True, kind="muted")
        self._note = StatusLabel("hint")
        self._naming = NamePanel("the plan", longest=None)
        self._replacing = ConfirmationPanel("Replace", "Cancel")
        self._deleting = ConfirmationPanel("Delete", "Cancel")
        self._renamed = ""
        """The plan to rename or delete; empty when saving a new one."""
        self._opener: QWidget = self.more
        """The widget that gets the focus back."""
        self._naming.closed.connect(self._return_focus)
        self._replacing.confirmed.connect(self._request_change)
        self._replacing.declined.connect(self._return_focus)
        self._deleting.confirmed.connect(self._request_deletion)
        self._deleting.declined.connect(self._return_focus)
        self._lay_out()
        self._draw_icon()

    @property
    def value(self) -> ChosenStyle:
        """The choice."""
        return self.picker.value or ChosenStyle()

    @property
    def about(self) -> str:
        """The description of the choice."""
        return self._about.plain

    @property
    def note(self) -> str:
        """A further note on the choice; empty if there is none."""
        return "" if self._note.isHidden() else self._note.plain

    def show_choice(
        self,
        styles: Sequence[InterviewStyle],
        plans: Sequence[str],
        chosen: ChosenStyle,
        *,
        custom: bool = False,
        origin: str = "",
    ) -> None:
        """Offer styles and plans, and choose ``chosen``.

        ``custom`` also offers a custom choice, chosen or not. ``origin`` is the name of the plan
        from which the current choice was made.
        """
        self._names, self._origin = tuple(plans), origin
        own = [(ChosenStyle(plan=name), name) for name in plans]
        if custom:
            own.append((ChosenStyle(), "Custom"))
        options = [(ChosenStyle(style=style.id), style.name) for style in styles]
        self.picker.offer([*options, *own], chosen, apart=len(own))
        self._custom = chosen == ChosenStyle()
        self.save.setVisible(self._custom and not self._asking)
        for action in (self._rename, self._delete):
            action.setEnabled(bool(chosen.plan))

    def show_words(self, about: str, note: str = "") -> None:
        """Show the description of the choice, and a further note; "" hides the note."""
        self._about.show_text(about)
        self._note.show_text(note)
        self._note.setVisible(bool(note))

    def open_menu(self) -> None:
        """Open the menu of plans below its button."""
        self.menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Redraw the icon in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "more"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        set_icon(self.more, Icon.MORE, roles().text, LARGE)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Spacing.XXS)
        row.addWidget(self.picker, _ALL)
        row.addSpacing(Spacing.XS)
        row.addWidget(self.save)
        row.addWidget(self.more)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        column.addLayout(row)
        column.addWidget(self._about)
        column.addWidget(self._note)
        for panel in self._panels():
            column.addWidget(panel)

    def _panels(self) -> tuple[QWidget, ...]:
        return self._naming, self._replacing, self._deleting

    @property
    def _asking(self) -> bool:
        return any(not panel.isHidden() for panel in self._panels())

    def _choose(self) -> None:
        self._close_panels()
        self.chosen.emit()

    def _close_panels(self) -> None:
        for panel in self._panels():
            panel.hide()
        self.save.setVisible(self._custom)

    def _ask_name(self, opener: QWidget) -> None:
        self._renamed, self._opener = "", opener
        name = self._origin or self.value.plan
        self._open("Name this plan", name, "Save")

    def _ask_new_name(self) -> None:
        self._renamed, self._opener = self.value.plan, self.more
        self._open(f"Rename “{self._renamed}”", self._renamed, "Rename")

    def _open(self, text: str, name: str, button: str) -> None:
        self._close_panels()
        self._naming.ask(text, self._take_name, _name_error, name=name, go=button)
        self.save.hide()

    def _ask_deletion(self) -> None:
        self._close_panels()
        self._renamed, self._opener = self.value.plan, self.more
        self._deleting.ask(f"Delete the plan “{self._renamed}”? Your recordings are kept.")

    def _take_name(self, name: str) -> None:
        self._new_name = name
        taken = [each for each in self._names if plan_key(each) == plan_key(name)]
        if taken and plan_key(name) != plan_key(self._renamed):
            self._replacing.ask(f"You already have a plan called “{taken[0]}”. Replace it?")
        else:
            self._request_change()

    def _request_change(self) -> None:
        self._opener = self.picker
        self._return_focus()
        if self._renamed:
            self.rename_requested.emit(self._renamed, self._new_name)
        else:
            self.save_requested.emit(self._new_name)

    def _request_deletion(self) -> None:
        self._opener = self.picker
        self._return_focus()
        self.delete_requested.emit(self._renamed)

    def _return_focus(self) -> None:
        self._close_panels()
        self._opener.setFocus(Qt.FocusReason.OtherFocusReason)


def _name_error(name: str) -> str:
    """Return why no plan can have this name; "" if one can."""
    try:
        check_plan_name(name)
    except UsageError as error:
        return str(error)
    return ""
