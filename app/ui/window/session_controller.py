"""Sessions in the window: started and ended, one at a time."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.interview.conductor import Conductor, SessionServices
from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.planning.continued_session import ContinuedSession
from mock_interviewer.app.planning.plan import KEYS_ONLY, InterviewerBehavior, Plan
from mock_interviewer.app.settings.declarations import LIVE_CAPTIONS
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.interview.controller import InterviewController
from mock_interviewer.app.ui.interview.microphone_choice import MicrophoneChoice
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.audio.playback.sound_player import SoundPlayer
from mock_interviewer.audio.recognition.endpointing.endpointer import Patience
from mock_interviewer.audio.recording.sources import InputSource
from mock_interviewer.audio.voices.speaker import Speaker
from mock_interviewer.questions.shelf import BankShelf

SnapshotListener = Callable[[SessionSnapshot], None]


class WakeLock(Protocol):
    """An object that keeps the computer awake, such as ``app.awake.Awake``."""

    def release(self) -> None:
        """Let the computer sleep again. Returns at once."""


class SessionController(QObject):
    """Starts and ends sessions, one at a time. GUI thread only."""

    started = Signal()
    over = Signal()
    """The session has ended; its page stays until the person leaves it."""
    closed = Signal()
    """The session was closed."""
    left = Signal(object, bool)
    """The person leaves a session that has ended: its SessionSnapshot, and True for a report."""

    def __init__(
        self,
        page: InterviewPage,
        gui: GuiThread,
        store: StoreThread,
        values: SettingValues,
        *,
        player: SoundPlayer | None = None,
        shelf: Callable[[], BankShelf | None] = lambda: None,
        keep_awake: Callable[[], WakeLock] | None = None,
    ) -> None:
        """``keep_awake`` keeps the computer awake until the returned lock is released."""
        super().__init__()
        self._page = page
        self._gui = gui
        self._store = store
        self._values = values
        self._player = player
        self._shelf = shelf
        self._keep_awake = keep_awake
        self._awake: WakeLock | None = None
        self._interview: InterviewController | None = None
        self._conductor: Conductor | None = None
        self._microphones = MicrophoneChoice(page, values, self._microphone_changed)

    @property
    def running(self) -> bool:
        """Whether there is a session, even one that has ended and is still shown."""
        return self._interview is not None

    def start(
        self,
        plan: Plan,
        speaker: Speaker,
        transcriptions: TranscriptionService,
        source: Callable[[], InputSource],
        watch: SnapshotListener = lambda _snapshot: None,
        *,
        behavior: InterviewerBehavior = KEYS_ONLY,
        continued: ContinuedSession | None = None,
    ) -> Conductor:
        """Start a session and return it; ``watch`` gets each snapshot after the page does.

        ``continued`` is where an interrupted session with this plan continues.
        Without a usable speech model, the session is controlled by keys, whatever ``behavior``
        says.
        """
        if self._interview is not None:
            raise RuntimeError("a session is running already")
        if transcriptions.problem is not None:
            behavior = replace(behavior, patience=Patience.KEY_ONLY)
        parts = SessionServices(
            speaker, transcriptions, self._store, source, player=self._player, shelf=self._shelf
        )
        captions = self._values.get(LIVE_CAPTIONS)
        made: list[Conductor] = []

        def make(plan: Plan, changed: Callable[[SessionSnapshot], None]) -> Conductor:
            def both(snapshot: SessionSnapshot) -> None:
                changed(snapshot)
                watch(snapshot)
                if snapshot.state is SessionState.FINISHED:
                    self._let_sleep()
                    self.over.emit()

            made.append(
                Conductor(
                    plan,
                    parts,
                    post=self._gui.post,
                    later=self._gui.later,
                    changed=both,
                    captioned=self._page.show_caption if captions else None,
                    behavior=behavior,
                    continued=continued,
                )
            )
            return made[0]

        if self._keep_awake is not None:
            self._awake = self._keep_awake()

        self._interview = InterviewController(plan, self._page, make, self)
        self._interview.left.connect(self._leave)
        for take in () if continued is None else continued.earlier:
            self._page.feedback.add_earlier(take)
        self._conductor = made[0]
        self.started.emit()
        self._interview.start()
        return made[0]

    @Slot(str, object)
    def take_analyzed(self, take: str, feedback: Feedback | None) -> None:
        """Pass the feedback on a take of the current session to it."""
        if self._conductor is not None:
            self._conductor.feedback_ready(take, feedback)

    def end(self, then: Callable[[], None]) -> None:
        """Leave the session, if any, keeping its recordings; then call ``then``."""
        if self._interview is None:
            then()
        else:
            self._interview.end(then)

    @Slot()
    def dismiss_finished(self) -> None:
        """Close a session that has ended, since the person left its page."""
        if self._interview is not None and self._interview.snapshot.state is SessionState.FINISHED:
            self._close(self._interview)

    def _microphone_changed(self) -> None:
        if self._conductor is not None:
            self._conductor.microphone_changed()

    def _leave(self, report: bool) -> None:
        interview = self._interview
        if interview is not None:
            last = interview.snapshot
            self._close(interview)
            self.left.emit(last, report)

    def _close(self, interview: InterviewController) -> None:
        self._interview = self._conductor = None
        self._let_sleep()
        interview.detach()
        self.closed.emit()

    def _let_sleep(self) -> None:
        awake, self._awake = self._awake, None
        if awake is not None:
            awake.release()
