"""The practice page: what to start, and whether microphone and voice work."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.planning.styles import InterviewStyle
from mock_interviewer.app.planning.today import TodayList
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.text.dates_in_words import LOADING
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.app.ui.practice.plan_form import BankOffer, PlanForm
from mock_interviewer.app.ui.practice.sound_check import MicrophoneCheck, VoiceCheck
from mock_interviewer.app.ui.practice.words import (
    due_reasons,
    due_summary,
    nothing_due_words,
    start_due_label,
)
from mock_interviewer.app.ui.style.theme import READING_LINE, FontSize, Spacing
from mock_interviewer.app.ui.toolkit.shortcuts import (
    ENTER_KEYS,
    Shortcut,
    ShortcutAction,
    add_shortcuts,
    declare_shortcuts,
)
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton
from mock_interviewer.app.ui.widgets.column import PageColumn, separator_line
from mock_interviewer.app.ui.widgets.labeled_form import LabeledForm
from mock_interviewer.app.ui.widgets.labels import TextLabel


class StartPanel(QWidget):
    """A greeting, a line on what is started, one on why, and the buttons that start.

    ``other`` is there only where there are two things to start.
    """

    start_pressed = Signal()
    other_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.greeting = TextLabel("", FontSize.TITLE, strong=True)
        self.summary = TextLabel(size=FontSize.BODY, kind="muted", tabular=True)
        self.why = TextLabel(kind="muted", wrap=True)
        # It comes a moment after the page: what is beneath it stays where it is.
        self.why.setMinimumHeight(round(self.why.fontMetrics().lineSpacing() * READING_LINE))
        self.start = KeyHintButton("Enter", "Start practice", primary=True)
        self.start.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.other = KeyHintButton("Ctrl+Enter", "Start the other")
        self.start.clicked.connect(lambda _checked: self.start_pressed.emit())
        self.other.clicked.connect(lambda _checked: self.other_pressed.emit())
        begin = QHBoxLayout()
        begin.setSpacing(Spacing.S)
        begin.addWidget(self.start)
        begin.addWidget(self.other)
        begin.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        for part in (self.greeting, self.summary, self.why):
            column.addWidget(part)
        column.addSpacing(Spacing.XS)
        column.addLayout(begin)
        self.show_words("", "")

    def show_words(self, summary: str, why: str, other: str = "") -> None:
        """Say what is started, why, and what the other button starts; "" leaves that out."""
        self.summary.show_text(summary)
        self.why.show_text(why)
        if other:
            self.other.show_label(other)
        self.other.setVisible(bool(other))

    def enable(self, *, enabled: bool) -> None:
        """Let both buttons be pressed, or neither."""
        self.start.setEnabled(enabled)
        self.other.setEnabled(enabled)


_MORNING, _AFTERNOON, _EVENING = 5, 12, 18


class PracticePage(QScrollArea):
    """Shows and asks; whoever owns the devices connects ``microphone`` and ``voice``."""

    start_asked = Signal(object)
    """Wishes for a session."""
    due_asked = Signal(object, object)
    """What is due (Today) shall be asked; the rules are those of the Wishes."""
    demo_asked = Signal(object)
    """The same, with a spoken candidate in place of a microphone."""
    wishes_changed = Signal(object)
    shown = Signal(bool)
    """Whether the page is in view, and so whether a microphone may be open for its level."""

    def __init__(
        self,
        *,
        demo: bool = True,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._demo = demo
        self._problem = ""
        self._busy = False
        self._allowed = False
        self._asked_early = False
        self._today = TodayList()
        self._remind = False
        self._plan_first = False
        """Whether Enter starts the plan though something is due: the person changed it."""
        self._stand_in: QWidget | None = None
        """Where the keyboard is only because the start button was disabled."""
        self._have_bank: bool | None = None
        """None until that is known."""
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._head = StartPanel()
        self._head.greeting.show_text(greeting(self._now()))
        self._head.start_pressed.connect(self._ask_start)
        self._head.other_pressed.connect(self._ask_other)
        self._start = self._head.start
        self._trouble = Banner()
        self.plan = PlanForm()
        self._planned = _in_its_place(self.plan)
        self.microphone = MicrophoneCheck()
        self.voice = VoiceCheck()
        self.plan.shown.connect(self._refresh)
        self.plan.changed.connect(self._prefer_plan)
        # Of the two keys that are called Enter one is told of.
        start = Shortcut("Start", self._ask_start, self._start.isEnabled)
        self._keys: dict[int, ShortcutAction] = {Qt.Key.Key_Return: start}
        declare_shortcuts(self, self._keys)
        other = Shortcut("Start the plan below", self._ask_other, lambda: self.starts_due)
        add_shortcuts(self, {"Ctrl+Return": other, "Ctrl+Enter": self._ask_other})
        self._lay_out()
        self._refresh()

    @property
    def can_start(self) -> bool:
        """Whether a session can begin."""
        return self._start.isEnabled()

    @property
    def trouble(self) -> str:
        """Why a session cannot begin, as shown."""
        return self._trouble.text

    def show_banks(self, offers: Sequence[BankOffer], wishes: SessionRequest) -> None:
        """Offer banks with their sections, and what was wished for last; none where none can be.

        Until then nothing is said of what would be asked.
        """
        self.plan.offer_banks(offers, wishes)
        self._have_bank = bool(offers)
        self._planned.setVisible(self._have_bank)
        self._refresh()

    def show_wishes(self, styles: Sequence[InterviewStyle], wishes: SessionRequest) -> None:
        """Offer ``styles`` in place of those before, and show what is wished for."""
        self.plan.offer_styles(styles)
        self.plan.show_wishes(wishes)

    def choose(self, bank: str, section: str) -> None:
        """Choose one section of a bank as the person would, to be started by Enter."""
        wishes = replace(self.plan.wishes, bank=bank, sections=(section,), plan="")
        self.plan.show_wishes(wishes)
        self._prefer_plan()

    @property
    def starts_due(self) -> bool:
        """Whether Enter starts what is due; the plan otherwise."""
        return bool(self._today.asked) and not self._plan_first

    def show_today(self, today: TodayList | None) -> None:
        """Say what is due, and offer to start that first; None says nothing of it."""
        self._today = today or TodayList()
        self._remind = today is not None
        self._refresh()

    def show_problem(self, sentence: str) -> None:
        """Say why nothing can be recorded, with Rescan and the demo; empty where it can."""
        if sentence == self._problem:
            return
        self._problem = sentence
        if sentence:
            demo = [("&Demo", lambda: self.demo_asked.emit(self.plan.wishes))] if self._demo else []
            rescan = ("Rescan", self.microphone.rescan_asked.emit)
            self._trouble.say(NoticeKind.CAUTION, sentence, rescan, *demo, closable=False)
        self._refresh()
        if not sentence:
            # Only now: hiding the button that has the keyboard would send it somewhere else.
            self._trouble.clear()

    def allow_start(self, *, allowed: bool) -> None:
        """Let a session begin, or not: while answers cannot be kept."""
        self._allowed = allowed
        self._refresh()

    def show_busy(self, *, busy: bool) -> None:
        """Show that a session is about to begin."""
        self._busy = busy
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Start on Enter, wherever the keyboard is on this page."""
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self._keys[Qt.Key.Key_Return]()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Put the keyboard on what there is to do next."""
        super().showEvent(event)
        self._head.greeting.show_text(greeting(self._now()))
        if not event.spontaneous():
            self._plan_first = False
            self._refresh()
        if self._start.isEnabled():
            self._start.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._stand_in_for_start()
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell that the page is out of view."""
        super().hideEvent(event)
        self.shown.emit(False)

    def _lay_out(self) -> None:
        sound = LabeledForm()
        sound.add("Microphone", self.microphone)
        sound.add("Voice", self.voice)
        column = self._column = PageColumn()
        column.setObjectName("page")
        for part, space in (
            (self._head, Spacing.XS),
            (self._trouble, Spacing.XS),
            (self._planned, Spacing.S),
            (separator_line(), Spacing.S),
            (sound, Spacing.M),
        ):
            column.add(part)
            column.space(space)
        column.fill()
        self.setWidget(column)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the margins in proportion."""
        super().resizeEvent(event)
        self._column.fit(event.size().width())

    def _refresh(self) -> None:
        ready = bool(self._have_bank) and self._allowed
        self._enable_start(enabled=ready and not self._problem and not self._busy)
        if self._asked_early and self.can_start:
            self._asked_early = False
            QTimer.singleShot(0, self._ask_start)
        self._say_what_starts()

    def _say_what_starts(self) -> None:
        if not self._have_bank:
            self._head.show_words(LOADING if self._have_bank is None else "", "")
            return
        wishes, today = self.plan.wishes, self._today
        asked = counted(wishes.count, "question")
        planned = f"{asked}, about {counted(wishes.minutes, 'minute')}."
        if self.starts_due:
            due = due_summary(today, today.minutes(wishes.rules))
            self._head.show_words(due, due_reasons(today), "Start as chosen below")
        elif today.asked:
            self._head.show_words(planned, "", start_due_label(today))
        else:
            self._head.show_words(
                planned, nothing_due_words(today, self._now()) if self._remind else ""
            )

    def _enable_start(self, *, enabled: bool) -> None:
        """Enable the button, and give it the keyboard back if only its being disabled took it."""
        if enabled == self._start.isEnabled():
            return
        # Of the window, which has one also while it is not the active one.
        keyboard = self.window().focusWidget()
        had_keyboard = keyboard is self._start
        self._head.enable(enabled=enabled)
        if had_keyboard:
            self._stand_in_for_start()
        elif enabled and self.isVisible() and keyboard in {None, self._stand_in}:
            self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stand_in_for_start(self) -> None:
        """Put the keyboard on what helps, and remember that nobody has chosen that place."""
        # The page itself takes Enter; without it Qt would choose the rail.
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._trouble.take_keyboard()
        self._stand_in = self.window().focusWidget()

    def _ask_start(self) -> None:
        """Start now; or as soon as that is possible, where the page is still being filled."""
        self._asked_early = not (self.can_start or self._problem or self._busy)
        if self.can_start and self.starts_due:
            self.due_asked.emit(self._today, self.plan.wishes)
        elif self.can_start:
            self.start_asked.emit(self.plan.wishes)

    def _ask_other(self) -> None:
        """Start what Enter does not, where there is such a thing."""
        if not self._today.asked or not self.can_start:
            return
        self._plan_first = not self._plan_first
        self._refresh()
        self._ask_start()

    def _prefer_plan(self) -> None:
        """Let Enter start what the person is choosing."""
        self._plan_first = True
        self._refresh()
        self.wishes_changed.emit(self.plan.wishes)


def greeting(now: datetime) -> str:
    """Return what one says at this time of day."""
    if _MORNING <= now.hour < _AFTERNOON:
        return "Good morning."
    if _AFTERNOON <= now.hour < _EVENING:
        return "Good afternoon."
    return "Good evening."


def _in_its_place(part: QLayout) -> QWidget:
    """Return what holds a part that is not shown yet, in the room that it will take."""
    held = QWidget()
    held.setLayout(part)
    policy = held.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    held.setSizePolicy(policy)
    held.hide()
    return held
