"""One speech model on its page: what it is, its status, and the buttons for it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.ui.speech_models.model_listing import ModelAction, ModelEntry, StatusTone
from mock_interviewer.app.ui.style.theme import Spacing, set_kind
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel
from mock_interviewer.app.ui.widgets.panels import ConfirmationPanel

_TONE_KINDS = {
    StatusTone.PLAIN: "muted",
    StatusTone.HINT: "hint",
    StatusTone.GOOD: "good",
    StatusTone.BAD: "bad",
}
_NARROW = 560
_FINE = 1000
"""Steps of the progress bar, so that it moves smoothly."""


class ModelRow(QWidget):
    """A model's row; its buttons are at the right or, in a narrow page, below."""

    asked = Signal(object)
    """A ModelAction."""
    confirmed = Signal(object)
    """The ModelAction of ``ask`` that was confirmed."""
    declined = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: ModelEntry | None = None
        self._asking: ModelAction | None = None
        self._title = TextLabel(strong=True, wrap=True)
        self._about = TextLabel(wrap=True, kind="muted")
        self._status = StatusLabel()
        self._bar = QProgressBar()
        self._bar.setRange(0, _FINE)
        self._bar.setTextVisible(False)
        self._work = TextLabel(wrap=True, tabular=True, kind="muted")
        self._buttons = {action: self._button(action) for action in ModelAction}
        self._confirms = {
            ModelAction.DOWNLOAD: self._confirm(ModelAction.DOWNLOAD, "Download", "Not now"),
            ModelAction.REMOVE: self._confirm(ModelAction.REMOVE, "Remove", "Keep it"),
        }
        set_kind(self._confirms[ModelAction.DOWNLOAD].yes, "")
        self._lay_out()

    @property
    def row(self) -> ModelEntry | None:
        """The entry that is shown."""
        return self._row

    @property
    def asking(self) -> str:
        """The question being asked; empty if there is none."""
        return "" if self._asking is None else self._confirms[self._asking].text

    def button(self, action: ModelAction) -> QPushButton:
        """Return the button of an action, shown or not."""
        return self._buttons[action]

    def stops(self) -> list[QPushButton]:
        """Return the buttons in tab order, including hidden ones, which Tab skips."""
        asked = [button for each in self._confirms.values() for button in (each.yes, each.no)]
        return [*self._buttons.values(), *asked]

    def show_row(self, row: ModelEntry) -> None:
        """Show a model; the focus stays in the row, even without a visible button."""
        keyboard = self.window().focusWidget()
        had_keyboard = keyboard is self or keyboard in self._buttons.values()
        if had_keyboard:
            # Qt would move the focus to another row when the focused button is hidden.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        before, self._row = self._row, row
        self.setAccessibleName(row.title)
        self._title.show_text(row.title)
        self._about.show_text(row.about)
        self._status.show_text(row.status, _TONE_KINDS[row.tone])
        self._show_work()
        for action, button in self._buttons.items():
            button.setAccessibleName(f"{_spoken(action)}: {row.title}")
            button.setAccessibleDescription(f"{row.about} {row.status}".strip())
            button.setVisible(action in row.actions and self._asking is None)
        self._status.setVisible(bool(row.status) and row.work is None)
        self._tools.setVisible(bool(row.actions) and self._asking is None)
        if had_keyboard and isinstance(keyboard, QPushButton) and not keyboard.isHidden():
            keyboard.setFocus(Qt.FocusReason.OtherFocusReason)
        elif had_keyboard:
            self.take_keyboard()
        if before is not None and row.tone is StatusTone.BAD and row.status != before.status:
            # The person may be elsewhere, and nothing else announces it.
            told = f"{row.title}: {row.status}"
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))

    def take_keyboard(self) -> None:
        """Focus the first visible button."""
        shown = (each for each in self._buttons.values() if not each.isHidden())
        first = next(shown, None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self, action: ModelAction, text: str) -> None:
        """Ask before an action that cannot be undone or takes long."""
        self._asking = action
        self._refresh()
        self._confirms[action].ask(text)

    def ask_no_more(self) -> None:
        """Withdraw the question."""
        if self._asking is not None:
            self._confirms[self._asking].hide()
            self._asking = None
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Move the buttons beside or below the text."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _lay_out(self) -> None:
        # In its own widget, since an empty layout would keep its neighbors from growing.
        self._tools = QWidget()
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(Spacing.XXS)
        for part in (self._title, self._about, self._status, self._work, self._bar):
            words.addWidget(part)
        words.addStretch(1)
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(Spacing.XS)
        for button in self._buttons.values():
            tools.addWidget(button)
        tools.addStretch(1)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(Spacing.L)
        self._beside.addLayout(words, 1)
        self._beside.addWidget(self._tools, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Spacing.XXS, 0, Spacing.XXS)
        column.setSpacing(Spacing.XS)
        column.addLayout(self._beside)
        for confirm in self._confirms.values():
            column.addWidget(confirm)

    def _fit(self, width: int) -> None:
        beside = width >= _NARROW
        direction = QBoxLayout.Direction
        self._beside.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._beside.setSpacing(Spacing.L if beside else Spacing.XS)

    def _button(self, action: ModelAction) -> QPushButton:
        button = QPushButton(action.value)
        button.setAutoDefault(True)
        button.clicked.connect(lambda _checked: self.asked.emit(action))
        button.hide()
        return button

    def _confirm(self, action: ModelAction, yes: str, no: str) -> ConfirmationPanel:
        confirm = ConfirmationPanel(yes, no)
        confirm.confirmed.connect(lambda: self._answered(action, agreed=True))
        confirm.declined.connect(lambda: self._answered(action, agreed=False))
        return confirm

    def _answered(self, action: ModelAction, *, agreed: bool) -> None:
        self._asking = None
        self._refresh()
        self.take_keyboard()
        (self.confirmed if agreed else self.declined).emit(action)

    def _refresh(self) -> None:
        if self._row is not None:
            self.show_row(self._row)

    def _show_work(self) -> None:
        work = None if self._row is None or self._asking is not None else self._row.work
        self._work.setVisible(work is not None)
        self._bar.setVisible(work is not None and work.share is not None)
        if work is not None and self._row is not None:
            self._work.show_text(work.text)
            self._bar.setValue(round(_FINE * (work.share or 0.0)))
            self._bar.setAccessibleName(f"{work.text}: {self._row.title}")


def _spoken(action: ModelAction) -> str:
    return action.value.removesuffix("…")
