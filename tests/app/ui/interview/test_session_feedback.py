from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication
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
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.store.practice.cards import GradedTake
from mock_interviewer.app.ui.interview.answer_clock import AnswerClock
from mock_interviewer.app.ui.interview.answer_text import AnswerText
from mock_interviewer.app.ui.interview.header import InterviewHeader
from mock_interviewer.app.ui.interview.keys import InterviewKeyRow
from mock_interviewer.app.ui.interview.next_time import Tip
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.interview.question_block import QuestionBlock
from mock_interviewer.app.ui.interview.state_line import StateLine
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


def _details(page: InterviewPage) -> list[tuple[str, ...]]:
    return [row.finding.details for row in page.feedback.brief.points.points.rows]


def test_feedback_takes_the_place_of_the_transcript(page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_working("s-0")
    brief, answer = page.feedback.brief, child(page, AnswerText)
    assert brief.status == "Analyzing…"
    assert answer.isVisible()
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    assert brief.status == ""
    assert brief.summary.text == "1 to 2 of 3 key points"
    assert brief.points.points.rows[0].finding.details == ("You said: “exponentiated loss”",)
    assert not answer.isVisible()
    page.show_snapshot(_at(SessionState.ASKING, 1))
    assert answer.isVisible()


def test_score_tip_points_and_details_follow_each_other(page: InterviewPage, qtbot: QtBot) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    brief = page.feedback.brief
    assert brief.card.tip == Tip("Next time", "Say that tokenizers must match.")
    parts = (brief.summary, brief.card, brief.points, brief.details)
    qtbot.waitUntil(lambda: all(part.isVisible() for part in parts))
    tops = [part.y() for part in parts]
    assert tops == sorted(tops)


def test_the_state_is_a_quiet_line_while_feedback_is_read(
    page: InterviewPage, qtbot: QtBot
) -> None:
    page.show_snapshot(replace(_at(SessionState.TRANSCRIBED), recorded=84.0))
    state, clock = child(page, StateLine), child(page, AnswerClock)
    assert clock.isVisible()
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    header = child(page, InterviewHeader)
    qtbot.waitUntil(lambda: header.isAncestorOf(state) and state.isVisible())
    seen = [each.plain for each in state.findChildren(TextLabel) if each.isVisible()]
    assert seen == ["Saved", "·", "1 min 24 s"]
    fonts = {each.font().pixelSize() for each in state.findChildren(TextLabel) if each.isVisible()}
    assert len(fonts) == 1
    assert not clock.isVisible()
    page.show_snapshot(_at(SessionState.LISTENING, 1))
    qtbot.waitUntil(lambda: not header.isAncestorOf(state) and state.isVisible())
    assert clock.isVisible()
    assert state.y() > child(page, QuestionBlock).y()


@pytest.mark.parametrize("size", [(1100, 720), (640, 480)])
def test_the_page_has_one_scroll_bar_while_feedback_is_read(
    page: InterviewPage, qtbot: QtBot, size: tuple[int, int]
) -> None:
    page.resize(*size)
    long = Transcript((TranscriptSegment(" ".join([SAID] * 40), 0.0, 9.0),), 9.0, "base")
    page.show_snapshot(replace(_at(SessionState.TRANSCRIBED), transcript=long))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    details = page.feedback.brief.details
    details.transcript.setChecked(True)
    details.delivery.setChecked(True)

    def scrolling() -> list[QAbstractScrollArea]:
        return [
            area
            for area in page.findChildren(QAbstractScrollArea)
            if area.isVisible() and area.verticalScrollBar().maximum() > 0
        ]

    only = child(page.feedback, ShrinkingScrollArea)
    qtbot.waitUntil(lambda: scrolling() == [only])
    assert details.words.height() > only.viewport().height()


def test_the_tip_has_the_button_to_try_again(page: InterviewPage) -> None:
    sent: list[SessionCommand] = []
    page.command.connect(sent.append)
    keys = child(page, InterviewKeyRow)
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    assert "try again" in [button.label for button in keys.buttons]
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    assert "try again" not in [button.label for button in keys.buttons]
    page.feedback.brief.card.again.click()
    QTest.keyClick(page, Qt.Key.Key_T)
    assert sent == [SessionCommand.TRY_AGAIN] * 2


def test_without_a_tip_the_keys_have_the_button_to_try_again(page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", replace(FEEDBACK, advice=()), ASKED)
    assert not page.feedback.brief.card.isVisible()
    assert "try again" in [button.label for button in child(page, InterviewKeyRow).buttons]


def test_an_answer_that_may_not_be_tried_again_has_no_button_for_it(page: InterviewPage) -> None:
    page.show_snapshot(replace(_at(SessionState.TRANSCRIBED), retry=False))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    card = page.feedback.brief.card
    assert (card.isVisible(), card.again.isVisible()) == (True, False)
    assert "try again" not in [button.label for button in child(page, InterviewKeyRow).buttons]


def test_another_answer_starts_with_folded_details(page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    details = page.feedback.brief.details
    details.transcript.setChecked(True)
    page.feedback.show_feedback("s-0", replace(FEEDBACK, advice=()), ASKED)
    assert details.words.isVisible()
    page.show_snapshot(_at(SessionState.TRANSCRIBED, 1))
    page.feedback.show_feedback("s-1", FEEDBACK, ASKED)
    assert not details.words.isVisible()


def test_keys_scroll_the_feedback(page: InterviewPage, qtbot: QtBot) -> None:
    page.resize(640, 480)
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    bar = child(page.feedback, ShrinkingScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    QTest.keyClick(page, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(page, Qt.Key.Key_Home)
    assert bar.value() == 0


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
    assert page.feedback.grade.heading.isVisible()
    assert child(page, AnswerText).isVisible()


def test_the_reason_for_missing_key_points_is_shown_once(page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    untold = "You said only 3 words, too few to tell which key points you made."
    page.feedback.show_feedback(
        "s-0", replace(FEEDBACK, coverage=None, coverage_untold=untold), None
    )
    assert page.feedback.brief.summary.text == untold
    assert page.feedback.brief.points.isHidden()


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
    question = child(page, QuestionBlock)
    qtbot.waitUntil(question.isVisible)
    with qtbot.assertNotEmitted(page.feedback.read):
        QTest.mouseMove(question, question.rect().center())
        QTest.mouseMove(question, question.rect().center() + QPoint(3, 0))


def test_tab_goes_through_the_feedback_before_the_keys(qtbot: QtBot, page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    page.feedback.show_graded(_graded())
    brief, keys = page.feedback.brief, child(page, InterviewKeyRow)
    qtbot.waitUntil(keys.buttons[0].isVisible)
    brief.card.again.setFocus(Qt.FocusReason.TabFocusReason)
    rows = brief.points.points.rows
    expected = [row.fold for row in rows]
    folds = (brief.details.transcript, brief.details.delivery)
    for stop in (*expected, *folds, *keys.buttons, page.feedback.grade.fold):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is stop


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
        return foot <= page.height() and child(page.feedback, ShrinkingScrollArea).height() >= 96

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
    assert page.feedback.grade.heading.isVisible()
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
    assert not page.feedback.grade.heading.isVisible()
    QTest.keyClick(page, Qt.Key.Key_2)
    page.show_snapshot(_at(SessionState.TRANSCRIBED, 1))
    page.feedback.show_feedback("s-1", FEEDBACK, ASKED)
    assert not page.feedback.grade.heading.isVisible()
    assert told == []


def test_a_hands_free_session_asks_for_no_grade(page: InterviewPage) -> None:
    told = _told(page)
    page.show_snapshot(replace(_at(SessionState.TRANSCRIBED), hands_free=True))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    page.feedback.show_graded(_graded())
    QTest.keyClick(page, Qt.Key.Key_2)
    assert (page.feedback.grade.heading.isVisible(), told) == (False, [])


def test_a_grade_is_still_shown_during_a_pause(page: InterviewPage) -> None:
    page.show_snapshot(_at(SessionState.TRANSCRIBED))
    page.feedback.show_feedback("s-0", FEEDBACK, ASKED)
    page.feedback.show_graded(_graded(grade=RecallGrade.HARD))
    page.show_snapshot(
        replace(_at(SessionState.PAUSED), paused_from=SessionState.TRANSCRIBED, take="s-0")
    )
    assert page.feedback.grade.message.startswith("Your grade: Hard ·")
