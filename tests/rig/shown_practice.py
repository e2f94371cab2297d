"""The practice page, used as a person uses it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QSpinBox, QWidget
from rig.child import child

from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.planning.today import TodayList
from mock_interviewer.app.ui.practice.introduction import IntroductionButtons
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.practice.session_cards import CustomCard, DueCard
from mock_interviewer.app.ui.practice.style_picker import StylePicker
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.name_panel import NamePanel
from mock_interviewer.app.ui.widgets.panels import ConfirmationPanel


class ShownPractice:
    """A practice page with its controls, and what was started on it."""

    def __init__(self, page: PracticePage) -> None:
        self.page = page
        self.form = page.plan
        self.style = child(page, StylePicker)
        self.count = child(page, QSpinBox)
        self.due_card = child(page, DueCard)
        self.custom_card = child(page, CustomCard)
        self.introduction = child(page, IntroductionButtons)
        self.scroll = child(page, QScrollArea)
        self.started: list[SessionRequest] = []
        self.due_started: list[tuple[TodayList, SessionRequest]] = []
        self.changes: list[SessionRequest] = []
        page.start_requested.connect(self.started.append)
        page.due_requested.connect(lambda due, request: self.due_started.append((due, request)))
        page.request_changed.connect(self.changes.append)

    @property
    def request(self) -> SessionRequest:
        return self.form.request

    @property
    def due(self) -> tuple[str, str]:
        """What the card of due questions says; empty while it is hidden."""
        card = self.due_card
        return (card.summary.plain, card.detail.plain) if card.isVisible() else ("", "")

    @property
    def custom(self) -> tuple[str, str]:
        """What the card of the custom session says."""
        return self.custom_card.line.label, self.custom_card.detail.plain

    @property
    def start_button(self) -> KeyHintButton:
        """The only filled button in view."""
        (found,) = (
            each
            for each in self.page.findChildren(KeyHintButton)
            if each.property("kind") == "primary" and each.isVisible()
        )
        return found

    @property
    def keys(self) -> dict[str, str]:
        """The key on each start button in view, by the button's name."""
        cards = (self.due_card, self.custom_card)
        buttons = [*(card.start for card in cards), self.introduction.start]
        return {each.accessibleName(): each.key_name for each in buttons if each.isVisible()}

    @property
    def bank(self) -> Picker[str]:
        return self.picker("Bank")

    def picker(self, name: str) -> Picker[str]:
        """Return a picker by its accessible name."""
        (found,) = (
            each for each in self.page.findChildren(Picker) if each.accessibleName() == name
        )
        return found

    def options(self, name: str) -> list[str]:
        """Return the options of a picker, without separators."""
        picker = self.picker(name)
        return [text for at in range(picker.count()) if (text := picker.itemText(at))]

    def pick(self, name: str, label: str) -> None:
        """Choose an option of a picker with the arrow keys."""
        picker = self.picker(name)
        picker.setFocus()
        while picker.currentText() != label:
            at = picker.currentIndex()
            up = picker.findText(label) < at
            QTest.keyClick(picker, Qt.Key.Key_Up if up else Qt.Key.Key_Down)
            assert picker.currentIndex() != at, f"{label} is not offered"

    def button(self, name: str) -> QPushButton:
        """Return a visible button by its accessible name."""
        (found,) = (
            each
            for each in self.page.findChildren(QPushButton)
            if each.isVisible() and each.accessibleName() == name
        )
        return found

    def press_enter(self, *, control: bool = False) -> None:
        """Press Enter or Ctrl+Enter wherever the focus is."""
        focused: QWidget | None = self.page.focusWidget()  # may be None, unlike in Qt's stubs
        modifier = Qt.KeyboardModifier.ControlModifier
        QTest.keyClick(
            self.page if focused is None else focused,
            Qt.Key.Key_Return,
            modifier if control else Qt.KeyboardModifier.NoModifier,
        )

    @property
    def naming(self) -> NamePanel:
        """The panel that asks for the name of a plan."""
        return child(self.style, NamePanel)

    @property
    def confirmation(self) -> ConfirmationPanel:
        """The panel that asks for a confirmation; raises LookupError while there is none."""
        for panel in self.style.findChildren(ConfirmationPanel):
            if panel.text:
                return panel
        raise LookupError("nothing is to be confirmed")

    @property
    def asked(self) -> str:
        """The question that is to be confirmed; empty if there is none."""
        panels = self.style.findChildren(ConfirmationPanel)
        return next((panel.text for panel in panels if panel.text), "")

    def enter_name(self, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
        """Replace the name of the plan, then press a key."""
        line = self.naming.line
        assert line.hasFocus()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, key)

    def choose_in_menu(self, entry: str) -> None:
        """Open the menu of plans and choose an entry, by keys."""
        self.style.more.setFocus()
        QTest.keyClick(self.style.more, Qt.Key.Key_Space)
        menu = QApplication.activePopupWidget()
        assert menu is self.style.menu
        for action in self.style.menu.actions():
            if action.isEnabled():
                QTest.keyClick(menu, Qt.Key.Key_Down)
            if action.text() == entry:
                break
        QTest.keyClick(menu, Qt.Key.Key_Return)
