from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.practice.voice_controller import VoiceController
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.window.session_controller import SessionController
from mock_interviewer.app.ui.window.session_starters import SessionStarter


class _Voice(QObject):
    """A voice that is ready when the test says so."""

    ready = Signal()
    speaker: object | None = None


class _Sessions:
    """Notes the plans of the sessions that were started."""

    def __init__(self) -> None:
        self.plans: list[Plan] = []

    def start(self, plan: Plan, *_services: object, **_more: Any) -> None:
        self.plans.append(plan)


@pytest.fixture
def practice(qtbot: QtBot, look: Theme) -> PracticePage:
    made = PracticePage()
    qtbot.addWidget(made)
    return made


def test_a_plan_is_started_once_the_voice_is_ready(practice: PracticePage) -> None:
    voice, sessions, plan = _Voice(), _Sessions(), Plan((), answer_limit=30.0)
    starter = SessionStarter(
        practice,
        cast(QuestionBanks, None),
        cast(VoiceController, voice),
        cast(TranscriptionService, None),
        cast(SessionController, sessions),
        SettingValues(),
    )
    starter.start_plan(plan)
    assert sessions.plans == []
    voice.speaker = object()
    voice.ready.emit()
    assert sessions.plans == [plan]
