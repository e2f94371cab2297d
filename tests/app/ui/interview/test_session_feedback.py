from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.child import child
from rig.feedback import ASKED, FEEDBACK, SAID
from rig.shown import show_active
from rig.shown_interview import ShownInterview

from mock_interviewer.app.feedback.grade_suggestion import GradeSuggestion
from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion, SessionMode
from mock_interviewer.app.store.practice.cards import GradedTake
from mock_interviewer.app.ui.interview.answer_text import AnswerText
from mock_interviewer.app.ui.interview.caption import CaptionView
from mock_interviewer.app.ui.interview.keys import InterviewKeyRow
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.app.ui.widgets.scroll_areas import ShrinkingScrollArea
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment
from mock_interviewer.questions.schedule import RecallGrade

QUESTIONS = tuple(
    PlannedQuestion("llm", f"q-{number}", f"Question {number}?", "", "Evaluation")
    for number in range(2)
)
TRANSCRIPT = Transcript((TranscriptSegment(SAID, 0.0, 9.0),), 9.0, "base")


def _at(state: SessionState, number: int = 0) -> SessionSnapshot:
    return SessionSnapshot(
        state=state,
        question=QUESTIONS[number],
        position=number + 1,
        total=2,
        take=f"s-{number}",
        transcript=TRANSCRIPT if state is SessionState.TRANSCRIBED else None,
    )


@pytest.fixture
def page(qtbot: QtBot, look: Theme) -> InterviewPage:
    page = InterviewPage()
    qtbot.addWidget(page)
    page.resize(1000, 720)
    page.begin(Plan(QUESTIONS))
    show_active(qtbot, page)
    return page


@pytest.fixture
def exam(page: InterviewPage) -> InterviewPage:
    page.begin(Plan(QUESTIONS, mode=SessionMode.EXAM))
    for number in range(2):
        page.show_snapshot(_at(SessionState.SAVED, number))
    return page


def _details(page: InterviewPage) -> list[tuple[str, ...]]:
    return [row.finding.details for row in page.feedback.brief.points.points.rows]


def _results(page: InterviewPage) -> list[str]:
    return [row.result for row in page.feedback.recap.rows]


def test_in_practice_feedback_is_shown_below_the_transcript(page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_working("s-0")
    assert page.feedback.brief.status == "Analyzing…"
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    brief = page.feedback.brief
    assert brief.status == ""
    assert brief.summary.text == "1 to 2 of 3 key points"
    assert brief.points.points.rows[0].finding.details == ("You said: “exponentiated loss”",)
    assert [row.finding.text for row in brief.advice.rows] == ["Say that tokenizers must match."]
    assert page.feedback.y() > child(page, AnswerText).y()


def test_an_answer_without_speech_shows_no_feedback(page: InterviewPage) -> None:
    silence = Transcript((), 9.0, "base", speech_detected=False)
    page.show_snapshot(replace(_at(SessionState.TRANSCRIBED), transcript=silence))
    page.feedback.show_working("s-0")
    page.feedback.show_feedback(
        "s-0", replace(FEEDBACK, coverage=None, coverage_untold="No words."), None
    )
    assert child(page, AnswerText).text == "No speech was detected in this answer."
    assert page.feedback.isHidden()
    page.feedback.show_graded(_graded())
    assert not page.feedback.grade.isHidden()
    assert not page.feedback.isHidden()


def test_the_reason_for_missing_key_points_is_shown_once(page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    untold = "You said only 3 words, too few to tell which key points you made."
    page.feedback.show_feedback(
        "s-0", replace(FEEDBACK, coverage=None, coverage_untold=untold), None
    )
    assert page.feedback.brief.summary.text == untold
    assert page.feedback.brief.points.isHidden()


@pytest.mark.parametrize(
    ("width", "height", "lines"), [(1000, 720, 5), (900, 600, 3), (640, 480, 3)]
)
def test_feedback_leaves_space_for_the_transcript_and_the_grade(
    page: InterviewPage, qtbot: QtBot, width: int, height: int, lines: int
) -> None:
    page.resize(width, height)
    long = Transcript((TranscriptSegment(" ".join([SAID] * 40), 0.0, 9.0),), 9.0, "base")
    page.show_snapshot(replace(_at(SessionState.TRANSCRIBED), transcript=long))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    page.feedback.show_graded(_graded())
    caption, asked = child(page, CaptionView), child(page.feedback.grade, TextLabel)
    line = caption.fontMetrics().lineSpacing()

    def fits() -> bool:
        whole = asked.height() >= asked.heightForWidth(asked.width())
        return whole and caption.height() >= lines * line

    qtbot.waitUntil(fits)
    assert caption.verticalScrollBar().value() == 0 < caption.verticalScrollBar().maximum()


def test_only_one_piece_of_advice_is_shown(page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", replace(FEEDBACK, advice=FEEDBACK.advice * 3), ASKED)
    assert len(page.feedback.brief.advice.rows) == 1


def test_early_feedback_is_kept_until_the_transcript(page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.SAVED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    assert page.feedback.isHidden()
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    assert not page.feedback.isHidden()


def test_feedback_disappears_with_the_next_question(page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    page.show_snapshot(_at(SessionState.ASKING, 1))
    assert page.feedback.isHidden()


def test_a_take_of_another_session_is_not_shown(page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("another", FEEDBACK, ASKED)
    assert page.feedback.isHidden()


def test_an_answer_analyzed_again_out_of_view_keeps_its_question(
    page: InterviewPage,
) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    said = _details(page)
    page.show_snapshot(_at(SessionState.LISTENING, 1))
    page.feedback.show_feedback("s-0", FEEDBACK, None)
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    assert _details(page) == said


def test_the_reason_for_missing_feedback_is_shown(page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_failure("s-0", "The worker ended.")
    assert page.feedback.brief.status == "The worker ended."
    assert not page.feedback.brief.summary.isVisible()


def test_older_feedback_stays_while_new_feedback_is_computed(page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    page.feedback.show_working("s-0")
    page.feedback.show_failure("s-0", "The worker ended.")
    assert page.feedback.brief.status == ""
    assert page.feedback.brief.summary.isVisible()


def test_a_retry_clears_the_failure(page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_failure("s-0", "The worker ended.")
    page.feedback.show_working("s-0")
    assert page.feedback.brief.status == "Analyzing…"


def test_a_moment_is_playable_only_with_a_player(qtbot: QtBot, page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    assert page.feedback.brief.points.points.rows[0].moment is None
    played: list[tuple[str, float]] = []
    page.feedback.play_requested.connect(lambda take, seconds: played.append((take, seconds)))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    moment = page.feedback.brief.points.points.rows[0].moment
    assert moment is not None
    moment.click()
    assert played == [("s-0", 1.0)]


def test_a_playback_error_is_shown_until_the_next_moment(
    page: InterviewPage,
) -> None:
    interview = ShownInterview(page)
    page.feedback.play_requested.connect(lambda _take, _seconds: None)
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    page.feedback.show_playback_error("The recording is gone.")
    assert page.feedback.playback_error == "The recording is gone."
    assert interview.sees("The recording is gone.")
    assert page.feedback.brief.summary.isVisible()
    moment = page.feedback.brief.points.points.rows[0].moment
    assert moment is not None
    moment.click()
    assert page.feedback.playback_error == ""
    assert not interview.sees("The recording is gone.")


def test_a_playback_error_disappears_with_its_take(page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    page.feedback.show_playback_error("The recording is gone.")
    page.show_snapshot(_at(SessionState.ASKING, 1))
    assert page.feedback.playback_error == ""


def test_enter_continues_after_a_click_on_the_feedback(qtbot: QtBot, page: InterviewPage) -> None:
    sent: list[SessionCommand] = []
    page.command.connect(sent.append)
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    fold = page.feedback.brief.points.points.rows[0].fold
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert sent == [SessionCommand.NEXT]


def test_pointing_at_a_key_point_is_reading_the_feedback(qtbot: QtBot, page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    fold = page.feedback.brief.points.points.rows[0].fold
    qtbot.waitUntil(fold.isVisible)
    with qtbot.waitSignal(page.feedback.read):
        QTest.mouseMove(fold, fold.rect().center())
        QTest.mouseMove(fold, fold.rect().center() + QPoint(3, 0))


def test_scrolling_is_reading_the_feedback(qtbot: QtBot, page: InterviewPage) -> None:
    page.resize(640, 480)
    long = Transcript((TranscriptSegment(" ".join([SAID] * 40), 0.0, 9.0),), 9.0, "base")
    page.show_snapshot(replace(_at(SessionState.TRANSCRIBED), transcript=long))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    page.feedback.show_graded(_graded())
    bar = child(page.feedback, ShrinkingScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    with qtbot.waitSignal(page.feedback.read):
        bar.setValue(bar.maximum())


def test_pointing_elsewhere_is_not_reading_the_feedback(qtbot: QtBot, page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    caption = child(page, CaptionView)
    qtbot.waitUntil(caption.isVisible)
    with qtbot.assertNotEmitted(page.feedback.read):
        QTest.mouseMove(caption, caption.rect().center())
        QTest.mouseMove(caption, caption.rect().center() + QPoint(3, 0))


def test_tab_goes_through_the_feedback_before_the_keys(qtbot: QtBot, page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    qtbot.waitUntil(child(page, InterviewKeyRow).buttons[0].isVisible)
    child(page, CaptionView).setFocus(Qt.FocusReason.TabFocusReason)
    rows = page.feedback.brief.points.points.rows
    expected = [page.feedback.brief.advice.rows[0].fold, *(row.fold for row in rows)]
    for stop in (*expected, child(page, InterviewKeyRow).buttons[0]):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is stop


def test_an_exam_shows_no_feedback_until_it_is_over(exam: InterviewPage) -> None:
    exam.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    assert exam.feedback.isHidden()
    exam.show_snapshot(_at(SessionState.FINISHED, 1))
    assert not exam.feedback.isHidden()
    assert _results(exam) == ["1 to 2 of 3 key points"]


def test_results_of_an_exam_appear_as_they_are_computed(exam: InterviewPage) -> None:
    for take in ("s-0", "s-1"):
        exam.feedback.show_working(take)
    exam.show_snapshot(_at(SessionState.FINISHED, 1))
    assert _results(exam) == ["Analyzing…", "Analyzing…"]
    exam.feedback.show_feedback("s-1", FEEDBACK, ASKED)
    exam.feedback.show_failure("s-0", "The worker ended.")
    assert _results(exam) == ["The worker ended.", "1 to 2 of 3 key points"]
    assert exam.feedback.recap.rows[1].accessibleName() == "Question 1? 1 to 2 of 3 key points"


def test_a_skipped_question_is_listed_in_the_recap(exam: InterviewPage) -> None:
    exam.feedback.show_working("s-1")
    exam.show_snapshot(replace(_at(SessionState.FINISHED, 1), skipped=("s-0",)))
    assert _results(exam) == ["You skipped this question.", "Analyzing…"]


def test_takes_of_other_sessions_are_not_in_the_recap(exam: InterviewPage) -> None:
    exam.feedback.show_feedback("another", FEEDBACK, ASKED)
    exam.show_snapshot(_at(SessionState.FINISHED, 1))
    assert _results(exam) == []


def test_the_recap_says_why_there_are_no_key_points(exam: InterviewPage) -> None:
    untold = replace(FEEDBACK, coverage=None, coverage_untold="Nobody spoke.")
    exam.feedback.show_feedback("s-0", untold, None)
    exam.show_snapshot(_at(SessionState.FINISHED, 1))
    assert _results(exam) == ["Nobody spoke."]


def test_another_session_starts_with_an_empty_recap(exam: InterviewPage) -> None:
    exam.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    exam.show_snapshot(_at(SessionState.FINISHED, 1))
    exam.begin(Plan(QUESTIONS, mode=SessionMode.EXAM))
    assert exam.feedback.isHidden()
    exam.show_snapshot(_at(SessionState.FINISHED, 1))
    assert exam.feedback.isHidden()
    assert _results(exam) == []


@pytest.mark.parametrize("size", [(1100, 720), (640, 480)])
def test_feedback_leaves_the_keys_in_view(
    qtbot: QtBot, page: InterviewPage, size: tuple[int, int]
) -> None:
    page.resize(*size)
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    key = child(page, InterviewKeyRow).buttons[0]

    def in_view() -> bool:
        foot = key.mapTo(page, key.rect().bottomLeft()).y()
        return foot <= page.height() and child(page, CaptionView).height() >= 40

    qtbot.waitUntil(in_view)
    assert (page.width(), page.height()) == size


def test_everything_has_a_name(page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    assert nameless(page) == []


def _graded(take: str = "s-0", grade: RecallGrade = RecallGrade.GOOD) -> GradedTake:
    soon = datetime.now(UTC) + timedelta(days=1)
    proposal = GradeSuggestion(RecallGrade.GOOD, "1 to 2 of 3 key points")
    return GradedTake(
        take, grade, grade is not RecallGrade.GOOD, proposal, dict.fromkeys(RecallGrade, soon)
    )


def _told(page: InterviewPage) -> list[tuple[str, RecallGrade]]:
    told: list[tuple[str, RecallGrade]] = []
    page.feedback.grade_chosen.connect(lambda take, grade: told.append((take, grade)))
    return told


def test_one_key_grades_an_answer(page: InterviewPage) -> None:
    told = _told(page)
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    page.feedback.show_graded(_graded())
    assert page.feedback.grade.isVisible()
    QTest.keyClick(page, Qt.Key.Key_2)
    assert told == [("s-0", RecallGrade.HARD)]


def test_grade_keys_have_no_other_action(page: InterviewPage) -> None:
    commands: list[SessionCommand] = []
    page.command.connect(commands.append)
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    page.feedback.show_graded(_graded())
    assert not page.feedback.grade.keys.keys() & {
        hint.key for hint in child(page, InterviewKeyRow).hints
    }
    for key in page.feedback.grade.keys:
        QTest.keyClick(page, Qt.Key(key))
    assert commands == []


def test_only_the_answer_in_view_can_be_graded(page: InterviewPage) -> None:
    told = _told(page)
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    page.feedback.show_graded(_graded())
    page.feedback.show_graded(_graded("of-the-library"))
    page.show_snapshot(_at(SessionState.ASKING, 1))
    assert not page.feedback.grade.isVisible()
    QTest.keyClick(page, Qt.Key.Key_2)
    page.show_snapshot(_at(SessionState.TRANSCRIBED, 1))
    page.feedback.show_feedback("s-1", FEEDBACK, ASKED)
    assert not page.feedback.grade.isVisible()
    assert told == []


def test_a_hands_free_session_asks_for_no_grade(page: InterviewPage) -> None:
    told = _told(page)
    page.show_snapshot(replace(_at(SessionState.TRANSCRIBED), hands_free=True))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    page.feedback.show_graded(_graded())
    QTest.keyClick(page, Qt.Key.Key_2)
    assert (page.feedback.grade.isVisible(), told) == (False, [])


def test_an_exam_asks_for_no_grade(exam: InterviewPage) -> None:
    exam.feedback.show_feedback("s-1", FEEDBACK, ASKED)
    exam.feedback.show_graded(_graded("s-1"))
    exam.show_snapshot(_at(SessionState.FINISHED, 1))
    assert not exam.feedback.grade.isVisible()


def test_a_grade_is_still_shown_during_a_pause(page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    page.feedback.show_graded(_graded(grade=RecallGrade.HARD))
    page.show_snapshot(
        replace(_at(SessionState.PAUSED), paused_from=SessionState.TRANSCRIBED, take="s-0")
    )
    assert page.feedback.grade.message.startswith("Your grade: Hard ·")
