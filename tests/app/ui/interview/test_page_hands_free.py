"""The interview page in a hands-free session: what it shows, and what its keys do."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.child import child
from rig.shown_interview import Show, ShownInterview, begun_interview

from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.app.status_notices import Notice, NoticeKind
from mock_interviewer.app.ui.interview.keys import keys_in
from mock_interviewer.app.ui.interview.words import LiveReadings
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment

QUESTION = PlannedQuestion("llm", "perplexity", "What is perplexity?", "", "Evaluation")
HANDS_FREE = SessionSnapshot(SessionState.ASKING, QUESTION, 2, 3, take="s-02", hands_free=True)
TRANSCRIPT = Transcript((TranscriptSegment("It is the loss.", 0.0, 9.0),), 9.0, "base")
LIMIT = Notice(NoticeKind.INFO, "limit", "Time's up for this answer.")


def _at(state: SessionState, **more: Any) -> SessionSnapshot:
    return replace(HANDS_FREE, state=state, **more)


@pytest.fixture
def show(qtbot: QtBot, look: Theme) -> Show:
    return begun_interview(qtbot)


@pytest.mark.parametrize(
    ("state", "key", "command"),
    [
        (SessionState.THINKING, Qt.Key.Key_Space, SessionCommand.DONE),
        (SessionState.THINKING, Qt.Key.Key_W, SessionCommand.WAIT),
        (SessionState.LISTENING, Qt.Key.Key_Space, SessionCommand.DONE),
        (SessionState.LISTENING, Qt.Key.Key_W, SessionCommand.WAIT),
        (SessionState.CONFIRMING, Qt.Key.Key_Return, SessionCommand.YES),
        (SessionState.CONFIRMING, Qt.Key.Key_Escape, SessionCommand.NO),
        (SessionState.SAVED, Qt.Key.Key_P, SessionCommand.PAUSE),
        (SessionState.TRANSCRIBED, Qt.Key.Key_P, SessionCommand.PAUSE),
        (SessionState.TRANSCRIBED, Qt.Key.Key_Enter, SessionCommand.NEXT),
        (SessionState.TRANSCRIBED, Qt.Key.Key_T, SessionCommand.TRY_AGAIN),
        (SessionState.CLOSING, Qt.Key.Key_Space, SessionCommand.DONE),
        (SessionState.CLOSING, Qt.Key.Key_Escape, SessionCommand.END),
    ],
)
def test_a_key_sends_its_command(
    show: Show, state: SessionState, key: Qt.Key, command: SessionCommand
) -> None:
    assert show(_at(state)).press(key) == [command]


@pytest.mark.parametrize(
    "state", [SessionState.THINKING, SessionState.LISTENING, SessionState.SAVED]
)
def test_keys_for_hands_free_sessions_are_missing_in_others(
    show: Show, state: SessionState
) -> None:
    interview = show(_at(state, hands_free=False))
    assert interview.press(Qt.Key.Key_W) == []
    assert "W" not in interview.key_names
    assert ("P" in interview.key_names) == (state is not SessionState.SAVED)


def test_a_reached_time_limit_cannot_be_extended(show: Show) -> None:
    interview = show(_at(SessionState.LISTENING, finishing=True))
    assert interview.press(Qt.Key.Key_W) == []
    assert "W" not in interview.key_names


@pytest.mark.parametrize("hands_free", [False, True])
def test_an_answer_can_be_retried_only_if_the_plan_allows_it(show: Show, hands_free: bool) -> None:
    interview = show(_at(SessionState.TRANSCRIBED, retry=False, hands_free=hands_free))
    assert interview.press(Qt.Key.Key_T) == []
    assert "T" not in interview.key_names


def test_a_yes_or_no_has_no_other_keys(show: Show) -> None:
    interview = show(_at(SessionState.CONFIRMING))
    assert interview.key_names == ["Enter", "Esc"]
    assert [button.property("kind") for button in interview.keys.buttons] == ["quiet", "quiet"]


def test_no_does_not_ask_to_end_the_session(show: Show) -> None:
    interview = show(_at(SessionState.CONFIRMING))
    interview.press(Qt.Key.Key_Escape)
    assert not interview.page.confirming


@pytest.mark.parametrize("came_from", [SessionState.SAVED, SessionState.TRANSCRIBED])
def test_a_pause_after_an_answer_ends_without_confirmation(
    show: Show, came_from: SessionState
) -> None:
    interview = show(_at(SessionState.PAUSED, paused_from=came_from, resumable=True))
    assert interview.key_names == ["P", "Esc"]
    assert interview.press(Qt.Key.Key_P) == [SessionCommand.RESUME]
    assert interview.press(Qt.Key.Key_Escape) == [SessionCommand.END]


def test_a_pause_after_an_answer_keeps_the_page_unchanged(show: Show, qtbot: QtBot) -> None:
    saved = _at(SessionState.TRANSCRIBED, transcript=TRANSCRIPT, recorded=9.0)
    interview = show(saved)
    interview.feedback.show_failure("s-02", "The worker ended.")
    parts = (
        interview.question,
        interview.state,
        interview.level,
        interview.clock,
        interview.answer,
        interview.feedback,
    )

    def seen() -> list[tuple[bool, int]]:
        qtbot.wait(0)
        return [(part.isVisible(), part.y()) for part in parts]

    before = seen()
    show(
        replace(
            saved, state=SessionState.PAUSED, paused_from=SessionState.TRANSCRIBED, resumable=True
        )
    )
    assert seen() == before
    assert interview.feedback.isVisible()
    assert interview.answer.text == "It is the loss."


def test_a_remark_is_shown_and_moves_nothing(show: Show, qtbot: QtBot) -> None:
    def places(interview: ShownInterview) -> list[int]:
        qtbot.wait(0)
        return [
            part.y()
            for part in (interview.question, interview.state, interview.level, interview.answer)
        ]

    def resized(interview: ShownInterview, width: int, height: int) -> None:
        interview.page.resize(width, height)
        qtbot.waitUntil(lambda: interview.page.height() == height)

    for size in ((1000, 700), (640, 480)):
        interview = show(_at(SessionState.LISTENING))
        resized(interview, *size)
        before = places(interview)
        show(_at(SessionState.CONFIRMING, remark="Skip this question? Say yes or no."))
        assert interview.question.remark == "Skip this question? Say yes or no."
        assert places(interview) == before


@pytest.mark.parametrize("size", [(1000, 700), (640, 480)])
def test_nothing_moves_after_the_greeting(show: Show, qtbot: QtBot, size: tuple[int, int]) -> None:
    greeting = " ".join(["Good evening. I have three questions for you."] * 9)

    interview = show(_at(SessionState.OPENING))
    interview.page.resize(*size)
    qtbot.waitUntil(lambda: interview.page.height() == size[1] and interview.question.width() > 600)
    before = interview.state.y()
    show(_at(SessionState.ASKING, remark=greeting, interviewer_speaks=True))
    qtbot.waitUntil(lambda: interview.state.y() > before)
    while_said = interview.state.y()
    for state in (SessionState.THINKING, SessionState.LISTENING):
        show(_at(state))
        QCoreApplication.sendPostedEvents()
        assert interview.question.remark == ""
        assert interview.state.y() == while_said


def test_nothing_moves_while_an_answer_is_counted_down(show: Show, qtbot: QtBot) -> None:
    interview = show(_at(SessionState.LISTENING))
    line = interview.state

    def places() -> list[int]:
        qtbot.wait(0)
        label = child(line, TextLabel)
        return [line.height(), label.x(), interview.level.y(), interview.answer.y()]

    before = places()
    interview.page.show_progress(LiveReadings(level=-60.0, recorded=9.0, answer_ends_in=1.9))
    assert places() == before
    assert line.detail.startswith("Ending in 2 s")


def test_only_the_clock_says_that_time_is_up(show: Show) -> None:
    interview = show(_at(SessionState.LISTENING, finishing=True, notices=(LIMIT,)))
    assert interview.clock.end == "Time's up"
    assert interview.state.detail == "Finish your sentence"
    assert interview.banners == []
    show(_at(SessionState.SAVED, notices=(LIMIT,)))
    assert interview.clock.end == "2:00"
    assert interview.banners == [LIMIT.text]


def test_times_of_a_state_disappear_with_it(show: Show) -> None:
    interview = show(_at(SessionState.THINKING))
    interview.page.show_progress(LiveReadings(think_time_left=3.0))
    show(_at(SessionState.THINKING, person_speaks=True))
    assert interview.state.detail == "3 s · or start speaking"
    show(_at(SessionState.ASKING))
    show(_at(SessionState.THINKING))
    assert interview.state.detail == ""


def test_the_page_shows_that_the_interviewer_speaks(show: Show) -> None:
    interview = show(_at(SessionState.ASKING, interviewer_speaks=True))
    assert interview.state.speaking
    assert not show(_at(SessionState.THINKING)).state.speaking


def test_a_closing_session_shows_the_end_and_no_answer(show: Show) -> None:
    interview = show(_at(SessionState.LISTENING))
    interview.page.show_caption("It is the", "loss")
    show(_at(SessionState.CLOSING, answers=3, remark="Thank you for your time. Goodbye."))
    interview.page.show_caption("It is the", "late")
    assert interview.state.label == "Interviewer speaking"
    assert interview.question.question.plain == "That's the end of this session."
    assert interview.question.remark == "Thank you for your time. Goodbye."
    assert "Library" in interview.answer.text
    assert not interview.level.isVisible()


def test_a_follow_up_is_labeled(show: Show) -> None:
    follow_ups_asked = replace(QUESTION, text="And why?", follow_up=1)
    interview = show(_at(SessionState.ASKING, question=follow_ups_asked))
    assert interview.position == "Follow-up · 2 of 3 · Evaluation"
    assert interview.question.question.plain == "And why?"


@pytest.mark.parametrize(
    "state",
    [SessionState.LISTENING, SessionState.CONFIRMING, SessionState.CLOSING, SessionState.SAVED],
)
def test_all_keys_fit_a_small_window_and_have_names(
    show: Show, qtbot: QtBot, state: SessionState
) -> None:
    interview = show(_at(state, remark="Skip this question? Say yes or no."))
    interview.page.resize(640, 480)

    def inside() -> bool:
        last = interview.keys.buttons[-1]
        corner = last.mapTo(interview.page, last.rect().bottomRight())
        return interview.page.width() == 640 and corner.x() < 640 and corner.y() < 480

    qtbot.waitUntil(inside)
    assert nameless(interview.page) == []


@pytest.mark.parametrize(
    ("place", "label"),
    [
        ({}, "Next question"),
        ({"position": 3}, "Finish"),
        ({"position": 3, "may_ask_follow_up": True}, "Continue"),
        ({"asks_follow_up": True}, "Follow-up question"),
        ({"position": 3, "asks_follow_up": True}, "Follow-up question"),
        ({"position": 3, "asks_again": True}, "Hear the question again"),
    ],
)
def test_the_enter_key_says_what_comes_next(place: dict[str, object], label: str) -> None:
    assert keys_in(_at(SessionState.TRANSCRIBED, **place))[0].label == label


def test_a_question_that_would_be_put_again_can_be_skipped_by_key() -> None:
    assert "S" in {key.name for key in keys_in(_at(SessionState.TRANSCRIBED, asks_again=True))}
    assert "S" not in {key.name for key in keys_in(_at(SessionState.TRANSCRIBED))}
