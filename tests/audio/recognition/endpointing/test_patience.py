import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.recognition.endpointing.end_probability import odds_of_end
from mock_interviewer.audio.recognition.endpointing.endpointer import (
    BEGINNING,
    Patience,
    least_wait,
    longest_wait,
    wait_after,
)

BEFORE = "We moved the service to four small machines. It took us about eight months."
MORE = "The data was hard, since two teams had the same table, and we did it in small steps."
OVER = f"{BEFORE} So yeah, that's it."
UNFINISHED = f"{BEFORE} The hard part was the data, because"
TIMED = (Patience.PATIENT, Patience.NORMAL, Patience.BRISK)
LONG = 20.0
THINKING_PAUSE = 4.0
"""Seconds for which nobody may be cut in on at the normal setting."""
QUICK = 2.5
"""Seconds that most people wait for the next question at the normal setting."""
SAID = (
    "That's how I'd do it.",
    "At first nobody noticed.",
    "They use it to this day.",
    "The model reads a token.",
    "So yeah, that's it.",
    "I was happy with that.",
)


def wait(text: str, patience: Patience = Patience.NORMAL, spoken: float = LONG) -> float:
    waited = wait_after(text, spoken, patience)
    assert waited is not None
    return waited


def test_the_likelier_more_is_to_follow_the_longer_the_wait() -> None:
    texts = (
        OVER,
        f"{BEFORE} {MORE} In the end it was worth it.",
        f"{BEFORE} {MORE}",
        BEFORE,
        UNFINISHED,
        f"{BEFORE} Let me think.",
    )
    waits = [wait(text) for text in texts]
    assert waits == sorted(set(waits))


@pytest.mark.parametrize("text", [BEFORE, UNFINISHED, "", "Well, let me think."])
def test_thinking_for_four_seconds_is_not_interrupted(text: str) -> None:
    assert wait(text) > THINKING_PAUSE


@pytest.mark.parametrize("text", [OVER, BEFORE, UNFINISHED, ""])
def test_patient_waits_longer_than_normal_and_brisk_less(text: str) -> None:
    patient, normal, brisk = (wait(text, patience) for patience in TIMED)
    assert patient > normal > brisk


@pytest.mark.parametrize("text", [OVER, BEFORE, ""])
def test_with_key_only_an_answer_is_never_over(text: str) -> None:
    assert wait_after(text, LONG, Patience.KEY_ONLY) is None
    assert least_wait(Patience.KEY_ONLY) is longest_wait(Patience.KEY_ONLY) is None


@pytest.mark.parametrize("patience", TIMED)
def test_an_answer_without_speech_is_never_over(patience: Patience) -> None:
    assert wait_after("", 0.0, patience) is None
    assert wait_after(" ", 0.0, patience) is None


@given(st.lists(st.sampled_from(SAID), min_size=1, max_size=6), st.sampled_from(SAID))
def test_the_likelier_an_end_the_shorter_the_wait(before: list[str], last: str) -> None:
    texts = [" ".join([*before, each]) for each in (before[0], last)]
    shorter, longer = sorted(texts, key=odds_of_end, reverse=True)
    assert wait(shorter) <= wait(longer)


def test_a_likely_end_has_a_short_wait() -> None:
    text = f"{BEFORE} {MORE} We never had that problem again."
    assert odds_of_end(text) > 0
    assert wait(text) <= QUICK


def test_a_very_short_answer_has_a_longer_wait() -> None:
    assert wait("It depends.", spoken=BEGINNING / 2) > wait("It depends.")


def test_a_short_closed_answer_has_no_longer_wait() -> None:
    assert wait("That's all.", spoken=BEGINNING / 2) == wait("That's all.")


def test_in_another_language_silence_alone_decides() -> None:
    spoken = {wait_after(text, LONG, Patience.NORMAL, "de") for text in (OVER, UNFINISHED)}
    assert spoken == {wait("")}


@given(st.text(), st.floats(0.01, 1e4), st.sampled_from(TIMED))
def test_every_wait_lies_between_the_least_and_the_longest(
    text: str, spoken: float, patience: Patience
) -> None:
    least, longest = least_wait(patience), longest_wait(patience)
    assert least is not None
    assert longest is not None
    assert least <= wait(text, patience, spoken) <= longest
