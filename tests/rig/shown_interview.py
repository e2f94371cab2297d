"""The page of an interview, as far as a snapshot says."""

from typing import Protocol

from pytestqt.qtbot import QtBot

from mock_interviewer.app.interview.session_state import SessionSnapshot
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.ui.interview.page import InterviewPage

_PLAN = Plan(
    (PlannedQuestion("llm", "perplexity", "What is perplexity?", "", "Evaluation"),),
    answer_limit=120,
)


class Show(Protocol):
    """Shows a snapshot; returns the page, always the same."""

    def __call__(self, snapshot: SessionSnapshot) -> InterviewPage: ...


def begun_interview(qtbot: QtBot) -> Show:
    """Return what shows snapshots on a page whose interview has begun."""
    page = InterviewPage()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.begin(_PLAN)
    page.show()

    def show(snapshot: SessionSnapshot) -> InterviewPage:
        page.show_snapshot(snapshot)
        return page

    return show
