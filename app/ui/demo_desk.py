"""The demo in the window: a session like any other, answered by a spoken candidate."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from mock_interviewer.app.demo.candidate import Rehearsed, rehearse
from mock_interviewer.app.demo.spoken import SpokenCandidate, speak_answers
from mock_interviewer.app.interview.plan import Plan
from mock_interviewer.app.interview.planning import planned
from mock_interviewer.app.interview.transcriptions import Transcriptions
from mock_interviewer.app.ui.gui_thread import GuiThread
from mock_interviewer.app.ui.session_desk import SessionDesk
from mock_interviewer.app.ui.tasks import Tasks
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.types import Sound
from mock_interviewer.audio.voices.speaker import Speaker
from mock_interviewer.questions.model import Bank

QUESTIONS = 2

Answers = tuple[tuple[Rehearsed, ...], dict[str, Sound]]
Start = Callable[[Speaker, Transcriptions], None]


class DemoDesk(QObject):
    """Lets the candidate learn the answers, then starts the session. GUI thread only."""

    learnt = Signal()
    """The answers are ready to be spoken; ``start`` may be called."""
    refused = Signal(str)
    """Why there can be no demo, as a sentence."""

    def __init__(self, sessions: SessionDesk, gui: GuiThread, tasks: Tasks) -> None:
        super().__init__()
        self._sessions = sessions
        self._gui = gui
        self._tasks = tasks
        self._bank: Bank | None = None
        self._answers: Answers | None = None

    @property
    def ready(self) -> bool:
        """Whether the answers are there."""
        return self._answers is not None

    def learn(self, bank: Bank) -> None:
        """Make the answers in the background; learnt or refused follows."""
        self._bank = bank

        def work() -> Answers:
            rehearsed = rehearse(bank, QUESTIONS)
            return rehearsed, speak_answers(rehearsed)

        self._tasks.run(work, self._have, self._cannot, name="demo")

    def start(self, speaker: Speaker, transcriptions: Transcriptions) -> None:
        """Start the session with the answers learnt."""
        if self._answers is None or self._bank is None:
            raise RuntimeError("the candidate knows no answers yet")
        rehearsed, sounds = self._answers
        candidate = SpokenCandidate(sounds, post=self._gui.post, later=self._gui.later)
        plan = Plan(
            questions=tuple(planned(self._bank.id, one.question) for one in rehearsed),
            think_time=2.0,
        )
        conductor = self._sessions.start(
            plan, speaker, transcriptions, candidate.microphone, candidate.watch
        )
        candidate.command = conductor.command

    def _have(self, answers: Answers) -> None:
        self._answers = answers
        self.learnt.emit()

    def _cannot(self, error: Exception) -> None:
        if not isinstance(error, MachineError):
            raise error
        self.refused.emit(str(error))
