"""Practice page: what to start, and a check of the microphone and the voice."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from mock_interviewer.app.planning.interview_styles import InterviewStyle
from mock_interviewer.app.planning.session_request import SessionRequest
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
    """A greeting, a summary of the session to start, a reason, and the buttons that start it.

    ``other`` is visible only if there are two sessions to choose from.
    """

    start_pressed = Signal()
    other_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.greeting = TextLabel("", FontSize.TITLE, strong=True)
        self.summary = TextLabel(size=FontSize.BODY, kind="muted", tabular=True)
        self.why = TextLabel(kind="muted", wrap=True)
        # Its text arrives a moment after the page, and must not move what is below.
        self.why.setMinimumHeight(round(self.why.fontMetrics().lineSpacing() * READING_LINE))
        self.start = KeyHintButton("Enter", "Start practice", primary=True)
        self.start.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.other = KeyHintButton("Ctrl+Enter", "Start custom session")
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
        """Show what is started, why, and the label of the other button; "" hides either."""
        self.summary.show_text(summary)
        self.why.show_text(why)
        if other:
            self.other.show_label(other)
        self.other.setVisible(bool(other))

    def enable(self, *, enabled: bool) -> None:
        """Enable or disable both buttons."""
        self.start.setEnabled(enabled)
        self.other.setEnabled(enabled)


_MORNING, _AFTERNOON, _EVENING = 5, 12, 18


class PracticePage(QScrollArea):
    """Shows what can be started, and emits signals when the person starts it.

    Connect ``microphone`` and ``voice`` to the controllers that own the devices.
    """

    start_requested = Signal(object)
    """Start the session of a SessionRequest."""
    due_requested = Signal(object, object)
    """Ask the questions of a TodayList, with the rules of a SessionRequest."""
    demo_requested = Signal(object)
    """Start a demo, with a synthetic candidate instead of the microphone; a SessionRequest."""
    request_changed = Signal(object)
    """The person changed the request, now this SessionRequest."""
    shown = Signal(bool)
    """The page became visible (True) or hidden; the microphone may be open only while visible."""

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
        self._start_when_ready = False
        self._today = TodayList()
        self._reminds = False
        self._custom_first = False
        """Whether Enter starts the custom session, because the person changed it."""
        self._stand_in: QWidget | None = None
        """The widget that has the focus only because the start button was disabled."""
        self._has_bank: bool | None = None
        """None until the banks are read."""
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._head = StartPanel()
        self._head.greeting.show_text(greeting(self._now()))
        self._head.start_pressed.connect(self._start)
        self._head.other_pressed.connect(self._start_other)
        self._start_button = self._head.start
        self._banner = Banner()
        self.plan = PlanForm()
        self._planned = _hidden_in_place(self.plan)
        self.microphone = MicrophoneCheck()
        self.voice = VoiceCheck()
        self.plan.shown.connect(self._refresh)
        self.plan.changed.connect(self._prefer_custom)
        # Both keys called Enter work, but only one is listed.
        start = Shortcut("Start", self._start, self._start_button.isEnabled)
        self._shortcuts: dict[int, ShortcutAction] = {Qt.Key.Key_Return: start}
        declare_shortcuts(self, self._shortcuts)
        other = Shortcut("Start custom session", self._start_other, lambda: self.starts_due)
        add_shortcuts(self, {"Ctrl+Return": other, "Ctrl+Enter": self._start_other})
        self._lay_out()
        self._refresh()

    @property
    def can_start(self) -> bool:
        """Whether a session can begin."""
        return self._start_button.isEnabled()

    @property
    def problem(self) -> str:
        """Why no session can start, as shown; empty if one can."""
        return self._banner.text

    def show_banks(self, offers: Sequence[BankOffer], request: SessionRequest) -> None:
        """Offer banks with their sections, and show the last request; ``offers`` may be empty.

        Until the first call the page shows nothing about the session.
        """
        self.plan.offer_banks(offers, request)
        self._has_bank = bool(offers)
        self._planned.setVisible(self._has_bank)
        self._refresh()

    def show_request(self, styles: Sequence[InterviewStyle], request: SessionRequest) -> None:
        """Offer ``styles`` instead of those before, and show ``request``."""
        self.plan.offer_styles(styles)
        self.plan.show_request(request)

    def choose(self, bank: str, section: str) -> None:
        """Choose one section of a bank as the person would, so that Enter starts it."""
        request = replace(self.plan.request, bank=bank, sections=(section,), plan="")
        self.plan.show_request(request)
        self._prefer_custom()

    @property
    def starts_due(self) -> bool:
        """Whether Enter starts the due questions rather than the custom session."""
        return bool(self._today.asked) and not self._custom_first

    def show_due(self, today: TodayList | None) -> None:
        """Show what is due and offer to start it first; None hides everything about it."""
        self._today = today or TodayList()
        self._reminds = today is not None
        self._refresh()

    def show_problem(self, sentence: str) -> None:
        """Show why nothing can be recorded, with Rescan and the demo; "" if recording works."""
        if sentence == self._problem:
            return
        self._problem = sentence
        if sentence:
            demo = (
                [("&Demo", lambda: self.demo_requested.emit(self.plan.request))]
                if self._demo
                else []
            )
            rescan = ("Rescan", self.microphone.rescan_requested.emit)
            self._banner.say(NoticeKind.CAUTION, sentence, rescan, *demo, closable=False)
        self._refresh()
        if not sentence:
            # Only now, because hiding the focused button would move the focus elsewhere.
            self._banner.clear()

    def allow_start(self, *, allowed: bool) -> None:
        """Allow or prevent starting a session, as while answers can't be saved."""
        self._allowed = allowed
        self._refresh()

    def show_busy(self, *, busy: bool) -> None:
        """Disable the start buttons while a session is about to begin."""
        self._busy = busy
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Start on Enter, wherever the focus is on this page."""
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self._shortcuts[Qt.Key.Key_Return]()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Focus what the person needs next."""
        super().showEvent(event)
        self._head.greeting.show_text(greeting(self._now()))
        if not event.spontaneous():
            self._custom_first = False
            self._refresh()
        if self._start_button.isEnabled():
            self._start_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._stand_in_for_start()
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Emit ``shown``."""
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
            (self._banner, Spacing.XS),
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
        ready = bool(self._has_bank) and self._allowed
        self._enable_start(enabled=ready and not self._problem and not self._busy)
        if self._start_when_ready and self.can_start:
            self._start_when_ready = False
            QTimer.singleShot(0, self._start)
        self._describe_start()

    def _describe_start(self) -> None:
        if not self._has_bank:
            self._head.show_words(LOADING if self._has_bank is None else "", "")
            return
        request, today = self.plan.request, self._today
        asked = counted(request.count, "question")
        planned = f"{asked}, about {counted(request.minutes, 'minute')}."
        if self.starts_due:
            due = due_summary(today, today.minutes(request.rules))
            self._head.show_words(due, due_reasons(today), "Start custom session")
        elif today.asked:
            self._head.show_words(planned, "", start_due_label(today))
        else:
            self._head.show_words(
                planned, nothing_due_words(today, self._now()) if self._reminds else ""
            )

    def _enable_start(self, *, enabled: bool) -> None:
        """Enable the button, and give it back the focus that it lost when it was disabled."""
        if enabled == self._start_button.isEnabled():
            return
        # The focus widget of the window, which it has even while inactive.
        focused = self.window().focusWidget()
        had_focus = focused is self._start_button
        self._head.enable(enabled=enabled)
        if had_focus:
            self._stand_in_for_start()
        elif enabled and self.isVisible() and focused in {None, self._stand_in}:
            self._start_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stand_in_for_start(self) -> None:
        """Focus what helps, and remember that the person didn't choose that."""
        # The page itself handles Enter; otherwise Qt would focus the navigation rail.
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._banner.take_keyboard()
        self._stand_in = self.window().focusWidget()

    def _start(self) -> None:
        """Start now, or as soon as possible if the page is still loading."""
        self._start_when_ready = not (self.can_start or self._problem or self._busy)
        if self.can_start and self.starts_due:
            self.due_requested.emit(self._today, self.plan.request)
        elif self.can_start:
            self.start_requested.emit(self.plan.request)

    def _start_other(self) -> None:
        """Start what Enter doesn't, if there is such a choice."""
        if not self._today.asked or not self.can_start:
            return
        self._custom_first = not self._custom_first
        self._refresh()
        self._start()

    def _prefer_custom(self) -> None:
        """Make Enter start the custom session, which the person is changing."""
        self._custom_first = True
        self._refresh()
        self.request_changed.emit(self.plan.request)


def greeting(now: datetime) -> str:
    """Return the greeting for the time of day."""
    if _MORNING <= now.hour < _AFTERNOON:
        return "Good morning."
    if _AFTERNOON <= now.hour < _EVENING:
        return "Good afternoon."
    return "Good evening."


def _hidden_in_place(part: QLayout) -> QWidget:
    """Return a hidden widget that holds ``part`` and reserves its space."""
    held = QWidget()
    held.setLayout(part)
    policy = held.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    held.setSizePolicy(policy)
    held.hide()
    return held
