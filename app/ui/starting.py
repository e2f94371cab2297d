"""The start of a session, which waits for the voice and for what writes down."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot

from mock_interviewer.app.interview.plan import Plan
from mock_interviewer.app.interview.today import Today
from mock_interviewer.app.interview.wishes import Wishes
from mock_interviewer.app.settings import declarations as keys
from mock_interviewer.app.ui.bank_desk import BankDesk
from mock_interviewer.app.ui.pages.practice import PracticePage
from mock_interviewer.app.ui.session_desk import SessionDesk
from mock_interviewer.app.ui.settings_desk import SettingsDesk
from mock_interviewer.app.ui.sound_desks import SoundDesks
from mock_interviewer.audio.sources import MicrophoneSource


class Starting(QObject):
    """Starts the session that is wanted as soon as there is all that it takes. GUI thread only."""

    def __init__(
        self,
        practice: PracticePage,
        banks: BankDesk,
        sound: SoundDesks,
        sessions: SessionDesk,
    ) -> None:
        super().__init__()
        self._practice = practice
        self._banks = banks
        self._sound = sound
        self._sessions = sessions
        self._settings: SettingsDesk | None = None
        self._wanted: Callable[[], Plan | None] | None = None
        self._over = False
        practice.start_asked.connect(self._want_wishes)
        practice.due_asked.connect(self._want_due)
        sound.voice.ready.connect(self._start)

    def use(self, settings: SettingsDesk) -> None:
        """Hold sessions in the manner, and with the microphone, that ``settings`` say then."""
        self._settings = settings

    def want_question(self, bank: str, question: str) -> None:
        """Start a session of one question, by the ids of its bank and its own."""
        self._want_wishes(Wishes(bank=bank, question=question, count=1))

    def stop(self) -> None:
        """Start nothing any more."""
        self._over = True

    @Slot(object)
    def _want_wishes(self, wishes: Wishes) -> None:
        self._want(partial(self._banks.plan, wishes))

    @Slot(object, object)
    def _want_due(self, today: Today, wishes: Wishes) -> None:
        self._want(partial(today.plan, wishes.rules, wishes.style))

    def _want(self, plan: Callable[[], Plan | None]) -> None:
        """Start what ``plan`` returns once it is asked; None is no plan yet."""
        self._wanted = plan
        self._practice.show_busy(busy=True)
        self._start()

    @Slot()
    def _start(self) -> None:
        wanted, speaker = self._wanted, self._sound.voice.speaker
        transcriptions, settings = self._sound.recognition.transcriptions, self._settings
        if wanted is None or speaker is None or transcriptions is None or settings is None:
            return
        plan = wanted()
        if plan is None or self._over:
            return
        self._wanted = None
        self._practice.show_busy(busy=False)
        self._sessions.start(
            plan,
            speaker,
            transcriptions,
            partial(MicrophoneSource, settings.values.get(keys.MICROPHONE)),
            manner=settings.manner,
        )
