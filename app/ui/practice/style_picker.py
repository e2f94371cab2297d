"""Picker of a style or a saved plan, with save, rename and delete."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.planning.saved_plans import check_plan_name, plan_key
from mock_interviewer.app.planning.styles import InterviewStyle
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import LARGE, Icon, set_icon
from mock_interviewer.app.ui.style.theme import Spacing, set_kind
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel
from mock_interviewer.app.ui.widgets.name_panel import NamePanel
from mock_interviewer.app.ui.widgets.panels import ConfirmationPanel

_LEAST_PICKER = 150
_ALL = 1000
"""Stretch beside which that of the empty rest is nothing, until the picker is at its widest."""


@dataclass(frozen=True)
class ChosenStyle:
    """The id of a style, or else the name of a saved plan; with neither, what has no name."""

    style: str = ""
    plan: str = ""


class StylePicker(QWidget):
    """Shows and asks; what a style or a plan says is for its owner to know."""

    chosen = Signal()
    """The person chose another style or plan."""
    save_asked = Signal(str)
    """The person wants what is chosen now to be kept under this name, whatever had it before."""
    rename_asked = Signal(str, str)
    """A plan's name, and the one that it shall have, whatever had it before."""
    remove_asked = Signal(str)
    """The name of a plan that the person wants to be gone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._origin = ""
        self._given = ""
        """The name that the person gave last."""
        self._nameless = False
        """Whether what is chosen has no name yet."""
        self.picker: Picker[ChosenStyle] = Picker("Style")
        self.picker.shrink(_LEAST_PICKER)
        self.picker.chosen.connect(self._take)
        self.more = QPushButton()
        self.more.setAutoDefault(True)
        set_kind(self.more, "quiet")
        self.more.setAccessibleName("Plans: save, rename or delete")
        self.more.setToolTip("Save, rename or delete a plan")
        self.more.clicked.connect(lambda _checked: self.open_menu())
        self.menu = QMenu(self)
        self.menu.setAccessibleName("Plans")
        self.menu.addAction("Save this plan…", partial(self._ask_name, self.more))
        self._rename = self.menu.addAction("Rename…", self._ask_new_name)
        self._remove = self.menu.addAction("Delete…", self._ask_removal)
        self.save = QPushButton("Save this plan…")
        self.save.setAutoDefault(True)
        self.save.setAccessibleName("Save this plan")
        self.save.clicked.connect(lambda _checked: self._ask_name(self.save))
        self._about = TextLabel(wrap=True, kind="muted")
        self._note = StatusLabel("hint")
        self._naming = NamePanel("the plan", longest=None)
        self._replacing = ConfirmationPanel("Replace", "Cancel")
        self._removing = ConfirmationPanel("Delete", "Keep it")
        self._renamed = ""
        """The plan that the name is asked for; empty where a new one is to be saved."""
        self._opener: QWidget = self.more
        """Where the keyboard goes back to."""
        self._naming.closed.connect(self._give_back)
        self._replacing.confirmed.connect(self._tell)
        self._replacing.declined.connect(self._give_back)
        self._removing.confirmed.connect(self._tell_removal)
        self._removing.declined.connect(self._give_back)
        self._lay_out()
        self._draw_icon()

    @property
    def value(self) -> ChosenStyle:
        """What is chosen."""
        return self.picker.value or ChosenStyle()

    @property
    def about(self) -> str:
        """What is said of it."""
        return self._about.plain

    @property
    def note(self) -> str:
        """What else there is to know; empty where there is nothing."""
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
        """Offer styles and plans, with ``chosen`` chosen.

        ``custom`` says whether there is something that has no name, chosen or not.
        ``origin`` is the name of the plan that what is chosen now was made from.
        """
        self._names, self._origin = tuple(plans), origin
        own = [(ChosenStyle(plan=name), name) for name in plans]
        if custom:
            own.append((ChosenStyle(), "Custom"))
        options = [(ChosenStyle(style=style.id), style.name) for style in styles]
        self.picker.offer([*options, *own], chosen, apart=len(own))
        self._nameless = chosen == ChosenStyle()
        self.save.setVisible(self._nameless and not self._asking)
        for action in (self._rename, self._remove):
            action.setEnabled(bool(chosen.plan))

    def say(self, about: str, note: str = "") -> None:
        """Say what is chosen, and what else there is to know."""
        self._about.show_text(about)
        self._note.show_text(note)
        self._note.setVisible(bool(note))

    def open_menu(self) -> None:
        """Open the menu of plans beneath its button."""
        self.menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
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
        return self._naming, self._replacing, self._removing

    @property
    def _asking(self) -> bool:
        return any(not panel.isHidden() for panel in self._panels())

    def _take(self) -> None:
        self._fold()
        self.chosen.emit()

    def _fold(self) -> None:
        for panel in self._panels():
            panel.hide()
        self.save.setVisible(self._nameless)

    def _ask_name(self, opener: QWidget) -> None:
        self._renamed, self._opener = "", opener
        name = self._origin or self.value.plan
        self._open("Under which name do you want to keep this plan?", name, "Save")

    def _ask_new_name(self) -> None:
        self._renamed, self._opener = self.value.plan, self.more
        self._open(f"What shall “{self._renamed}” be called?", self._renamed, "Rename")

    def _open(self, text: str, name: str, go: str) -> None:
        self._fold()
        self._naming.ask(text, self._take_name, _name_error, name=name, go=go)
        self.save.hide()

    def _ask_removal(self) -> None:
        self._fold()
        self._renamed, self._opener = self.value.plan, self.more
        self._removing.ask(f"Delete the plan “{self._renamed}”? Your recordings are kept.")

    def _take_name(self, name: str) -> None:
        self._given = name
        taken = [each for each in self._names if plan_key(each) == plan_key(name)]
        if taken and plan_key(name) != plan_key(self._renamed):
            self._replacing.ask(f"You have a plan “{taken[0]}” already. Replace it?")
        else:
            self._tell()

    def _tell(self) -> None:
        self._opener = self.picker
        self._give_back()
        if self._renamed:
            self.rename_asked.emit(self._renamed, self._given)
        else:
            self.save_asked.emit(self._given)

    def _tell_removal(self) -> None:
        self._opener = self.picker
        self._give_back()
        self.remove_asked.emit(self._renamed)

    def _give_back(self) -> None:
        self._fold()
        self._opener.setFocus(Qt.FocusReason.OtherFocusReason)


def _name_error(name: str) -> str:
    """Return why no plan can have this name; empty where one can."""
    try:
        check_plan_name(name)
    except UsageError as error:
        return str(error)
    return ""
