"""What starts a session: a request, once voice and recognition are ready, or the demo."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot

from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.demo.candidate import (
    RehearsedAnswer,
    SpokenCandidate,
    rehearse_answers,
    speak_answers,
)
from mock_interviewer.app.planning.bank_questions import planned_question
from mock_interviewer.app.planning.continued_session import ContinuedSession
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.planning.remembered_request import behavior_in
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.planning.today import TodayList
from mock_interviewer.app.settings.declarations import MICROPHONE
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.status_notices import Announcer, NoticeKind
from mock_interviewer.app.store.database.records import DEMO_STYLE
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.practice.voice_controller import VoiceController
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.window.session_controller import SessionController
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.models.languages import ENGLISH
from mock_interviewer.audio.recording.sources import MicrophoneSource
from mock_interviewer.audio.samples import Sound
from mock_interviewer.questions.model import Bank


class SessionStarter(QObject):
    """Starts the requested session once the voice and the banks are ready. GUI thread only."""

    def __init__(
        self,
        practice: PracticePage,
        banks: QuestionBanks,
        voice: VoiceController,
        transcriptions: TranscriptionService,
        sessions: SessionController,
        values: SettingValues,
    ) -> None:
        super().__init__()
        self._practice = practice
        self._banks = banks
        self._voice = voice
        self._transcriptions = transcriptions
        self._sessions = sessions
        self._values = values
        self._wanted: Callable[[], Plan | None] | None = None
        self._continued: ContinuedSession | None = None
        self._over = False
        practice.start_requested.connect(self._request_session)
        practice.due_requested.connect(self._request_due)
        voice.ready.connect(self._start)

    def start_question(self, bank: str, question: str) -> None:
        """Start a session of one question, by bank ID and question ID."""
        self._request_session(SessionRequest(bank=bank, question=question, count=1))

    def start_plan(self, plan: Plan) -> None:
        """Start a session by ``plan``."""
        self._start_when_ready(lambda: plan)

    def continue_session(self, continued: ContinuedSession) -> None:
        """Continue an interrupted session."""
        self._start_when_ready(lambda: continued.plan, continued)

    def stop(self) -> None:
        """Start no more sessions."""
        self._over = True

    @Slot(object)
    def _request_session(self, request: SessionRequest) -> None:
        self._start_when_ready(partial(self._banks.plan, request))

    @Slot(object, object)
    def _request_due(self, today: TodayList, request: SessionRequest) -> None:
        self._start_when_ready(partial(today.plan, request.rules, request.style))

    def _start_when_ready(
        self, plan: Callable[[], Plan | None], continued: ContinuedSession | None = None
    ) -> None:
        """Start the session that ``plan`` returns; it returns None until the banks are read."""
        self._wanted, self._continued = plan, continued
        self._practice.show_busy(busy=True)
        self._start()

    @Slot()
    def _start(self) -> None:
        wanted, speaker = self._wanted, self._voice.speaker
        if wanted is None or speaker is None:
            return
        plan = wanted()
        if plan is None or self._over:
            return
        self._wanted = None
        self._practice.show_busy(busy=False)
        self._sessions.start(
            plan,
            speaker,
            self._transcriptions,
            lambda: MicrophoneSource(self._values.get(MICROPHONE)),
            behavior=behavior_in(self._values),
            continued=self._continued,
        )


DEMO_QUESTIONS = 2


RehearsedAnswers = tuple[tuple[RehearsedAnswer, ...], dict[str, Sound]]


class DemoController(QObject):
    """Rehearses the candidate's answers, then starts the demo. GUI thread only."""

    def __init__(
        self,
        page: PracticePage,
        banks: QuestionBanks,
        voice: VoiceController,
        transcriptions: TranscriptionService,
        sessions: SessionController,
        gui: GuiThread,
        tasks: BackgroundTasks,
        announce: Announcer,
    ) -> None:
        super().__init__()
        self._page = page
        self._banks = banks
        self._voice = voice
        self._transcriptions = transcriptions
        self._sessions = sessions
        self._gui = gui
        self._tasks = tasks
        self._announce = partial(announce, "demo", NoticeKind.CAUTION)
        self._wanted = False
        self._bank: Bank | None = None
        self._answers: RehearsedAnswers | None = None
        page.demo_requested.connect(self.ask)
        voice.ready.connect(self._start)

    def ask(self) -> None:
        """Start a demo once all is ready, or announce why there is none."""
        bank = self._banks.first
        if bank is None or self._wanted:
            return
        self._wanted = True
        self._page.show_busy(busy=True)
        if self._answers is None:
            self._rehearse(bank)
        else:
            self._start()

    def end(self) -> None:
        """Start no demo anymore."""
        self._wanted = False

    def _rehearse(self, bank: Bank) -> None:
        self._bank = bank

        def work() -> RehearsedAnswers:
            rehearsed = rehearse_answers(bank, DEMO_QUESTIONS)
            return rehearsed, speak_answers(rehearsed)

        self._tasks.run(
            work, self._rehearsed, self._rehearsal_failed, name="demo", broken=self._give_up
        )

    @Slot()
    def _start(self) -> None:
        speaker = self._voice.speaker
        if not self._wanted or self._answers is None or self._bank is None or speaker is None:
            return
        self._wanted = False
        self._page.show_busy(busy=False)
        rehearsed, sounds = self._answers
        candidate = SpokenCandidate(sounds, post=self._gui.post, later=self._gui.later)
        plan = Plan(
            questions=tuple(planned_question(self._bank, one.question) for one in rehearsed),
            think_time=2.0,
            language=ENGLISH,  # as the banks are
            style=DEMO_STYLE,
        )
        conductor = self._sessions.start(
            plan, speaker, self._transcriptions, candidate.microphone, candidate.watch
        )
        candidate.command = conductor.command

    def _rehearsed(self, answers: RehearsedAnswers) -> None:
        self._answers = answers
        self._start()

    def _rehearsal_failed(self, error: MachineError) -> None:
        self._give_up()
        self._announce(str(error))

    def _give_up(self) -> None:
        self._wanted = False
        self._page.show_busy(busy=False)
