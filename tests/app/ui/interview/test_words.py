"""What the page of a session says of where it stands."""

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
    headline_of,
    question_position,
    state_detail,
    state_label,
)

QUESTION = PlannedQuestion("llm", "loss", "What is a loss?", "What is a loss, please?", "Training")
BY_KEYS = SessionSnapshot(SessionState.LISTENING, QUESTION, 2, 3)
HANDS_FREE = replace(BY_KEYS, hands_free=True)


@pytest.mark.parametrize("state", SessionState)
def test_every_state_has_a_word(state: SessionState) -> None:
    assert state_label(state)


def test_a_yes_or_no_is_asked_for_in_words() -> None:
    assert state_label(SessionState.CONFIRMING) == "Yes or no?"


def test_time_to_think_says_that_speaking_ends_it_only_where_it_does() -> None:
    progress = LiveReadings(think_time_left=7.2)
    thinking = replace(HANDS_FREE, state=SessionState.THINKING)
    assert state_detail(thinking, progress) == "8 s · or start speaking"
    assert state_detail(replace(thinking, hands_free=False), progress) == "8 s"
    assert state_detail(thinking, LiveReadings()) == ""


def test_an_answer_that_is_nearly_over_says_so_and_how_to_go_on() -> None:
    said = state_detail(HANDS_FREE, LiveReadings(answer_ends_in=1.4))
    assert said == "Ending in 2 s · keep talking to continue"


def test_which_try_it_is_comes_back_when_the_answer_goes_on() -> None:
    second = replace(HANDS_FREE, attempt=2)
    assert state_detail(second, LiveReadings()) == "Attempt 2"


def test_over_time_there_is_only_the_sentence_to_finish() -> None:
    late = replace(HANDS_FREE, finishing=True)
    assert state_detail(late, LiveReadings(answer_ends_in=0.4)) == "Finish your sentence"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (SessionState.SAVED, "12 s · Transcribing · Next question in 6 s"),
        (SessionState.TRANSCRIBED, "12 s · Next question in 6 s"),
    ],
)
def test_after_an_answer_it_says_when_the_next_question_comes(
    state: SessionState, said: str
) -> None:
    saved = replace(HANDS_FREE, state=state, recorded=12.0)
    assert state_detail(saved, LiveReadings(next_question_in=5.1)) == said


def test_after_the_last_answer_no_question_is_promised() -> None:
    last = replace(HANDS_FREE, state=SessionState.TRANSCRIBED, position=3, recorded=12.0)
    assert state_detail(last, LiveReadings(next_question_in=5.1)) == "12 s · Finishing in 6 s"
    back = replace(last, in_follow_up=True)
    assert (
        state_detail(back, LiveReadings(next_question_in=5.1))
        == "12 s · Back to the question in 6 s"
    )


def test_one_who_wants_to_go_on_before_it_is_known_where_to_is_told_that_it_comes() -> None:
    waits = replace(HANDS_FREE, state=SessionState.TRANSCRIBED, recorded=12.0, continuing=True)
    assert state_detail(waits, LiveReadings()) == "12 s · Continuing in a moment"


@given(st.floats(0.0, 30.0))
def test_a_countdown_is_never_at_nothing_and_never_a_second_off(left: float) -> None:
    said = state_detail(
        replace(BY_KEYS, state=SessionState.THINKING), LiveReadings(think_time_left=left)
    )
    shown = int(said.removesuffix(" s"))
    assert shown >= 1
    assert left <= shown <= max(1.0, left + 1.0)


def test_a_pause_tells_the_word_that_ends_it_only_where_it_is_heard() -> None:
    paused = replace(HANDS_FREE, state=SessionState.PAUSED, resumable=True)
    _, proposed, _ = re.split("[“”]", state_detail(paused, LiveReadings()))
    understood = understand(proposed, WHILE_PAUSED)
    assert understood is not None
    assert understood.command is SpokenCommand.RESUME
    lost = Notice(NoticeKind.ERROR, "microphone", "The microphone went away.")
    for deaf in (
        replace(paused, hands_free=False),
        replace(paused, resumable=False),
        replace(paused, notices=(lost,)),
    ):
        assert state_detail(deaf, LiveReadings()) == ""


def test_a_follow_up_is_shown_as_one_under_its_question() -> None:
    follow_ups_asked = replace(HANDS_FREE, question=replace(QUESTION, follow_up=1))
    assert question_position(HANDS_FREE) == "2 of 3 · Training"
    assert question_position(follow_ups_asked) == "Follow-up · 2 of 3 · Training"


@pytest.mark.parametrize("state", [SessionState.CLOSING, SessionState.FINISHED])
def test_once_all_were_asked_no_question_is_shown(state: SessionState) -> None:
    over = replace(HANDS_FREE, state=state)
    assert question_position(over) == ""
    assert QUESTION.text not in headline_of(over)
