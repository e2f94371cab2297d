"""The interview page, driven by snapshots and used as a person would."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from rig.child import child

from mock_interviewer.app.interview.session_state import SessionCommand, SessionSnapshot
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.ui.interview.answer_clock import AnswerClock
from mock_interviewer.app.ui.interview.answer_text import AnswerText
from mock_interviewer.app.ui.interview.keys import InterviewKeyRow
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.interview.question_block import QuestionBlock
from mock_interviewer.app.ui.interview.session_feedback import InterviewFeedback
from mock_interviewer.app.ui.interview.state_line import StateLine
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.labels import ElidedLabel, TextLabel
from mock_interviewer.app.ui.widgets.level_meter import LevelLine

_PLAN = Plan(
    (PlannedQuestion("llm", "perplexity", "What is perplexity?", "", "Evaluation"),),
    answer_limit=120,
)


class ShownInterview:
    """An interview page with its parts, its visible keys, and the commands that it sent."""

    def __init__(self, page: InterviewPage) -> None:
        self.page = page
        self.question = child(page, QuestionBlock)
        self.state = child(page, StateLine)
        self.level = child(page, LevelLine)
        self.answer = child(page, AnswerText)
        self.clock = child(page, AnswerClock)
        self.keys = child(page, InterviewKeyRow)
        self.commands: list[SessionCommand] = []
        page.command.connect(self.commands.append)

    @property
    def feedback(self) -> InterviewFeedback:
        return self.page.feedback

    @property
    def position(self) -> str:
        """The number and the section of the question."""
        label = self.page.findChild(ElidedLabel, "position")
        assert label is not None
        return label.plain

    @property
    def key_labels(self) -> list[str]:
        return [button.label for button in self.keys.buttons]

    @property
    def key_names(self) -> list[str]:
        return [button.key_name for button in self.keys.buttons]

    @property
    def banners(self) -> list[str]:
        """The messages of the banners that are shown."""
        return [each.text for each in self.page.findChildren(Banner) if each.text]

    def sees(self, text: str) -> bool:
        """Return whether a visible label has this text."""
        labels = self.page.findChildren(TextLabel)
        return any(label.isVisible() and label.plain == text for label in labels)

    def click(self, name: str) -> None:
        """Click a visible button by its accessible name."""
        (button,) = (
            each
            for each in self.page.findChildren(QPushButton)
            if each.isVisible() and each.accessibleName() == name
        )
        button.click()

    def press(self, key: Qt.Key) -> list[SessionCommand]:
        """Press a key; return the commands that it sent."""
        before = len(self.commands)
        QTest.keyClick(self.page, key)
        return self.commands[before:]


class Show(Protocol):
    """Shows a snapshot; returns the interview, always the same one."""

    def __call__(self, snapshot: SessionSnapshot) -> ShownInterview: ...


def begun_interview(qtbot: QtBot) -> Show:
    """Return a function that shows snapshots on the page of a running interview."""
    page = InterviewPage()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.begin(_PLAN)
    page.show()
    shown = ShownInterview(page)

    def show(snapshot: SessionSnapshot) -> ShownInterview:
        page.show_snapshot(snapshot)
        return shown

    return show
