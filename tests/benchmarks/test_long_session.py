"""The long session: what it counts, what its candidate says, and when it says no."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from benchmarks.burden import Burden, BurdenLog, burden, least
from benchmarks.long_session import (
    AGAIN,
    ALLOWED,
    ASKED_BACK,
    START_OVER,
    YES,
    Answers,
    Held,
    table,
)
from rig.driven_machine import question

from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.questions.bank_loader import load_bank

THIRD = Burden(megabytes=900.0, threads=40, processes=5, handles=80)


def held(ended: Burden = THIRD, *, answers: int = 60, lost: tuple[str, ...] = ()) -> Held:
    """Return a session of fifty questions that takes little at first, and this at its end."""
    burdens = dict.fromkeys(range(3, 50), THIRD)
    started = replace(THIRD, megabytes=300.0, processes=3)
    return Held(
        50, burdens={1: started, 2: started, **burdens, 50: ended}, answers=answers, lost=lost
    )


def test_a_session_with_constant_usage_passes() -> None:
    assert held().passed
    assert held(replace(THIRD, megabytes=900.0 + ALLOWED)).passed
    assert held(replace(THIRD, threads=39, processes=4, handles=70)).passed


@pytest.mark.parametrize(
    "grown",
    [
        replace(THIRD, megabytes=901.0 + ALLOWED),
        replace(THIRD, threads=41),
        replace(THIRD, processes=6),
        replace(THIRD, handles=81),
    ],
)
def test_a_session_that_grew_fails(grown: Burden) -> None:
    assert not held(grown).passed


def test_lost_takes_and_unanswered_or_skipped_questions_fail() -> None:
    assert not held(lost=("s-07",)).passed
    assert not held(answers=49).passed
    short = held()
    del short.burdens[50]
    assert not short.passed
    assert not Held(50).passed


def test_a_stuck_session_fails_and_says_where() -> None:
    stuck = replace(held(), problem="the session goes on")
    assert not stuck.passed
    assert "the session goes on" in table([stuck])


def test_the_table_has_a_cell_for_each_column() -> None:
    head, _, row = table([held()]).splitlines()
    assert head.count("|") == row.count("|")
    assert "900 | 900 | 40 | 40 | 5 | 5 | 80 | 80 | 60 | 0 | met" in row


def test_the_baseline_is_the_minimum_of_each_reading() -> None:
    busy = replace(THIRD, megabytes=1500.0, processes=4)
    assert least([THIRD, busy]) == replace(THIRD, processes=4)


def test_readings_across_phase_changes_are_discarded() -> None:
    phases = iter([1, 1, 1, 2, None, None, 2, 2])
    done = threading.Event()

    def phase() -> int | None:
        now = next(phases, -1)
        if now == -1:
            done.set()
        return now

    with BurdenLog(phase, every=0.0) as log:
        assert done.wait(10.0)
    assert [(number, len(read)) for number, read in log.read.items() if number != -1] == [
        (1, 1),
        (2, 1),
    ]


def test_this_process_uses_resources() -> None:
    now = burden()
    assert now.megabytes > 1
    assert min(now.threads, now.processes, now.handles) >= 1


@pytest.fixture
def answers() -> Answers:
    """Return what the candidate says to the first ten questions of a bank."""
    return Answers(load_bank("llm").questions[:10])


def waits(
    position: int, take: str, *, attempt: int = 1, follow_up: int | None = None
) -> SessionSnapshot:
    """Return where a session stands that waits for an answer."""
    asked = replace(question(position), follow_up=follow_up)
    return SessionSnapshot(SessionState.THINKING, asked, position, 10, attempt=attempt, take=take)


def said(answers: Answers, *moments: SessionSnapshot) -> Iterator[tuple[str | float, ...] | None]:
    """Yield what is said at each moment, None for nothing."""
    for now in moments:
        yield answers.say(now) if answers.are_due(now) else None


def test_each_take_and_follow_up_is_answered_once(answers: Answers) -> None:
    first, again, back = said(
        answers, waits(1, "s-01"), waits(1, "s-01"), waits(1, "s-02", follow_up=1)
    )
    assert first is not None
    assert first[0] in answers.texts
    assert (again, back) == (None, (ASKED_BACK,))
    assert answers.given == {"s-01", "s-02"}


def test_every_fifth_question_is_repeated_before_the_answer(
    answers: Answers,
) -> None:
    first, second, third = said(answers, *[waits(5, "s-05")] * 3)
    assert first == (AGAIN,)
    assert second is not None
    assert second != (AGAIN,)
    assert third is None


def test_every_seventh_answer_is_started_over_once(answers: Answers) -> None:
    asked = replace(waits(7, "s-07"), state=SessionState.CONFIRMING)
    first, sure, still, anew = said(
        answers, waits(7, "s-07"), asked, asked, waits(7, "s-08", attempt=2)
    )
    assert first is not None
    assert first[-1] == START_OVER
    assert (sure, still) == ((YES,), None)
    assert anew == first[:1]
    assert answers.given == {"s-07", "s-08"}


def test_the_candidate_is_silent_while_the_interviewer_speaks(answers: Answers) -> None:
    assert not answers.are_due(replace(waits(1, "s-01"), state=SessionState.ASKING))
