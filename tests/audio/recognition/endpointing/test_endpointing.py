from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.recognition.endpointing.endpointer import (
    BEFORE_COUNTDOWN,
    BEHIND,
    COUNTDOWN,
    AnswerOpen,
    EndCountdown,
    Endpointer,
    EndReached,
    Patience,
    least_wait,
    longest_wait,
    wait_after,
)

TIMED = (Patience.PATIENT, Patience.NORMAL, Patience.BRISK)
OVER = "We moved it to four small machines. It took us eight months. And that's all."
WHOLE = "We moved it to four small machines. It took us eight months."
TEXTS = ("", WHOLE, OVER, "It was slow, because", "Let me think.")
END = 30.0

Event = Callable[[Endpointer], None]
times = st.floats(0, 100)


def spoken(text: str | None = None, patience: Patience = Patience.NORMAL) -> Endpointer:
    """Return an answer that was spoken until END and understood."""
    endpointing = Endpointer(patience)
    endpointing.speech_began(2.0)
    endpointing.speech_ended(END)
    if text is not None:
        endpointing.text_changed(text)
    return endpointing


def wait(text: str, patience: Patience = Patience.NORMAL) -> float:
    waited = wait_after(text, END - 2.0, patience)
    assert waited is not None
    return waited


def told(kind: str, value: float) -> Event:
    return lambda endpointing: getattr(endpointing, kind)(value)


def listened(at: float, heard: float) -> Event:
    return lambda endpointing: endpointing.speech_ended(at, heard)


def understood(text: str) -> Event:
    return lambda endpointing: endpointing.text_changed(text)


events: st.SearchStrategy[Event] = st.one_of(
    st.builds(told, st.sampled_from(["speech_began", "speech_ended"]), times),
    st.builds(listened, times, times),
    st.builds(understood, st.sampled_from(TEXTS)),
)


def test_an_answer_is_open_before_the_first_word() -> None:
    endpointing = Endpointer(Patience.BRISK)
    endpointing.speech_ended(0.0)
    assert endpointing.state_at(1000.0) == AnswerOpen()


def test_an_answer_is_open_during_speech() -> None:
    endpointing = Endpointer(Patience.BRISK)
    endpointing.speech_began(2.0)
    endpointing.text_changed(OVER)
    assert endpointing.state_at(1000.0) == AnswerOpen()


def test_an_answer_is_over_after_the_wait_for_its_text() -> None:
    endpointing = spoken(OVER)
    assert endpointing.state_at(END + wait(OVER) - 0.01) != EndReached(END)
    assert endpointing.state_at(END + wait(OVER)) == EndReached(END)


def counted_down(state: object) -> tuple[float, float]:
    assert isinstance(state, EndCountdown)
    return state.left, state.of


def test_only_the_last_seconds_of_a_wait_are_counted_down() -> None:
    endpointing = spoken(WHOLE)
    last = END + wait(WHOLE) - COUNTDOWN
    assert endpointing.state_at(last - 0.1) == AnswerOpen()
    assert counted_down(endpointing.state_at(last + 0.5)) == pytest.approx(
        (COUNTDOWN - 0.5, COUNTDOWN)
    )


def test_a_breath_is_not_counted_down_even_in_a_short_wait() -> None:
    endpointing = spoken(OVER)
    counted = wait(OVER) - BEFORE_COUNTDOWN
    assert endpointing.state_at(END + BEFORE_COUNTDOWN - 0.1) == AnswerOpen()
    state = endpointing.state_at(END + BEFORE_COUNTDOWN + 0.1)
    assert counted_down(state) == pytest.approx((counted - 0.1, counted))


def test_speech_cancels_the_countdown() -> None:
    endpointing = spoken(WHOLE)
    assert isinstance(endpointing.state_at(END + wait(WHOLE) - 0.5), EndCountdown)
    endpointing.speech_began(END + wait(WHOLE) - 0.4)
    assert endpointing.state_at(END + wait(WHOLE) + 5.0) == AnswerOpen()


def test_text_that_arrives_during_the_silence_changes_the_wait() -> None:
    endpointing = spoken("It was slow, because")
    before = endpointing.state_at(END + wait(OVER))
    endpointing.text_changed(OVER)
    assert (before, endpointing.state_at(END + wait(OVER))) == (AnswerOpen(), EndReached(END))


def test_text_from_before_the_last_speech_does_not_count() -> None:
    endpointing = spoken(OVER)
    endpointing.speech_began(END + 0.5)
    endpointing.speech_ended(END + 2.0)
    assert endpointing.state_at(END + 2.0 + wait(OVER)) != EndReached(END + 2.0)
    assert endpointing.state_at(END + 2.0 + wait("")) == EndReached(END + 2.0)


def test_without_captions_silence_alone_decides() -> None:
    endpointing = spoken()
    assert not isinstance(endpointing.state_at(END + wait("") - 0.01), EndReached)
    assert endpointing.state_at(END + wait("")) == EndReached(END)


def test_an_answer_is_not_over_while_analysis_lags_behind() -> None:
    endpointing = spoken(OVER)
    end = END + wait(OVER)
    endpointing.speech_ended(END, heard=end - BEHIND - 0.1)
    assert counted_down(endpointing.state_at(end + 1.0)) == pytest.approx(
        (0.0, wait(OVER) - BEFORE_COUNTDOWN)
    )
    endpointing.speech_ended(END, heard=end - BEHIND)
    assert endpointing.state_at(end + 1.0) == EndReached(END)


def test_an_answer_ends_after_the_longest_wait_if_analysis_stalls() -> None:
    endpointing = spoken(OVER)
    endpointing.speech_ended(END, heard=END + 0.3)
    longest = longest_wait(Patience.NORMAL)
    assert longest is not None
    assert not isinstance(endpointing.state_at(END + longest - 0.1), EndReached)
    assert endpointing.state_at(END + longest) == EndReached(END)


def test_only_a_key_ends_an_answer_with_key_only_patience() -> None:
    assert spoken(OVER, Patience.KEY_ONLY).state_at(1000.0) == AnswerOpen()


def test_speech_wins_over_silence_at_the_same_time() -> None:
    endpointing = spoken(OVER)
    endpointing.speech_began(END)
    assert endpointing.state_at(1000.0) == AnswerOpen()


@given(st.lists(events), times, st.sampled_from(TIMED))
def test_an_answer_is_never_over_during_speech(
    earlier: list[Event], later: float, patience: Patience
) -> None:
    endpointing = Endpointer(patience)
    for event in earlier:
        event(endpointing)
    endpointing.speech_began(101.0)
    endpointing.text_changed(OVER)
    assert endpointing.state_at(101.0 + later) == AnswerOpen()


@given(st.lists(events), st.sampled_from(TEXTS), st.sampled_from(TIMED), st.data())
def test_an_answer_ends_between_the_shortest_and_the_longest_wait(
    earlier: list[Event], text: str, patience: Patience, data: st.DataObject
) -> None:
    least, longest = least_wait(patience), longest_wait(patience)
    assert least is not None
    assert longest is not None
    endpointing = Endpointer(patience)
    for event in earlier:
        event(endpointing)
    endpointing.speech_began(101.0)
    endpointing.speech_ended(110.0)
    endpointing.text_changed(text)
    early = data.draw(st.floats(0.0, least - 0.001))
    assert not isinstance(endpointing.state_at(110.0 + early), EndReached)
    assert endpointing.state_at(110.0 + longest + data.draw(times)) == EndReached(110.0)


@given(st.lists(events), st.lists(times, min_size=2), st.sampled_from(TIMED))
def test_the_states_are_open_then_countdown_then_end(
    happened: list[Event], moments: list[float], patience: Patience
) -> None:
    endpointing = Endpointer(patience)
    for event in happened:
        event(endpointing)
    states = [endpointing.state_at(moment) for moment in sorted(moments)]
    order = [AnswerOpen, EndCountdown, EndReached]
    places = [order.index(type(state)) for state in states]
    assert places == sorted(places)
    left = [state.left for state in states if isinstance(state, EndCountdown)]
    assert all(before >= after for before, after in pairwise(left))
    assert all(0 <= state.left <= state.of for state in states if isinstance(state, EndCountdown))


@given(
    st.lists(st.tuples(st.sampled_from(["speech_began", "speech_ended"]), times)),
    times,
    st.randoms(),
)
def test_neither_order_nor_repetition_of_events_matters(
    found: list[tuple[str, float]], now: float, random: Random
) -> None:
    once, otherwise = Endpointer(Patience.NORMAL), Endpointer(Patience.NORMAL)
    for each in found:
        told(*each)(once)
    mixed = [*found, *found]
    random.shuffle(mixed)
    for each in mixed:
        told(*each)(otherwise)
    assert once.state_at(now) == otherwise.state_at(now)
