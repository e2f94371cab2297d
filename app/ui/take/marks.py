"""Marks, name, and note of the take in view, and a button for all takes of its question.

The host connects ``mark_toggled``, ``mark_asked``, and ``question_asked``; an action whose signal
is not connected is not offered.
"""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QMetaMethod, QObject, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.ui.shared.mark_buttons import MARK_BUTTONS, MarkButton
from mock_interviewer.app.ui.shared.name_and_note_panel import MarkPanel
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.take.header import SMALL_BUTTON_EDGE
from mock_interviewer.app.ui.toolkit.shortcuts import Shortcut, ShortcutAction, add_shortcuts
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton
from mock_interviewer.app.ui.widgets.labels import TextLabel


class TakeMarksBar(QWidget):
    """Shows name and note, and a panel to edit them. ``buttons`` are for the page to place.

    GUI thread only.
    """

    mark_toggled = Signal(str, str, bool)
    """A take's ID, one of TAKE_MARKS, and whether it is set now."""
    mark_asked = Signal(str, str, str)
    """A take's ID, its name, and its note; "" for none."""
    question_asked = Signal(str, str)
    """The IDs of a bank and of one of its questions whose takes to show."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._take: TakeRecord | None = None
        self._changed: dict[str, TakeRecord] = {}
        """The takes marked since they were read, by their IDs."""
        self.toggles = {
            mark: _button(look.key, look.set_label, look.set_words)
            for mark, look in MARK_BUTTONS.items()
        }
        """The buttons of the marks, by name."""
        self.name = _button("F2", "Name and note", "Name and note")
        self.all_takes = _button("Q", "All answers", "All answers to this question")
        self.buttons = (*self.toggles.values(), self.name, self.all_takes)
        self.panel = MarkPanel()
        self._message = TextLabel(wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XS)
        column.addWidget(self._message)
        column.addWidget(self.panel)
        toggles: dict[str, Shortcut] = {}
        for mark, button in self.toggles.items():
            button.setCheckable(True)
            toggle = partial(self._toggle, mark)
            button.clicked.connect(lambda _checked, toggle=toggle: toggle())
            toggles[mark] = Shortcut(MARK_BUTTONS[mark].help, toggle, self._can_mark)
        self.name.clicked.connect(lambda _checked: self._edit())
        self.all_takes.clicked.connect(lambda _checked: self._show_all())
        self.panel.submitted.connect(self._mark)
        self.panel.closed.connect(self._show)
        name = Shortcut("Edit name and note", self._edit, lambda: not self.name.isHidden())
        marks = {MARK_BUTTONS[mark].shortcut: toggle for mark, toggle in toggles.items()}
        add_shortcuts(page, {**marks, "F2": name})
        self.shortcuts: dict[str, ShortcutAction] = {
            **{MARK_BUTTONS[mark].key.lower(): toggle for mark, toggle in toggles.items()},
            "q": Shortcut("All answers to this question", self._show_all, self._can_show_all),
        }
        """Shortcuts by typed character, for the page to handle wherever in it the focus is."""
        self.show_take(None)

    @property
    def message(self) -> str:
        """The name and the note shown."""
        return self._message.plain

    def show_take(self, take: TakeRecord | None) -> None:
        """Show the marks of a take; None before takes are read again."""
        if take is None:
            self._changed = {}
        self._take = take if take is None else self._changed.get(take.id, take)
        self.panel.hide()
        self._show()

    def _show(self) -> None:
        take = self._take
        marking = take is not None and _is_connected(self, self.mark_toggled)
        for mark, button in self.toggles.items():
            button.setVisible(marking)
            _show_mark(button, MARK_BUTTONS[mark], on=take is not None and take.marks[mark])
        self.name.setVisible(marking and _is_connected(self, self.mark_asked))
        self.all_takes.setVisible(take is not None and _is_connected(self, self.question_asked))
        name, note = (take.name, take.note) if take is not None else ("", "")
        self._message.show_text("\n".join(text for text in (name, note) if text))
        self._message.setVisible(bool(self._message.plain))
        self.setVisible(bool(self._message.plain) or bool(self.panel.text))

    def _can_mark(self) -> bool:
        return self._take is not None and _is_connected(self, self.mark_toggled)

    def _can_show_all(self) -> bool:
        return self._take is not None and not self.all_takes.isHidden()

    def _toggle(self, mark: str) -> None:
        if self._take is not None and self._can_mark():
            on = not self._take.marks[mark]
            self._keep(self._take.with_marks(**{mark: on}))
            self.mark_toggled.emit(self._take.id, mark, on)

    def _edit(self) -> None:
        if self._take is not None and not self.name.isHidden():
            self.show()
            self.panel.ask("Name and note for this answer", self._take.name, self._take.note)

    def _mark(self, name: str, note: str) -> None:
        if self._take is not None:
            self._keep(replace(self._take, name=" ".join(name.split()), note=note))
            self.mark_asked.emit(self._take.id, self._take.name, note)

    def _show_all(self) -> None:
        if self._take is not None and not self.all_takes.isHidden():
            self.question_asked.emit(self._take.bank, self._take.question)

    def _keep(self, take: TakeRecord) -> None:
        self._take = self._changed[take.id] = take
        self._show()


def _is_connected(sender: QObject, signal: SignalInstance) -> bool:
    return sender.isSignalConnected(QMetaMethod.fromSignal(signal))


def _show_mark(button: KeyHintButton, look: MarkButton, *, on: bool) -> None:
    button.setChecked(on)
    button.show_label(look.label if on else look.set_label)
    words = look.clear_words if on else look.set_words
    button.setAccessibleName(words)
    button.setToolTip(f"{words} ({look.key})")


def _button(key: str, label: str, name: str) -> KeyHintButton:
    made = KeyHintButton(key, label, kind="tool")
    made.set_edge(SMALL_BUTTON_EDGE, Spacing.XXS)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setAccessibleName(name)
    made.setToolTip(f"{name} ({key})")
    return made
