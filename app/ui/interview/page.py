"""The interview page: one question at a time, the state, the words heard, and the keys."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
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
from mock_interviewer.app.ui.interview.words import LiveReadings, question_position
from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, FontSize, Spacing
from mock_interviewer.app.ui.toolkit.shortcuts import ENTER_KEYS, Shortcut, declare_shortcuts
from mock_interviewer.app.ui.toolkit.tab_order import set_tab_order_after
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.labels import ElidedLabel
from mock_interviewer.app.ui.widgets.level_meter import LevelLine

_PAUSED_TO_ASK = {SessionState.ASKING, SessionState.THINKING, SessionState.LISTENING}


class EndConfirmation(Banner):
    """Hidden until it asks. Voice, time and microphone stand still meanwhile."""

    command = Signal(object)
    """A Command for the session."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paused = False
        """Whether the session was paused for this."""

    @property
    def asking(self) -> bool:
        """Whether the person is being asked."""
        return not self.isHidden()

    def ask(self, snapshot: SessionSnapshot) -> None:
        """Ask, in a session that stands there."""
        self._paused = snapshot.state in _PAUSED_TO_ASK
        if self._paused:
            self.command.emit(SessionCommand.PAUSE)
        self.say(
            NoticeKind.INFO, "End this session? What you have recorded is kept.", closable=False
        )

    def answer(self, *, ends: bool) -> None:
        """End the session, or let it go on where it was."""
        paused = self._paused
        self.forget()
        if ends:
            self.command.emit(SessionCommand.END)
        elif paused:
            self.command.emit(SessionCommand.RESUME)

    def follow(self, snapshot: SessionSnapshot) -> None:
        """Ask no more where there is nothing to cut short, or where the session went on.

        It does so where somebody says so or a microphone is back: nothing begins behind this.
        """
        gone_on = self._paused and snapshot.state is not SessionState.PAUSED
        if self.asking and (gone_on or not asks_before_ending(snapshot)):
            self.forget()

    def forget(self) -> None:
        """Ask no more, and leave the session as it is."""
        self._paused = False
        self.clear()


_LOW = 660
"""Height below which the question is set smaller."""


_HIGH = 700
"""Height from which there is room for more of the words."""


_REMEDIES = (
    ("voice", SessionCommand.REPEAT, "Say it again"),
    ("microphone", SessionCommand.RESUME, "Resume"),
    ("sleep", SessionCommand.RESUME, "Resume"),
    ("storage", SessionCommand.RESUME, "Try again"),
)


_BETWEEN = {SessionState.SAVED, SessionState.TRANSCRIBED}


_NOTHING_TO_HEAR = {*_BETWEEN, SessionState.CLOSING, SessionState.FINISHED}


_TIMED = {SessionState.LISTENING, SessionState.SAVING, *_BETWEEN}


class InterviewPage(QWidget):
    """Shows snapshots and turns keys and clicks into commands; knows no device and no store."""

    command = Signal(object)
    """A Command for the session."""
    left = Signal(bool)
    """The person leaves a finished session; True to see its answers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Interview")
        self._snapshot: SessionSnapshot | None = None
        self._progress = LiveReadings()
        self._compact: bool | None = None
        self._banners: dict[str, Banner] = {}
        self._said: dict[str, tuple[Notice, tuple[str, ...]]] = {}
        self._place = ElidedLabel(FontSize.BODY, kind="muted")
        self._clock = AnswerClock()
        self._asked = QuestionBlock()
        self._state = StateLine()
        self._level = LevelLine()
        self._caption = AnswerText()
        self.feedback = InterviewFeedback()
        """What is told of feedback, and shows what belongs to where the session stands."""
        self._notices = QVBoxLayout()
        self._notices.setSpacing(Spacing.XS)
        self._confirm = EndConfirmation()
        self._confirm.command.connect(self.command)
        self._notices.addWidget(self._confirm)
        self._keys = InterviewKeyRow()
        self._keys.chosen.connect(self._act)
        declare_shortcuts(self, lambda: self._told)
        declare_shortcuts(self, self.feedback.grade.keys)
        self._lay_out()
        self.feedback.changed.connect(self._make_room)

    @property
    def snapshot(self) -> SessionSnapshot | None:
        """What is shown."""
        return self._snapshot

    @property
    def confirming(self) -> bool:
        """Whether the person is being asked if the session shall end."""
        return self._confirm.asking

    @property
    def _told(self) -> dict[int, Shortcut]:
        return {
            int(hint.key): Shortcut(
                f"{hint.label[:1].upper()}{hint.label[1:]}", partial(self._act, hint.action)
            )
            for hint in self._keys.hints
        }

    def begin(self, plan: Plan) -> None:
        """Get ready for a new session."""
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
        """Show where the session stands."""
        before, self._snapshot = self._snapshot, snapshot
        if before is None or before.state is not snapshot.state:
            self._progress = LiveReadings()
        # A pause leaves in view what was there before it.
        shown = snapshot.paused_from or snapshot.state
        self._place.show_text(question_position(snapshot))
        self._state.setVisible(snapshot.state is not SessionState.FINISHED)
        self._level.setVisible(shown not in _NOTHING_TO_HEAR)
        self._asked.show_snapshot(snapshot)
        self._state.show_snapshot(snapshot, self._progress)
        self._caption.show_snapshot(snapshot)
        self.feedback.show_snapshot(snapshot)
        self._clock.setVisible(shown in _TIMED)
        self._clock.show_over(snapshot.finishing)
        if snapshot.recorded:
            # Rounded as the length of what was saved, which is said beside it.
            self._clock.show_time(round(snapshot.recorded))
        if before is None or before.take != snapshot.take:
            self._level.clear()
        self._confirm.follow(snapshot)
        self._show_notices(_notices_to_show(snapshot))
        self._show_keys()

    def show_progress(self, progress: LiveReadings) -> None:
        """Show what changes many times a second."""
        if self._snapshot is None:
            return
        self._progress = progress
        self._level.add(progress.level)
        self._state.show_progress(self._snapshot, progress)
        if self._snapshot.state is SessionState.LISTENING:
            self._clock.show_time(progress.recorded)

    def show_caption(self, settled: str, draft: str) -> None:
        """Show what was understood so far of the present answer: final text, and a guess."""
        self._caption.show_live(settled, draft)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Do what the hints say."""
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
                self._act(hint.action)
                return
        if self.confirming:
            return
        if grade := self.feedback.grade.keys.get(key):
            grade()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Take the keyboard."""
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Set the question smaller where there is little height."""
        super().resizeEvent(event)
        self._set_compact(compact=self.height() < _LOW)
        self._fit_words()

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.addWidget(self._place, 1)
        header.addWidget(self._clock)
        narrow = QWidget()
        narrow.setMaximumWidth(TEXT_WIDTH + 2 * KEY_ROW_EDGE)
        whole = self._whole = QVBoxLayout(narrow)
        whole.setContentsMargins(0, 0, 0, 0)
        column = self._column = QVBoxLayout()
        column.setContentsMargins(KEY_ROW_EDGE, 0, KEY_ROW_EDGE, 0)
        column.addLayout(header)
        column.addWidget(self._asked)
        column.addWidget(self._state)
        column.addWidget(self._level)
        column.addWidget(self._caption, 1)
        column.addWidget(self.feedback)
        column.addLayout(self._notices)
        whole.addLayout(column, 1)
        whole.addWidget(self._keys)
        page = self._page = QHBoxLayout(self)
        page.addStretch(1)
        page.addWidget(narrow, 1000)
        page.addStretch(1)
        # The layout's own least height is that of the large question; a low window has another.
        self.setMinimumSize(480, 400)
        self._set_compact(compact=False)

    def _set_compact(self, *, compact: bool) -> None:
        """Fit a low window: smaller question, less air."""
        if compact == self._compact:
            return
        self._compact = compact
        self._asked.fit(low=compact)
        self._caption.fit(low=compact)
        for column in (self._whole, self._column):
            column.setSpacing(Spacing.S if compact else Spacing.L)
        edge = Spacing.M if compact else Spacing.PAGE
        foot = Spacing.XS if compact else Spacing.M
        self._page.setContentsMargins(edge - KEY_ROW_EDGE, edge, edge - KEY_ROW_EDGE, foot)

    def _fit_words(self) -> None:
        """Keep room for some lines of the words, and for what stands beneath them."""
        said = any(not banner.isHidden() for banner in self._banners.values())
        self._caption.caption.keep((5 if self.height() >= _HIGH else 3) - (2 if said else 0))

    def _make_room(self) -> None:
        """Give the room that is left to the words, or to what is said of all answers."""
        set_tab_order_after(self._caption.caption, self.feedback)
        recap = self.feedback.recap_shown
        self._column.setStretchFactor(self._caption, 0 if recap else 1)
        self._column.setStretchFactor(self.feedback, 1 if recap else 0)

    def _show_notices(self, notices: tuple[Notice, ...]) -> None:
        said = {notice.about: notice for notice in notices}
        for about in self._said.keys() - said.keys():
            self._banners[about].clear()
            del self._said[about]
        for about, notice in said.items():
            remedies = self._remedies(notice)
            saying = (notice, tuple(label for label, _ in remedies))
            # Said once: what the person closed stays closed until there is something new.
            if self._said.get(about) == saying:
                continue
            self._said[about] = saying
            if about not in self._banners:
                self._banners[about] = Banner()
                self._notices.addWidget(self._banners[about])
            self._banners[about].say(notice.kind, notice.text, *remedies)
        self._fit_words()

    def _remedies(self, notice: Notice) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Return the button that helps, where one does."""
        if self._snapshot is None:
            return ()
        usable = {hint.action: hint for hint in keys_in(self._snapshot)}
        for about, command, label in _REMEDIES:
            if about == notice.about and command in usable:
                return ((label, partial(self.command.emit, command)),)
        return ()

    def _show_keys(self) -> None:
        had_keyboard = self.focusWidget() is not None and self.focusWidget() is not self
        usual = keys_in(self._snapshot) if self._snapshot is not None else ()
        changed = self._keys.show_hints(END_CONFIRMATION_KEYS if self.confirming else usual)
        if changed and had_keyboard and self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _act(self, action: SessionCommand | LeaveInterview) -> None:
        if isinstance(action, LeaveInterview):
            self.left.emit(action.review)
        elif self.confirming:
            self._answer(ends=action is SessionCommand.YES)
        elif action is SessionCommand.END and self._snapshot and asks_before_ending(self._snapshot):
            self._ask_whether_to_end(self._snapshot)
        else:
            self.command.emit(action)

    def _ask_whether_to_end(self, snapshot: SessionSnapshot) -> None:
        self._confirm.ask(snapshot)
        self._show_keys()

    def _answer(self, *, ends: bool) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._confirm.answer(ends=ends)
        self._show_keys()


def _notices_to_show(snapshot: SessionSnapshot) -> tuple[Notice, ...]:
    """Return the notices; while a sentence is being finished the clock says that time is over."""
    if not snapshot.finishing:
        return snapshot.notices
    return tuple(notice for notice in snapshot.notices if notice.about != "limit")
