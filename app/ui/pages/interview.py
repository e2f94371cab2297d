"""One question at a time, large; what is going on; what was heard; the keys that matter now."""

from collections.abc import Callable
from functools import partial
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.interview.commands import Command
from mock_interviewer.app.interview.plan import Plan
from mock_interviewer.app.interview.states import Notice, NoticeKind, Snapshot, State
from mock_interviewer.app.ui.pages.interview_feedback import InterviewFeedback
from mock_interviewer.app.ui.pages.interview_keys import Hint, Leave, asks_before_ending, hints
from mock_interviewer.app.ui.theme import TEXT_WIDTH, TITLE_LINE, Space, Type
from mock_interviewer.app.ui.widgets.answer_clock import AnswerClock
from mock_interviewer.app.ui.widgets.answer_text import AnswerText
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.key_hint import KeyHint
from mock_interviewer.app.ui.widgets.level import LevelLine
from mock_interviewer.app.ui.widgets.state_line import StateLine
from mock_interviewer.app.ui.widgets.tab_order import order_after
from mock_interviewer.app.ui.widgets.text import Text

_LOW = 560
"""Height below which the question is set smaller."""
_QUESTION_LINES = 3
_REMEDIES = (
    ("voice", Command.REPEAT, "Say it again"),
    ("microphone", Command.RESUME, "Resume"),
    ("storage", Command.RESUME, "Try again"),
)
_NOTHING_TO_HEAR = {State.SAVED, State.TRANSCRIBED, State.FINISHED}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


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
        self._snapshot: Snapshot | None = None
        self._hints: tuple[Hint, ...] = ()
        self._compact: bool | None = None
        self._banners: dict[str, Banner] = {}
        self._said: dict[str, tuple[Notice, tuple[str, ...]]] = {}
        self._place = Text(size=Type.BODY, kind="muted")
        self._clock = AnswerClock()
        self._question = Text(size=Type.QUESTION, wrap=True)
        self._question.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._state = StateLine()
        self._level = LevelLine()
        self._caption = AnswerText()
        self.feedback = InterviewFeedback()
        """What is told of feedback, and shows what belongs to where the session stands."""
        self._notices = QVBoxLayout()
        self._notices.setSpacing(Space.XS)
        self._confirm = Banner()
        self._notices.addWidget(self._confirm)
        self._keys = QHBoxLayout()
        self._keys.setSpacing(Space.XXS)
        self._keys.addStretch(1)
        self._buttons: list[KeyHint] = []
        self._lay_out()
        self.feedback.changed.connect(self._make_room)

    @property
    def snapshot(self) -> Snapshot | None:
        """What is shown."""
        return self._snapshot

    @property
    def confirming(self) -> bool:
        """Whether the person is being asked if the session shall end."""
        return not self._confirm.isHidden()

    def begin(self, plan: Plan) -> None:
        """Get ready for a new session."""
        self._snapshot = None
        self._confirm.clear()
        self._level.clear()
        self._caption.begin()
        self.feedback.begin(plan)
        self._clock.set_limit(plan.answer_limit)
        self._clock.show_time(0.0)
        self._show_notices(())
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show where the session stands."""
        before, self._snapshot = self._snapshot, snapshot
        question = snapshot.question
        section = f" · {question.section}" if question is not None else ""
        over = snapshot.state is State.FINISHED
        place = f"{snapshot.position} of {snapshot.total}{section}"
        self._place.show_text("" if over else place)
        self._state.setVisible(not over)
        self._level.setVisible(snapshot.state not in _NOTHING_TO_HEAR)
        self._question.show_text(_headline(snapshot))
        self._state.show_snapshot(snapshot)
        self._caption.show_snapshot(snapshot)
        self.feedback.show_snapshot(snapshot)
        self._clock.setVisible(
            snapshot.state in {State.LISTENING, State.SAVING, State.SAVED, State.TRANSCRIBED}
            or (snapshot.state is State.PAUSED and snapshot.paused_from is State.LISTENING)
        )
        if snapshot.recorded:
            self._clock.show_time(snapshot.recorded)
        if before is None or before.take != snapshot.take:
            self._level.clear()
        if self.confirming and not asks_before_ending(snapshot):
            self._confirm.clear()
        self._show_notices(snapshot.notices)
        self._show_hints(hints(snapshot))

    def show_progress(
        self, level: float | None, recorded: float, thinking_left: float | None
    ) -> None:
        """Show what changes many times a second; dBFS, seconds, seconds."""
        if self._snapshot is None:
            return
        self._level.add(level)
        match self._snapshot.state:
            case State.LISTENING:
                self._clock.show_time(recorded)
            case State.THINKING if thinking_left is not None:
                self._state.add(f"{ceil(thinking_left)} s")

    def show_caption(self, settled: str, draft: str) -> None:
        """Show what was understood so far of the present answer: final text, and a guess."""
        self._caption.show_live(settled, draft)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Do what the hints say."""
        key = Qt.Key.Key_Return if event.key() in _ENTER else Qt.Key(event.key())
        if event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            super().keyPressEvent(event)
            return
        if event.isAutoRepeat():
            return
        if self.confirming:
            if key is Qt.Key.Key_Escape:
                self._go_on()
            elif key is Qt.Key.Key_Return:
                self._end()
            return
        for hint in self._hints:
            if hint.key is key:
                self._act(hint.action)
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

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.addWidget(self._place, 1)
        header.addWidget(self._clock)
        foot = QWidget()
        foot.setFixedHeight(Space.XXL)
        self._keys.setContentsMargins(0, 0, 0, 0)
        foot.setLayout(self._keys)
        narrow = QWidget()
        narrow.setMaximumWidth(TEXT_WIDTH)
        column = self._column = QVBoxLayout(narrow)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(header)
        column.addWidget(self._question)
        column.addWidget(self._state)
        column.addWidget(self._level)
        column.addWidget(self._caption, 1)
        column.addWidget(self.feedback)
        column.addLayout(self._notices)
        column.addWidget(foot)
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
        self._question.set_size(Type.TITLE if compact else Type.QUESTION)
        self._caption.fit(low=compact)
        line = self._question.font().pixelSize() * TITLE_LINE
        self._question.setMinimumHeight(0 if compact else ceil(line * _QUESTION_LINES))
        self._column.setSpacing(Space.S if compact else Space.L)
        edge = Space.M if compact else Space.PAGE
        self._page.setContentsMargins(edge, edge, edge, Space.XS if compact else Space.M)

    def _make_room(self) -> None:
        """Give the room that is left to the words, or to what is said of all answers."""
        order_after(self._caption.caption, self.feedback)
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

    def _remedies(self, notice: Notice) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Return the button that helps, where one does."""
        if self._snapshot is None:
            return ()
        usable = {hint.action: hint for hint in hints(self._snapshot)}
        for about, command, label in _REMEDIES:
            if about == notice.about and command in usable:
                return ((label, partial(self.command.emit, command)),)
        return ()

    def _show_hints(self, wanted: tuple[Hint, ...]) -> None:
        if wanted == self._hints:
            return
        self._hints = wanted
        had_keyboard = self.focusWidget() is not None and self.focusWidget() is not self
        for button in self._buttons:
            self._keys.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for hint in wanted:
            button = KeyHint(hint.name, hint.label, primary=hint.primary)
            button.clicked.connect(lambda _checked, action=hint.action: self._act(action))
            self._keys.insertWidget(len(self._buttons), button)
            self._buttons.append(button)
        if had_keyboard and self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _act(self, action: Command | Leave) -> None:
        if isinstance(action, Leave):
            self.left.emit(action.review)
        elif action is Command.END and self._snapshot and asks_before_ending(self._snapshot):
            self._ask_whether_to_end()
        else:
            self.command.emit(action)

    def _ask_whether_to_end(self) -> None:
        self._confirm.say(
            NoticeKind.INFO,
            "End this session? What you have recorded is kept.",
            ("End session  Enter", self._end),
            ("Go on  Esc", self._go_on),
            closable=False,
        )

    def _end(self) -> None:
        self._confirm.clear()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.command.emit(Command.END)

    def _go_on(self) -> None:
        self._confirm.clear()
        self.setFocus(Qt.FocusReason.OtherFocusReason)


def _headline(snapshot: Snapshot) -> str:
    if snapshot.state is State.FINISHED:
        return "That is the end of this session."
    return snapshot.question.text if snapshot.question is not None else ""
