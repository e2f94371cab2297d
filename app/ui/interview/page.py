"""Interview page: one question at a time, the state, the captions, and the keys."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.status_notices import Notice, NoticeKind
from mock_interviewer.app.ui.interview.answer_clock import AnswerClock
from mock_interviewer.app.ui.interview.answer_text import AnswerText
from mock_interviewer.app.ui.interview.keys import (
    CLOSE_CONFIRMATION_KEYS,
    END_CONFIRMATION_KEYS,
    KEY_ROW_EDGE,
    InterviewKeyRow,
    LeaveInterview,
    asks_before_ending,
    keys_in,
)
from mock_interviewer.app.ui.interview.question_block import QuestionBlock
from mock_interviewer.app.ui.interview.session_feedback import InterviewFeedback
from mock_interviewer.app.ui.interview.state_line import StateLine
from mock_interviewer.app.ui.interview.words import (
    LiveReadings,
    can_continue_later,
    question_position,
)
from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, FontSize, Spacing
from mock_interviewer.app.ui.toolkit.shortcuts import (
    ENTER_KEYS,
    Shortcut,
    add_shortcuts,
    declare_shortcuts,
)
from mock_interviewer.app.ui.toolkit.tab_order import set_tab_order_after
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.labels import ElidedLabel
from mock_interviewer.app.ui.widgets.level_meter import LevelLine

_PAUSED_TO_ASK = {SessionState.ASKING, SessionState.THINKING, SessionState.LISTENING}


class EndConfirmation(Banner):
    """Asks the person to confirm the end of the session, which is paused meanwhile."""

    command = Signal(object)
    """A SessionCommand for the session."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paused = False
        """Whether this paused the session."""
        self.closes = False
        """Whether it asks because the window would close."""

    @property
    def asking(self) -> bool:
        """Whether the confirmation is shown."""
        return not self.isHidden()

    def ask(self, snapshot: SessionSnapshot, *, closes: bool = False) -> None:
        """Ask for confirmation, pausing a session in the state of ``snapshot`` if needed.

        ``closes``: the window will close, too.
        """
        if snapshot.state in _PAUSED_TO_ASK:
            self._paused = True
            self.command.emit(SessionCommand.PAUSE)
        self.closes = closes
        close = _CLOSE_FOR_NOW if can_continue_later(snapshot) else _CLOSE_NOW
        self.say(NoticeKind.INFO, close if closes else _END_NOW, closable=False)

    def answer(self, *, ends: bool) -> None:
        """End the session, or resume it where it was."""
        paused = self._paused
        self.forget()
        if ends:
            self.command.emit(SessionCommand.END)
        elif paused:
            self.command.emit(SessionCommand.RESUME)

    def follow(self, snapshot: SessionSnapshot) -> None:
        """Stop asking if nothing would be cut short, or if the session has resumed.

        A spoken command resumes it; nothing starts behind the banner.
        """
        resumed = self._paused and snapshot.state is not SessionState.PAUSED
        if self.asking and (resumed or not asks_before_ending(snapshot)):
            self.forget()

    def forget(self) -> None:
        """Stop asking, and leave the session as it is."""
        self._paused = self.closes = False
        self.clear()


_END_NOW = "End this session? Your recordings are kept."
_CLOSE_NOW = "End this session and close Mock Interviewer? Your recordings are kept."
_CLOSE_FOR_NOW = (
    "Close Mock Interviewer? Your recordings are kept, and you can continue this session at the"
    " next start."
)


_LOW = 660
"""Height in pixels below which the question is set in a smaller size."""


_HIGH = 700
"""Height in pixels from which more lines of a transcript are kept in view."""


_REMEDIES = (
    ("voice", SessionCommand.REPEAT, "Say it again"),
    ("microphone", SessionCommand.RESUME, "Resume"),
    ("sleep", SessionCommand.RESUME, "Resume"),
    ("storage", SessionCommand.RESUME, "Try again"),
)


_OTHER_MICROPHONE = "Other microphone…"


_BETWEEN = {SessionState.SAVED, SessionState.TRANSCRIBED}


_NOTHING_TO_HEAR = {*_BETWEEN, SessionState.CLOSING, SessionState.FINISHED}


_TIMED = {SessionState.LISTENING, SessionState.SAVING, *_BETWEEN}


class InterviewPage(QWidget):
    """Shows snapshots, and turns keys and clicks into commands.

    It knows no device and no store.
    """

    command = Signal(object)
    """A SessionCommand for the session."""
    microphone_requested = Signal()
    """The person wants another microphone in place of the lost one."""
    left = Signal(bool)
    """The person leaves a finished session; True to review the answers."""
    close_agreed = Signal()
    """The person confirmed that the window may close; ``may_close`` returns True."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Interview")
        self._snapshot: SessionSnapshot | None = None
        self._progress = LiveReadings()
        self._compact: bool | None = None
        self._banners: dict[str, Banner] = {}
        self._shown_notices: dict[str, tuple[Notice, tuple[str, ...]]] = {}
        self._position = ElidedLabel(FontSize.BODY, kind="muted")
        self._position.setObjectName("position")
        self._clock = AnswerClock()
        self._question = QuestionBlock()
        self._state = StateLine()
        self._level = LevelLine()
        self._caption = AnswerText()
        self.feedback = InterviewFeedback()
        """Takes all feedback, and shows the part that fits the state of the session."""
        self._notices = QVBoxLayout()
        self._notices.setSpacing(Spacing.XS)
        self._confirm = EndConfirmation()
        self._confirm.command.connect(self.command)
        self._notices.addWidget(self._confirm)
        self._keys = InterviewKeyRow()
        self._keys.chosen.connect(self._run_action)
        declare_shortcuts(self, lambda: self._shortcuts)
        declare_shortcuts(self, self.feedback.grade.keys)
        feedback = self.feedback
        undo = Shortcut(
            "Undo your last verdict", feedback.undo_verdict, lambda: feedback.can_undo_verdict
        )
        add_shortcuts(self, {"Ctrl+Z": undo})
        self._lay_out()
        self.feedback.changed.connect(self._share_space)

    @property
    def snapshot(self) -> SessionSnapshot | None:
        """The snapshot as shown; None before the first."""
        return self._snapshot

    @property
    def confirming(self) -> bool:
        """Whether the person is being asked to confirm the end of the session."""
        return self._confirm.asking

    @property
    def microphone_menu_place(self) -> QPoint:
        """Where to open a menu of microphones, on the screen."""
        banner = self._banners.get("microphone")
        part = self if banner is None or banner.isHidden() else banner
        return part.mapToGlobal(part.rect().bottomLeft())

    def may_close(self) -> bool:
        """Return whether the window may close now; if that cuts a question short, ask first.

        True while asking, so that closing the window twice closes it.
        """
        snapshot = self._snapshot
        if self._confirm.closes or snapshot is None or not asks_before_ending(snapshot):
            return True
        self._confirm_end(snapshot, closes=True)
        return False

    @property
    def _shortcuts(self) -> dict[int, Shortcut]:
        return {
            int(hint.key): Shortcut(
                f"{hint.label[:1].upper()}{hint.label[1:]}", partial(self._run_action, hint.action)
            )
            for hint in self._keys.hints
        }

    def begin(self, plan: Plan) -> None:
        """Prepare for a new session."""
        self._snapshot = None
        self._progress = LiveReadings()
        self._confirm.forget()
        self._level.clear()
        self._caption.begin()
        self.feedback.begin(plan)
        self._clock.set_limit(plan.answer_limit)
        self._clock.show_time(0.0)
        self._show_notices(())
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_snapshot(self, snapshot: SessionSnapshot) -> None:
        """Show the state of the session."""
        before, self._snapshot = self._snapshot, snapshot
        if before is None or before.state is not snapshot.state:
            self._progress = LiveReadings()
        # A pause keeps in view what was there before it.
        shown = snapshot.paused_from or snapshot.state
        self._position.show_text(question_position(snapshot))
        self._state.setVisible(snapshot.state is not SessionState.FINISHED)
        self._level.setVisible(shown not in _NOTHING_TO_HEAR)
        self._question.show_snapshot(snapshot)
        self._state.show_snapshot(snapshot, self._progress)
        self._caption.show_snapshot(snapshot)
        self.feedback.show_snapshot(snapshot)
        self._clock.setVisible(shown in _TIMED)
        self._clock.show_time_over(snapshot.finishing)
        if snapshot.recorded:
            # Rounded like the length of the answer, which is shown next to it.
            self._clock.show_time(round(snapshot.recorded))
        if before is None or before.take != snapshot.take:
            self._level.clear()
        self._confirm.follow(snapshot)
        self._show_notices(_notices_to_show(snapshot))
        self._show_keys()

    def show_progress(self, progress: LiveReadings) -> None:
        """Show the readings that change many times a second."""
        if self._snapshot is None:
            return
        self._progress = progress
        self._level.add(progress.level)
        self._state.show_progress(self._snapshot, progress)
        if self._snapshot.state is SessionState.LISTENING:
            self._clock.show_time(progress.recorded)

    def show_caption(self, settled: str, draft: str) -> None:
        """Show the current answer so far: final text, and a draft of the rest."""
        self._caption.show_live(settled, draft)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Run the action of the key."""
        key = Qt.Key.Key_Return if event.key() in ENTER_KEYS else Qt.Key(event.key())
        if event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            super().keyPressEvent(event)
            return
        if event.isAutoRepeat():
            return
        for hint in self._keys.hints:
            if key in {hint.key, hint.also}:
                self._run_action(hint.action)
                return
        if self.confirming:
            return
        if grade := self.feedback.grade.keys.get(key):
            grade()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Take the focus."""
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Fit the question and the caption to the height."""
        super().resizeEvent(event)
        self._set_compact(compact=self.height() < _LOW)
        self._fit_caption()

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.addWidget(self._position, 1)
        header.addWidget(self._clock)
        narrow = QWidget()
        narrow.setMaximumWidth(TEXT_WIDTH + 2 * KEY_ROW_EDGE)
        outer = self._outer = QVBoxLayout(narrow)
        outer.setContentsMargins(0, 0, 0, 0)
        column = self._column = QVBoxLayout()
        column.setContentsMargins(KEY_ROW_EDGE, 0, KEY_ROW_EDGE, 0)
        column.addLayout(header)
        column.addWidget(self._question)
        column.addWidget(self._state)
        column.addWidget(self._level)
        column.addWidget(self._caption, 1)
        column.addWidget(self.feedback)
        column.addLayout(self._notices)
        outer.addLayout(column, 1)
        outer.addWidget(self._keys)
        page = self._margins = QHBoxLayout(self)
        page.addStretch(1)
        page.addWidget(narrow, 1000)
        page.addStretch(1)
        # The layout's own minimum assumes the large question, but a low window has the small one.
        self.setMinimumSize(480, 400)
        self._set_compact(compact=False)

    def _set_compact(self, *, compact: bool) -> None:
        """Fit a low window, with a smaller question and less spacing."""
        if compact == self._compact:
            return
        self._compact = compact
        self._question.fit(low=compact)
        self._caption.fit(low=compact)
        for column in (self._outer, self._column):
            column.setSpacing(Spacing.S if compact else Spacing.L)
        edge = Spacing.M if compact else Spacing.PAGE
        foot = Spacing.XS if compact else Spacing.M
        self._margins.setContentsMargins(edge - KEY_ROW_EDGE, edge, edge - KEY_ROW_EDGE, foot)

    def _fit_caption(self) -> None:
        """Reserve lines for the transcript, fewer if banners need the space."""
        has_banner = any(not banner.isHidden() for banner in self._banners.values())
        self._caption.caption.reserve_lines(
            (5 if self.height() >= _HIGH else 3) - (2 if has_banner else 0)
        )

    def _share_space(self) -> None:
        """Give the remaining space to the transcript, or to the recap of all answers."""
        set_tab_order_after(self._caption.caption, self.feedback)
        recap = self.feedback.recap_shown
        self._column.setStretchFactor(self._caption, 0 if recap else 1)
        self._column.setStretchFactor(self.feedback, 1 if recap else 0)

    def _show_notices(self, notices: tuple[Notice, ...]) -> None:
        current = {notice.about: notice for notice in notices}
        for about in self._shown_notices.keys() - current.keys():
            self._banners[about].clear()
            del self._shown_notices[about]
        for about, notice in current.items():
            remedies = self._remedies(notice)
            shown = (notice, tuple(label for label, _ in remedies))
            # A notice that the person dismissed stays away until it changes.
            if self._shown_notices.get(about) == shown:
                continue
            self._shown_notices[about] = shown
            if about not in self._banners:
                self._banners[about] = Banner()
                self._notices.addWidget(self._banners[about])
            self._banners[about].say(notice.kind, notice.text, *remedies)
        self._fit_caption()

    def _remedies(self, notice: Notice) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Return the label and the action of the button that helps, if there is one."""
        if self._snapshot is None:
            return ()
        usable = {hint.action: hint for hint in keys_in(self._snapshot)}
        for about, command, label in _REMEDIES:
            if about == notice.about and command in usable:
                remedy = (label, partial(self.command.emit, command))
                lost = about == "microphone" and notice.kind is NoticeKind.ERROR
                other = (_OTHER_MICROPHONE, self.microphone_requested.emit)
                return (remedy, other) if lost else (remedy,)
        return ()

    def _show_keys(self) -> None:
        had_focus = self.focusWidget() is not None and self.focusWidget() is not self
        normal = keys_in(self._snapshot) if self._snapshot is not None else ()
        confirming = CLOSE_CONFIRMATION_KEYS if self._confirm.closes else END_CONFIRMATION_KEYS
        changed = self._keys.show_hints(confirming if self.confirming else normal)
        if changed and had_focus and self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _run_action(self, action: SessionCommand | LeaveInterview) -> None:
        if isinstance(action, LeaveInterview):
            self.left.emit(action.review)
        elif self.confirming:
            self._end_or_resume(ends=action is SessionCommand.YES)
        elif action is SessionCommand.END and self._snapshot and asks_before_ending(self._snapshot):
            self._confirm_end(self._snapshot)
        else:
            self.command.emit(action)

    def _confirm_end(self, snapshot: SessionSnapshot, *, closes: bool = False) -> None:
        self._confirm.ask(snapshot, closes=closes)
        self._show_keys()

    def _end_or_resume(self, *, ends: bool) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if ends and self._confirm.closes:
            # Closing ends the session; until then, the window asks whether it may close.
            self.close_agreed.emit()
            return
        self._confirm.answer(ends=ends)
        self._show_keys()


def _notices_to_show(snapshot: SessionSnapshot) -> tuple[Notice, ...]:
    """Return the notices to show, without the time limit if the clock already says time's up."""
    if not snapshot.finishing:
        return snapshot.notices
    return tuple(notice for notice in snapshot.notices if notice.about != "limit")
