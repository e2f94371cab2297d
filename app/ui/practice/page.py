"""Practice page: what to start, and a check of the microphone and the voice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mock_interviewer.app.planning.interview_styles import InterviewStyle
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.planning.today import TodayList
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.text.dates_in_words import LOADING
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.app.ui.practice.introduction import IntroductionButtons, IntroductionText
from mock_interviewer.app.ui.practice.plan_form import BankOffer, PlanForm
from mock_interviewer.app.ui.practice.session_cards import CustomCard, DueCard
from mock_interviewer.app.ui.practice.sound_check import MicrophoneCheck, VoiceCheck
from mock_interviewer.app.ui.practice.words import due_reasons, due_summary, nothing_due_words
from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, FontSize, Spacing
from mock_interviewer.app.ui.toolkit.shortcuts import (
    ENTER_KEYS,
    Shortcut,
    add_shortcuts,
    declare_shortcuts,
    is_plain,
)
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.column import (
    LOW_PAGE_HEIGHT,
    SCROLL_BAR_WIDTH,
    PageColumn,
    in_column,
    margin,
    reserve_scroll_bar,
)
from mock_interviewer.app.ui.widgets.labeled_form import LabeledForm
from mock_interviewer.app.ui.widgets.labels import TextLabel

_NARROW = 640
_MORNING, _AFTERNOON, _EVENING = 5, 12, 18


class PracticePage(QWidget):
    """Shows what can be started, and emits signals when the person starts it.

    At a first start, and whenever it is asked for, an introduction is in place of the sessions.
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
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._now = now
        self._problem = ""
        self._busy = False
        self._allowed = False
        self._refused = False
        """Whether the library could not be opened, so that nothing is known to be due."""
        self._start_when_ready = False
        self._today: TodayList | None = None
        """None until it is looked up."""
        self._reminds = True
        self._custom_first = False
        """Whether Enter starts the custom session, because the person changed it."""
        self._introducing = False
        self._introduced = False
        """Whether the introduction has led to a first question."""
        self._stand_in: QWidget | None = None
        """The widget that has the focus only because the main button was disabled."""
        self._has_bank: bool | None = None
        """None until the banks are read."""
        self.plan = PlanForm()
        self.microphone = MicrophoneCheck()
        self.voice = VoiceCheck()
        self._greeting = TextLabel(greeting(self._now()), FontSize.TITLE, strong=True)
        self._due, self._custom = DueCard(), CustomCard()
        self._text, self._first = IntroductionText(), IntroductionButtons()
        self._main = self._custom.start
        """The filled button, which Enter presses."""
        self._banner = Banner()
        self._below = QWidget()
        self._scroll = QScrollArea()
        self._lay_out()
        self._connect()
        self._refresh()

    @property
    def can_start(self) -> bool:
        """Whether a session can begin."""
        return self._main.isEnabled()

    @property
    def problem(self) -> str:
        """Why no session can start, as shown; empty if one can."""
        return self._banner.text

    @property
    def introducing(self) -> bool:
        """Whether the introduction is shown."""
        return self._introducing

    def show_introduction(self) -> None:
        """Show how an interview works, until the first question is started or it is skipped."""
        self._introduce(True)

    def unfold_choices(self) -> None:
        """Show the choices of the custom session, as the person would."""
        self._custom.line.setChecked(True)

    def show_banks(self, offers: Sequence[BankOffer], request: SessionRequest) -> None:
        """Offer banks with their sections, and show the last request; ``offers`` may be empty.

        Until the first call the page shows nothing about the session.
        """
        self.plan.offer_banks(offers, request)
        self._has_bank = bool(offers)
        self._refresh()

    def show_request(self, styles: Sequence[InterviewStyle], request: SessionRequest) -> None:
        """Offer ``styles`` instead of those before, and show ``request``."""
        self.plan.offer_styles(styles)
        self.plan.show_request(request)

    def choose(self, bank: str, section: str) -> None:
        """Choose one section of a bank as the person would, so that Enter starts it."""
        self._introduce(False)
        request = replace(self.plan.request, bank=bank, sections=(section,), plan="")
        self.plan.show_request(request)
        self._prefer_custom()

    @property
    def starts_due(self) -> bool:
        """Whether Enter starts the due questions rather than the custom session."""
        return self._main is self._due.start

    def show_due(self, today: TodayList | None) -> None:
        """Show what is due and offer to start it first; None hides everything about it."""
        self._today = today
        self._reminds = today is not None
        self._refresh()

    def show_problem(self, sentence: str) -> None:
        """Show why nothing can be recorded, with Rescan and the demo; "" if recording works."""
        if sentence == self._problem:
            return
        self._problem = sentence
        if sentence:
            self._say_problem()
        self._refresh()
        if not sentence:
            # Only now, because hiding the focused button would move the focus elsewhere.
            self._below.hide()
            self._banner.clear()

    def allow_start(self, *, allowed: bool) -> None:
        """Allow or prevent starting a session, as while answers can't be saved."""
        self._allowed, self._refused = allowed, not allowed
        self._refresh()

    def show_busy(self, *, busy: bool) -> None:
        """Disable the start buttons while a session is about to begin."""
        self._busy = busy
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Start on Enter, wherever the focus is on this page, and handle the other keys."""
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self._start()
            return
        shortcut = self._keys.get(event.key()) if is_plain(event) else None
        if shortcut is not None and shortcut.enabled():
            shortcut()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Focus what the person needs next."""
        super().showEvent(event)
        self._greeting.show_text(greeting(self._now()))
        if not event.spontaneous():
            self._custom_first = False
            if self._introduced:
                self._introduce(False)
            self._refresh()
        self._focus_main()
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Emit ``shown``."""
        super().hideEvent(event)
        self.shown.emit(False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the margins in proportion, and leave out what has no room."""
        super().resizeEvent(event)
        self._fit_column()
        narrow = event.size().width() < _NARROW
        self.microphone.fit(narrow=narrow)
        self._first.fit(narrow=narrow)
        side = margin(event.size().width())
        self._below_row.setContentsMargins(side, 0, side, Spacing.M)

    def _lay_out(self) -> None:
        """Put all parts in place from the outside to the inside.

        A widget is styled again whenever something that holds it gets another parent.
        """
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._below)
        # Below the rest, so that nothing moves under the pointer when the banner appears.
        self._below_row = QHBoxLayout(self._below)
        self._below_row.addLayout(in_column(self._banner))
        self._below.hide()
        column = self._column = PageColumn()
        column.setObjectName("page")
        # As wide as text together with the room of the scroll bar.
        column.widen(TEXT_WIDTH - SCROLL_BAR_WIDTH)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(column)
        reserve_scroll_bar(self._scroll)
        self._fill_column(column)

    def _fill_column(self, column: PageColumn) -> None:
        self._greeting.setContentsMargins(0, 0, 0, Spacing.XXS)
        for part in (self._greeting, self._due, self._custom, self._text):
            column.add(part, scrolls=True)
        self._custom.hold(self.plan)
        sound = LabeledForm()
        sound.setVerticalSpacing(0)
        sound.add("Microphone", self.microphone)
        sound.add("Voice", self.voice)
        column.space(Spacing.S)
        column.add(sound, scrolls=True)
        column.space(Spacing.XXS)
        column.add(self._first, scrolls=True)
        column.fill()

    def _fit_column(self) -> None:
        """Set the margins; an introduction is to be in view as a whole, even on a low page."""
        low = self._introducing and self.height() < LOW_PAGE_HEIGHT
        self._column.fit(self.width(), low=low)

    def _connect(self) -> None:
        self._due.start_pressed.connect(self._start_due)
        self._custom.start_pressed.connect(self._start_custom)
        self._first.start_pressed.connect(self._start_first)
        self._custom.line.toggled.connect(lambda _unfolded: self._describe_custom())
        self._first.demo_pressed.connect(self._request_demo)
        self._first.skip_pressed.connect(lambda: self._introduce(False))
        self.plan.shown.connect(self._refresh)
        self.plan.changed.connect(self._prefer_custom)
        self._keys: Mapping[int, Shortcut] = {
            Qt.Key.Key_Return: Shortcut("Start", self._start, lambda: self.can_start),
            Qt.Key.Key_C: Shortcut(
                "Show or hide the choices of the custom session",
                self._custom.toggle,
                lambda: bool(self._has_bank) and not self._introducing,
            ),
            Qt.Key.Key_D: Shortcut("Watch a demo", self._request_demo, self._first.demo.isEnabled),
            Qt.Key.Key_Escape: Shortcut(
                "Skip the introduction", self._first.skip.click, lambda: self._introducing
            ),
        }
        declare_shortcuts(self, self._keys)
        # Both keys called Enter work, but only one is listed.
        custom = Shortcut("Start custom session", self._start_custom, lambda: self.starts_due)
        add_shortcuts(self, {"Ctrl+Return": custom, "Ctrl+Enter": self._start_custom})

    def _refresh(self) -> None:
        """Show the present state, and keep the focus on the main button if it was there."""
        # The focus widget of the window, which it has even while inactive.
        focused = self.window().focusWidget()
        follows = focused in {None, self._main, self._stand_in}
        self._greeting.setVisible(not self._introducing)
        self._text.setVisible(self._introducing)
        self._first.setVisible(self._introducing)
        self._describe_due()
        self._describe_custom()
        self._assign_keys()
        ready = bool(self._has_bank) and self._allowed and not self._busy
        for button in (self._due.start, self._custom.start, self._first.start):
            button.setEnabled(ready and not self._problem)
        self._first.demo.setEnabled(ready and self._introducing)
        if follows and self.isVisible():
            self._focus_main()
        if self._start_when_ready and self.can_start:
            self._start_when_ready = False
            QTimer.singleShot(0, self._start)

    def _describe_due(self) -> None:
        today = self._today
        self._due.setVisible(self._reminds and not self._introducing)
        if today is None:
            unknown = self._refused or self._has_bank is False
            self._due.show_words("Not available" if unknown else LOADING, "", startable=False)
        elif today.asked:
            length = today.minutes(self.plan.request.rules)
            self._due.show_words(due_summary(today, length), due_reasons(today), startable=True)
        else:
            self._due.show_words(*nothing_due_words(today, self._now()), startable=False)

    def _describe_custom(self) -> None:
        self._custom.setVisible(not self._introducing)
        self._custom.offer_choices(offered=bool(self._has_bank))
        if not self._has_bank:
            words = LOADING if self._has_bank is None else "No questions"
            self._custom.show_words(words, "")
            return
        length = f"About {counted(self.plan.request.minutes, 'minute')}"
        missing = "" if self._custom.unfolded else self.plan.missing
        self._custom.show_words(self.plan.summary, f"{length}. {missing}" if missing else length)

    def _assign_keys(self) -> None:
        """Make one button the main one, and show on each the key that presses it."""
        has_due = self._today is not None and bool(self._today.asked)
        if self._introducing:
            self._main = self._first.start
        else:
            due_first = has_due and not self._custom_first
            self._main = self._due.start if due_first else self._custom.start
        due_first = self._main is self._due.start
        self._due.show_role("Enter" if due_first else "", primary=due_first)
        self._custom.show_role("Ctrl+Enter" if due_first else "Enter", primary=not due_first)

    def _introduce(self, introducing: bool) -> None:
        """Show the introduction, or else what can be started."""
        self._introducing, self._introduced = introducing, False
        if self._problem:
            self._say_problem()
        self._fit_column()
        self._refresh()

    def _focus_main(self) -> None:
        """Focus the main button, or what helps while it is disabled."""
        if self._main.isEnabled():
            self._main.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        # The page itself handles Enter; otherwise Qt would focus the navigation rail.
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._banner.take_keyboard()
        self._stand_in = self.window().focusWidget()

    def _say_problem(self) -> None:
        rescan = ("Rescan", self.microphone.rescan_requested.emit)
        # The introduction has a button for the demo already.
        demo = [] if self._introducing else [("&Demo", self._request_demo)]
        self._banner.say(NoticeKind.CAUTION, self._problem, rescan, *demo, closable=False)
        self._below.show()

    def _start(self) -> None:
        """Start what the main button says, or do so as soon as possible while loading."""
        self._start_when_ready = not (self.can_start or self._problem or self._busy)
        if self.can_start:
            self._main.click()

    def _start_due(self) -> None:
        self.due_requested.emit(self._today, self.plan.request)

    def _start_custom(self) -> None:
        if self._custom.start.isEnabled() and not self._introducing:
            self.start_requested.emit(self.plan.request)

    def _start_first(self) -> None:
        """Start one question, as the person would be asked in a session."""
        self._introduced = True
        self.start_requested.emit(replace(self.plan.request, count=1, plan=""))

    def _request_demo(self) -> None:
        self.demo_requested.emit(self.plan.request)

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
