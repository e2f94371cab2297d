"""The demo in the window: a session like any other, answered by a spoken candidate."""

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.demo.candidate import Rehearsed, rehearse
from mock_interviewer.app.demo.spoken import SpokenCandidate, speak_answers
from mock_interviewer.app.interview.plan import Plan
from mock_interviewer.app.interview.planning import planned
from mock_interviewer.app.store.records import DEMO
from mock_interviewer.app.ui.bank_desk import BankDesk
from mock_interviewer.app.ui.gui_thread import GuiThread
from mock_interviewer.app.ui.pages.practice import PracticePage
from mock_interviewer.app.ui.session_desk import SessionDesk
from mock_interviewer.app.ui.sound_desks import SoundDesks
from mock_interviewer.app.ui.tasks import Tasks
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.languages import ENGLISH
from mock_interviewer.audio.types import Sound
from mock_interviewer.questions.model import Bank

QUESTIONS = 2

Answers = tuple[tuple[Rehearsed, ...], dict[str, Sound]]


class DemoDesk(QObject):
    """Lets the candidate learn the answers, then starts the session. GUI thread only."""

    refused = Signal(str)
    """Why there can be no demo, as a sentence."""

    def __init__(
        self,
        page: PracticePage,
        banks: BankDesk,
        sound: SoundDesks,
        sessions: SessionDesk,
        gui: GuiThread,
        tasks: Tasks,
    ) -> None:
        super().__init__()
        self._page = page
        self._banks = banks
        self._sound = sound
        self._sessions = sessions
        self._gui = gui
        self._tasks = tasks
        self._wanted = False
        self._bank: Bank | None = None
        self._answers: Answers | None = None
        page.demo_asked.connect(self.ask)
        sound.voice.ready.connect(self._start)

    def ask(self) -> None:
        """Start a demo as soon as all its parts are there; ``refused`` tells if there is none."""
        bank = self._banks.first
        if bank is None or self._wanted:
            return
        self._wanted = True
        self._page.show_busy(busy=True)
        if self._answers is None:
            self._learn(bank)
        else:
            self._start()

    def end(self) -> None:
        """Start nothing any more."""
        self._wanted = False

    def _learn(self, bank: Bank) -> None:
        self._bank = bank

        def work() -> Answers:
            rehearsed = rehearse(bank, QUESTIONS)
            return rehearsed, speak_answers(rehearsed)

        self._tasks.run(work, self._have, self._cannot, name="demo")

    @Slot()
    def _start(self) -> None:
        speaker, transcriptions = self._sound.voice.speaker, self._sound.recognition.transcriptions
        if not self._wanted or self._answers is None or self._bank is None:
            return
        if speaker is None or transcriptions is None:
            return
        self._wanted = False
        self._page.show_busy(busy=False)
        rehearsed, sounds = self._answers
        candidate = SpokenCandidate(sounds, post=self._gui.post, later=self._gui.later)
        plan = Plan(
            questions=tuple(planned(self._bank, one.question) for one in rehearsed),
            think_time=2.0,
            language=ENGLISH,  # as the banks are
            style=DEMO,
        )
        conductor = self._sessions.start(
            plan, speaker, transcriptions, candidate.microphone, candidate.watch
        )
        candidate.command = conductor.command

    def _have(self, answers: Answers) -> None:
        self._answers = answers
        self._start()

    def _cannot(self, error: Exception) -> None:
        self._wanted = False
        self._page.show_busy(busy=False)
        if not isinstance(error, MachineError):
            raise error
        self.refused.emit(str(error))
