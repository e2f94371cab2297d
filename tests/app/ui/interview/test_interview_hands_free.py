"""The page of a session that goes on by what is heard: what it shows, and which keys do what."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.shown_interview import Show, begun_interview

from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.app.status_notices import Notice, NoticeKind
from mock_interviewer.app.ui.interview.keys import keys_in
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.interview.words import LiveReadings
from mock_interviewer.app.ui.style.theme import Theme
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


def _pressed(page: InterviewPage, key: Qt.Key) -> list[SessionCommand]:
    sent: list[SessionCommand] = []
    page.command.connect(sent.append)
    QTest.keyClick(page, key)
    page.command.disconnect(sent.append)
    return sent


def _keys(page: InterviewPage) -> list[str]:
    return [button.key_name for button in page._keys.buttons]


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
def test_a_key_does_what_its_hint_says(
    show: Show, state: SessionState, key: Qt.Key, command: SessionCommand
) -> None:
    assert _pressed(show(_at(state)), key) == [command]


@pytest.mark.parametrize(
    "state", [SessionState.THINKING, SessionState.LISTENING, SessionState.SAVED]
)
def test_where_keys_lead_none_holds_back_what_does_not_come(
    show: Show, state: SessionState
) -> None:
    page = show(_at(state, hands_free=False))
    assert _pressed(page, Qt.Key.Key_W) == []
    assert "W" not in _keys(page)
    assert ("P" in _keys(page)) == (state is not SessionState.SAVED)


def test_a_limit_that_is_reached_cannot_be_put_off(show: Show) -> None:
    page = show(_at(SessionState.LISTENING, finishing=True))
    assert _pressed(page, Qt.Key.Key_W) == []
    assert "W" not in _keys(page)


@pytest.mark.parametrize("hands_free", [False, True])
def test_an_answer_is_tried_again_only_where_the_plan_allows_it(
    show: Show, hands_free: bool
) -> None:
    page = show(_at(SessionState.TRANSCRIBED, retry=False, hands_free=hands_free))
    assert _pressed(page, Qt.Key.Key_T) == []
    assert "T" not in _keys(page)


def test_a_yes_or_no_has_no_other_keys(show: Show) -> None:
    page = show(_at(SessionState.CONFIRMING))
    assert _keys(page) == ["Enter", "Esc"]
    assert [button.property("kind") for button in page._keys.buttons] == ["quiet", "quiet"]


def test_a_no_does_not_ask_whether_to_end(show: Show) -> None:
    page = show(_at(SessionState.CONFIRMING))
    _pressed(page, Qt.Key.Key_Escape)
    assert not page.confirming


@pytest.mark.parametrize("came_from", [SessionState.SAVED, SessionState.TRANSCRIBED])
def test_a_pause_after_an_answer_is_resumed_and_ended_without_a_question(
    show: Show, came_from: SessionState
) -> None:
    page = show(_at(SessionState.PAUSED, paused_from=came_from, resumable=True))
    assert _keys(page) == ["P", "Esc"]
    assert _pressed(page, Qt.Key.Key_P) == [SessionCommand.RESUME]
    assert _pressed(page, Qt.Key.Key_Escape) == [SessionCommand.END]


def test_a_pause_after_an_answer_leaves_in_view_what_is_read_in_it(
    show: Show, qtbot: QtBot
) -> None:
    saved = _at(SessionState.TRANSCRIBED, transcript=TRANSCRIPT, recorded=9.0)
    page = show(saved)
    page.feedback.failed("s-02", "It could not be told.")
    parts = (page._asked, page._state, page._level, page._clock, page._caption, page.feedback)

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
    assert page.feedback.isVisible()
    assert page._caption.text == "It is the loss."


def test_a_remark_is_shown_and_moves_nothing(show: Show, qtbot: QtBot) -> None:
    def places(page: InterviewPage) -> list[int]:
        qtbot.wait(0)
        return [part.y() for part in (page._asked, page._state, page._level, page._caption)]

    def resized(page: InterviewPage, width: int, height: int) -> None:
        page.resize(width, height)
        qtbot.waitUntil(lambda: page.height() == height)

    for size in ((1000, 700), (640, 480)):
        page = show(_at(SessionState.LISTENING))
        resized(page, *size)
        before = places(page)
        show(_at(SessionState.CONFIRMING, remark="Skip this question? Say yes or no."))
        assert page._asked.remark == "Skip this question? Say yes or no."
        assert places(page) == before


@pytest.mark.parametrize("size", [(1000, 700), (640, 480)])
def test_nothing_moves_once_the_greeting_was_said(
    show: Show, qtbot: QtBot, size: tuple[int, int]
) -> None:
    greeting = " ".join(["Good evening. I have three questions for you."] * 9)
    low = size[1] < 500
    page = show(_at(SessionState.OPENING))
    page.resize(*size)
    qtbot.waitUntil(lambda: page._compact is low and page._asked.width() > 600)
    before = page._state.y()
    show(_at(SessionState.ASKING, remark=greeting, interviewer_speaks=True))
    qtbot.waitUntil(lambda: page._state.y() > before)
    while_said = page._state.y()
    for state in (SessionState.THINKING, SessionState.LISTENING):
        show(_at(state))
        QCoreApplication.sendPostedEvents()
        assert page._asked.remark == ""
        assert page._state.y() == while_said


def test_nothing_moves_while_an_answer_is_counted_down(show: Show, qtbot: QtBot) -> None:
    page = show(_at(SessionState.LISTENING))
    line = page._state

    def places() -> list[int]:
        qtbot.wait(0)
        return [line.height(), line._word.x(), page._level.y(), page._caption.y()]

    before = places()
    page.show_progress(LiveReadings(level=-60.0, recorded=9.0, answer_over_in=1.9))
    assert places() == before
    assert line.detail.startswith("Done in 2 s")


def test_the_clock_says_that_the_time_is_over_and_no_banner_does(show: Show) -> None:
    page = show(_at(SessionState.LISTENING, finishing=True, notices=(LIMIT,)))
    assert page._clock.end == "Time is over"
    assert page._state.detail == "Finish your sentence"
    assert "limit" not in page._banners
    show(_at(SessionState.SAVED, notices=(LIMIT,)))
    assert page._clock.end == "2:00"
    assert page._banners["limit"].text == LIMIT.text


def test_times_of_a_state_go_with_it(show: Show) -> None:
    page = show(_at(SessionState.THINKING))
    page.show_progress(LiveReadings(thinking_left=3.0))
    show(_at(SessionState.THINKING, person_speaks=True))
    assert page._state.detail == "3 s, or start speaking"
    show(_at(SessionState.ASKING))
    show(_at(SessionState.THINKING))
    assert page._state.detail == ""


def test_the_interviewer_is_seen_to_speak(show: Show) -> None:
    page = show(_at(SessionState.ASKING, interviewer_speaks=True))
    assert page._state.speaking
    assert not show(_at(SessionState.THINKING))._state.speaking


def test_while_it_closes_the_page_shows_the_end_and_no_answer(show: Show) -> None:
    page = show(_at(SessionState.LISTENING))
    page.show_caption("It is the", "loss")
    show(_at(SessionState.CLOSING, answers=3, remark="Thank you for your time. Goodbye."))
    page.show_caption("It is the", "late")
    assert page._state.word == "Speaking"
    assert page._asked.question.plain == "That is the end of this session."
    assert page._asked.remark == "Thank you for your time. Goodbye."
    assert "Library" in page._caption.text
    assert not page._level.isVisible()


def test_a_follow_up_says_that_it_is_one(show: Show) -> None:
    follow_ups_asked = replace(QUESTION, text="And why?", follow_up=1)
    page = show(_at(SessionState.ASKING, question=follow_ups_asked))
    assert page._place.plain == "Follow-up · 2 of 3 · Evaluation"
    assert page._asked.question.plain == "And why?"


@pytest.mark.parametrize(
    "state",
    [SessionState.LISTENING, SessionState.CONFIRMING, SessionState.CLOSING, SessionState.SAVED],
)
def test_all_keys_fit_a_small_window_and_have_names(
    show: Show, qtbot: QtBot, state: SessionState
) -> None:
    page = show(_at(state, remark="Skip this question? Say yes or no."))
    page.resize(640, 480)

    def inside() -> bool:
        last = page._keys.buttons[-1]
        corner = last.mapTo(page, last.rect().bottomRight())
        return page.width() == 640 and corner.x() < 640 and corner.y() < 480

    qtbot.waitUntil(inside)
    assert nameless(page) == []


@pytest.mark.parametrize(
    ("place", "label"),
    [
        ({}, "Next question"),
        ({"position": 3}, "Finish"),
        ({"position": 3, "may_ask_follow_up": True}, "Go on"),
        ({"position": 3, "asks_follow_up": True}, "Next question"),
        ({"position": 3, "in_follow_up": True}, "Back to the question"),
        ({"in_follow_up": True, "asks_follow_up": True}, "Next question"),
    ],
)
def test_the_key_that_goes_on_says_what_comes(place: dict[str, object], label: str) -> None:
    assert keys_in(_at(SessionState.TRANSCRIBED, **place))[0].label == label
