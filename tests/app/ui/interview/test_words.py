"""Words for the state of a session."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.interview.commands_heard.spoken_command import WHILE_PAUSED, SpokenCommand
from mock_interviewer.app.interview.commands_heard.understanding import understand
from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.app.status_notices import Notice, NoticeKind
from mock_interviewer.app.ui.interview.words import (
    LiveReadings,
    can_continue_later,
    headline_of,
    question_position,
    state_detail,
    state_label,
)

QUESTION = PlannedQuestion("llm", "loss", "What is a loss?", "What is a loss, please?", "Training")
BY_KEYS = SessionSnapshot(SessionState.LISTENING, QUESTION, 2, 3)
HANDS_FREE = replace(BY_KEYS, hands_free=True)


@pytest.mark.parametrize("state", SessionState)
def test_every_state_has_a_label(state: SessionState) -> None:
    assert state_label(state)


def test_the_confirming_state_asks_for_yes_or_no() -> None:
    assert state_label(SessionState.CONFIRMING) == "Yes or no?"


def test_only_a_hands_free_session_says_that_speaking_ends_think_time() -> None:
    progress = LiveReadings(think_time_left=7.2)
    thinking = replace(HANDS_FREE, state=SessionState.THINKING)
    assert state_detail(thinking, progress) == "8 s · or start speaking"
    assert state_detail(replace(thinking, hands_free=False), progress) == "8 s"
    assert state_detail(thinking, LiveReadings()) == ""


def test_the_end_of_an_answer_is_counted_down_with_how_to_continue() -> None:
    said = state_detail(HANDS_FREE, LiveReadings(answer_ends_in=1.4))
    assert said == "Ending in 2 s · keep talking to continue"


def test_a_second_attempt_is_numbered() -> None:
    second = replace(HANDS_FREE, attempt=2)
    assert state_detail(second, LiveReadings()) == "Attempt 2"


def test_a_reached_limit_asks_to_finish_the_sentence() -> None:
    late = replace(HANDS_FREE, finishing=True)
    assert state_detail(late, LiveReadings(answer_ends_in=0.4)) == "Finish your sentence"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (SessionState.SAVED, "12 s · Transcribing · Next question in 6 s"),
        (SessionState.TRANSCRIBED, "12 s · Next question in 6 s"),
    ],
)
def test_the_next_question_is_counted_down_after_an_answer(state: SessionState, said: str) -> None:
    saved = replace(HANDS_FREE, state=state, recorded=12.0)
    assert state_detail(saved, LiveReadings(next_question_in=5.1)) == said


def test_the_last_answer_is_followed_by_the_end() -> None:
    last = replace(HANDS_FREE, state=SessionState.TRANSCRIBED, position=3, recorded=12.0)
    assert state_detail(last, LiveReadings(next_question_in=5.1)) == "12 s · Finishing in 6 s"
    asks = replace(last, asks_follow_up=True)
    assert state_detail(asks, LiveReadings(next_question_in=5.1)) == "12 s · Follow-up in 6 s"


def test_without_a_time_for_feedback_one_reads_how_to_continue() -> None:
    waits = replace(HANDS_FREE, state=SessionState.TRANSCRIBED, recorded=12.0, awaits_next=True)
    assert state_detail(waits, LiveReadings()) == "12 s · Say “next” to continue"
    assert state_detail(replace(waits, hands_free=False), LiveReadings()) == "12 s"


def test_continuing_early_says_that_it_takes_a_moment() -> None:
    waits = replace(HANDS_FREE, state=SessionState.TRANSCRIBED, recorded=12.0, continuing=True)
    assert state_detail(waits, LiveReadings()) == "12 s · Continuing in a moment"


@given(st.floats(0.0, 30.0))
def test_a_countdown_is_never_zero_and_rounds_up(left: float) -> None:
    said = state_detail(
        replace(BY_KEYS, state=SessionState.THINKING), LiveReadings(think_time_left=left)
    )
    shown = int(said.removesuffix(" s"))
    assert shown >= 1
    assert left <= shown <= max(1.0, left + 1.0)


def test_a_pause_names_the_spoken_command_only_if_it_is_heard() -> None:
    paused = replace(HANDS_FREE, state=SessionState.PAUSED, resumable=True)
    _, proposed, _ = re.split("[“”]", state_detail(paused, LiveReadings()))
    understood = understand(proposed, WHILE_PAUSED)
    assert understood is not None
    assert understood.command is SpokenCommand.RESUME
    lost = Notice(NoticeKind.ERROR, "microphone", "The microphone disconnected.")
    for deaf in (
        replace(paused, hands_free=False),
        replace(paused, resumable=False),
        replace(paused, notices=(lost,)),
    ):
        assert state_detail(deaf, LiveReadings()) == ""


def test_a_follow_up_keeps_the_position_of_its_question() -> None:
    follow_ups_asked = replace(HANDS_FREE, question=replace(QUESTION, follow_up=1))
    assert question_position(HANDS_FREE) == "2 of 3 · Training"
    assert question_position(follow_ups_asked) == "Follow-up · 2 of 3 · Training"


@pytest.mark.parametrize("state", [SessionState.CLOSING, SessionState.FINISHED])
def test_no_question_is_shown_after_the_last(state: SessionState) -> None:
    over = replace(HANDS_FREE, state=state)
    assert question_position(over) == ""
    assert QUESTION.text not in headline_of(over)


def test_a_session_with_an_answer_can_be_continued_unless_only_a_follow_up_is_left() -> None:
    asked = replace(BY_KEYS, question=QUESTION, position=3, total=3, answers=1)
    follow_up = replace(asked, question=replace(QUESTION, follow_up=1))
    assert can_continue_later(asked)
    assert not can_continue_later(replace(asked, answers=0))
    assert not can_continue_later(follow_up)
    assert can_continue_later(replace(follow_up, position=2))
