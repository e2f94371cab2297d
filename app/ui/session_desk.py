"""Sessions of the window: made from wishes, one at a time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from mock_interviewer.app.interview.conductor import Conductor, Parts
from mock_interviewer.app.interview.manner import BY_KEYS, Manner
from mock_interviewer.app.interview.plan import Plan
from mock_interviewer.app.interview.states import Snapshot
from mock_interviewer.app.interview.transcriptions import Transcriptions
from mock_interviewer.app.store.thread import StoreThread
from mock_interviewer.app.ui.bridge import Bridge
from mock_interviewer.app.ui.gui_thread import GuiThread
from mock_interviewer.app.ui.pages.interview import InterviewPage
from mock_interviewer.audio.sources import InputSource
from mock_interviewer.audio.voices.speaker import Speaker

Watch = Callable[[Snapshot], None]


class SessionDesk(QObject):
    """Starts sessions and ends them. GUI thread only."""

    started = Signal()
    left = Signal(object, bool)
    """The person leaves a session that is over: its last Snapshot, True to see its answers."""

    def __init__(self, page: InterviewPage, gui: GuiThread, store: StoreThread) -> None:
        super().__init__()
        self._page = page
        self._gui = gui
        self._store = store
        self._bridge: Bridge | None = None
        self.manner = BY_KEYS
        """How the interviewer of the latest session behaves."""
        self.live_captions = True
        """Whether sessions that start from now on show words while they are spoken."""

    @property
    def running(self) -> bool:
        """Whether there is a session, even one that is over and still shown."""
        return self._bridge is not None

    def start(
        self,
        plan: Plan,
        speaker: Speaker,
        transcriptions: Transcriptions,
        source: Callable[[], InputSource],
        watch: Watch = lambda _snapshot: None,
        *,
        manner: Manner = BY_KEYS,
    ) -> Conductor:
        """Start a session and return it; ``watch`` hears of each Snapshot after the page does."""
        if self._bridge is not None:
            raise RuntimeError("a session is running already")
        self.manner = manner
        parts = Parts(speaker, transcriptions, self._store, source)
        made: list[Conductor] = []

        def make(plan: Plan, changed: Callable[[Snapshot], None]) -> Conductor:
            def both(snapshot: Snapshot) -> None:
                changed(snapshot)
                watch(snapshot)

            made.append(
                Conductor(
                    plan,
                    parts,
                    post=self._gui.post,
                    later=self._gui.later,
                    changed=both,
                    captioned=self._page.show_caption if self.live_captions else None,
                )
            )
            return made[0]

        self._bridge = Bridge(plan, self._page, make, self)
        self._bridge.left.connect(self._leave)
        self.started.emit()
        self._bridge.start()
        return made[0]

    def end(self, then: Callable[[], None]) -> None:
        """End the session, if there is one, keeping what was recorded; then call ``then``."""
        if self._bridge is None:
            then()
        else:
            self._bridge.end(then)

    def _leave(self, review: bool) -> None:
        bridge, self._bridge = self._bridge, None
        if bridge is not None:
            last = bridge.snapshot
            bridge.detach()
            self.left.emit(last, review)
