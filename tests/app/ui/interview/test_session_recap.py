"""The page at the end of a session, of every style."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.child import child
from rig.feedback import ASKED, FEEDBACK, SAID, coverage
from rig.shown import show_active
from rig.shown_interview import ShownInterview

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.planning.interview_styles import STYLES, InterviewStyle, plan_under
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion, SessionMode
from mock_interviewer.app.store.database.records import DEMO_STYLE
from mock_interviewer.app.ui.interview.header import InterviewHeader
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.interview.session_recap import RecapRow
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment

QUESTIONS = tuple(
    PlannedQuestion("llm", f"q-{number}", f"Question {number}?", "", "Evaluation")
    for number in range(3)
)
EXAM = Plan(QUESTIONS, mode=SessionMode.EXAM)
TRANSCRIPT = Transcript((TranscriptSegment(SAID, 0.0, 9.0),), 9.0, "base")
WHOLE = replace(
    FEEDBACK,
    coverage=coverage(CoverageVerdict.MADE, CoverageVerdict.MADE, CoverageVerdict.MADE),
    advice=(),
)


def _at(state: SessionState, number: int = 0) -> SessionSnapshot:
    return SessionSnapshot(
        state=state,
        question=QUESTIONS[number],
        position=number + 1,
        total=3,
        session="s",
        take=f"s-{number}",
        transcript=TRANSCRIPT if state is SessionState.TRANSCRIBED else None,
        answers=number + 1,
    )


@pytest.fixture
def page(qtbot: QtBot, look: Theme) -> InterviewPage:
    page = InterviewPage()
    qtbot.addWidget(page)
    page.resize(1000, 720)
    show_active(qtbot, page)
    return page


@pytest.fixture
def exam(page: InterviewPage) -> InterviewPage:
    """An exam of two answers, before its end."""
    page.begin(EXAM)
    for number in range(2):
        page.show_snapshot(_at(SessionState.SAVED, number))
    return page


def _answer_all(page: InterviewPage, *results: Feedback | None) -> None:
    """Answer a question for each feedback, and end the session."""
    for number, result in enumerate(results):
        page.show_snapshot(_at(SessionState.TRANSCRIBED, number))
        page.feedback.show_working(f"s-{number}")
        if result is not None:
            page.feedback.show_feedback(f"s-{number}", result, ASKED)
    page.show_snapshot(_at(SessionState.FINISHED, len(results) - 1))


def _rows(page: InterviewPage) -> list[str]:
    return [row.result for row in page.feedback.recap.rows]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.id)
def test_every_style_ends_with_its_results(page: InterviewPage, style: InterviewStyle) -> None:
    page.begin(plan_under(style.rules, QUESTIONS))
    _answer_all(page, FEEDBACK, WHOLE)
    recap = page.feedback.recap
    assert recap.isVisible()
    assert recap.headline == "4 to 5 of 6 key points"
    assert recap.details == "2 answers · 2 min 0 s spoken"
    assert recap.strongest == "Question 1?"
    assert recap.advice == "Say that tokenizers must match."
    assert _rows(page) == ["1 to 2 of 3 key points", "3 of 3 key points"]
    assert [button.label for button in ShownInterview(page).keys.buttons] == [
        "Try the weakest again",
        "open report",
        "back to Practice",
    ]


def test_the_results_replace_the_question_and_the_state(exam: InterviewPage) -> None:
    exam.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    assert exam.feedback.isHidden()
    exam.show_snapshot(_at(SessionState.FINISHED, 1))
    shown = ShownInterview(exam)
    assert exam.feedback.recap.isVisible()
    for part in (shown.question, shown.state, shown.answer, child(exam, InterviewHeader)):
        assert not part.isVisible()


def test_results_appear_as_they_are_computed(exam: InterviewPage) -> None:
    for take in ("s-0", "s-1"):
        exam.feedback.show_working(take)
    exam.show_snapshot(_at(SessionState.FINISHED, 1))
    assert _rows(exam) == ["Analyzing…", "Analyzing…"]
    exam.feedback.show_feedback("s-1", FEEDBACK, ASKED)
    exam.feedback.show_failure("s-0", "The worker ended.")
    assert _rows(exam) == ["The worker ended.", "1 to 2 of 3 key points"]
    assert exam.feedback.recap.rows[1].accessibleName() == "2. Question 1? 1 to 2 of 3 key points"


def test_an_answer_that_is_not_analyzed_is_listed_as_saved(exam: InterviewPage) -> None:
    exam.show_snapshot(_at(SessionState.FINISHED, 1))
    assert _rows(exam) == ["Saved", "Saved"]


def test_a_skipped_question_is_listed_and_opens_nothing(exam: InterviewPage) -> None:
    exam.feedback.show_working("s-1")
    exam.show_snapshot(replace(_at(SessionState.FINISHED, 1), skipped=("s-0",)))
    assert _rows(exam) == ["You skipped this question.", "Analyzing…"]
    opened: list[tuple[str, str]] = []
    exam.take_requested.connect(lambda session, take: opened.append((session, take)))
    row = exam.feedback.recap.rows[0]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert (opened, row.focusPolicy()) == ([], Qt.FocusPolicy.NoFocus)


def test_a_question_that_was_only_asked_is_not_listed(page: InterviewPage) -> None:
    page.begin(EXAM)
    page.show_snapshot(_at(SessionState.SAVED))
    page.show_snapshot(_at(SessionState.ASKING, 1))
    page.show_snapshot(_at(SessionState.FINISHED, 1))
    assert _rows(page) == ["Saved"]


def test_takes_of_other_sessions_are_not_listed(exam: InterviewPage) -> None:
    exam.feedback.show_feedback("another", FEEDBACK, ASKED)
    exam.show_snapshot(_at(SessionState.FINISHED, 1))
    assert len(_rows(exam)) == 2


def test_a_row_says_why_there_are_no_key_points(exam: InterviewPage) -> None:
    untold = replace(FEEDBACK, coverage=None, coverage_untold="Nobody spoke.")
    exam.feedback.show_feedback("s-0", untold, None)
    exam.show_snapshot(_at(SessionState.FINISHED, 1))
    assert _rows(exam) == ["Nobody spoke.", "Saved"]


def test_another_session_starts_without_results(exam: InterviewPage) -> None:
    exam.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    exam.show_snapshot(_at(SessionState.FINISHED, 1))
    exam.begin(EXAM)
    assert exam.feedback.isHidden()
    exam.show_snapshot(replace(_at(SessionState.FINISHED), answers=0))
    assert exam.feedback.isHidden()
    exam.begin(EXAM)
    exam.show_snapshot(_at(SessionState.SAVED, 2))
    exam.show_snapshot(_at(SessionState.FINISHED, 2))
    assert [row.accessibleName() for row in exam.findChildren(RecapRow) if row.isVisible()] == [
        "3. Question 2? Saved"
    ]


@pytest.mark.parametrize("by_key", [False, True])
def test_a_row_opens_its_take(exam: InterviewPage, by_key: bool) -> None:
    exam.show_snapshot(_at(SessionState.FINISHED, 1))
    opened: list[tuple[str, str]] = []
    exam.take_requested.connect(lambda session, take: opened.append((session, take)))
    row = exam.feedback.recap.rows[1]
    if by_key:
        row.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(row, Qt.Key.Key_Return)
    else:
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert opened == [("s", "s-1")]


def test_enter_tries_the_two_weakest_again_by_the_same_rules(page: InterviewPage) -> None:
    plan = Plan(QUESTIONS, answer_limit=30.0, style="rapid-fire", lengths=(1.0, 2.0, 3.0))
    page.begin(plan)
    nothing = replace(FEEDBACK, coverage=coverage(*[CoverageVerdict.NOT] * 3))
    _answer_all(page, FEEDBACK, WHOLE, nothing)
    plans: list[Plan] = []
    page.practice_requested.connect(plans.append)
    assert ShownInterview(page).key_labels[0] == "Try the two weakest again"
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert plans == [replace(plan, questions=(QUESTIONS[2], QUESTIONS[0]), lengths=())]


def test_r_opens_the_report(page: InterviewPage) -> None:
    page.begin(Plan(QUESTIONS))
    _answer_all(page, FEEDBACK)
    left: list[bool] = []
    page.left.connect(left.append)
    QTest.keyClick(page, Qt.Key.Key_R)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert left == [True, False]


def test_without_a_weak_answer_enter_opens_the_report(page: InterviewPage) -> None:
    page.begin(Plan(QUESTIONS))
    _answer_all(page, WHOLE)
    left: list[bool] = []
    page.left.connect(left.append)
    assert ShownInterview(page).key_labels == ["Open report", "back to Practice"]
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert left == [True]


def test_enter_does_nothing_that_an_answer_in_analysis_may_change(page: InterviewPage) -> None:
    page.begin(Plan(QUESTIONS))
    _answer_all(page, WHOLE, None)
    shown = ShownInterview(page)
    assert shown.key_labels == ["open report", "back to Practice"]
    page.feedback.show_feedback("s-1", FEEDBACK, ASKED)
    assert shown.key_labels[0] == "Try the weakest again"


def test_a_demo_offers_no_questions_to_try_again(page: InterviewPage) -> None:
    page.begin(Plan(QUESTIONS, style=DEMO_STYLE))
    _answer_all(page, FEEDBACK)
    assert ShownInterview(page).key_labels == ["Open report", "back to Practice"]


def test_the_end_asks_for_no_grade(exam: InterviewPage) -> None:
    exam.feedback.show_feedback("s-1", FEEDBACK, ASKED)
    exam.show_snapshot(_at(SessionState.FINISHED, 1))
    assert not exam.feedback.grade.heading.isVisible()


@pytest.mark.parametrize("size", [(1100, 720), (640, 480)])
def test_everything_fits_and_has_a_name(
    page: InterviewPage, qtbot: QtBot, size: tuple[int, int]
) -> None:
    page.resize(*size)
    page.begin(Plan(QUESTIONS))
    _answer_all(page, FEEDBACK, WHOLE, FEEDBACK)
    key = ShownInterview(page).keys.buttons[-1]

    def fits() -> bool:
        corner = key.mapTo(page, key.rect().bottomRight())
        inside = corner.x() <= page.width() and corner.y() <= page.height()
        rows = page.feedback.recap.rows
        return inside and all(row.height() >= row.heightForWidth(row.width()) for row in rows)

    qtbot.waitUntil(fits)
    assert (page.width(), page.height()) == size
    assert nameless(page) == []
