import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.feedback.richness import WINDOW, richness
from mock_interviewer.app.feedback.spoken_words import SpokenWord
from mock_interviewer.app.feedback.untellable import Untellable


def _spoken(letters: list[str]) -> list[SpokenWord]:
    return [SpokenWord(text, place, place + 0.5, text) for place, text in enumerate(letters)]


def test_words_that_are_all_different_are_as_rich_as_can_be() -> None:
    assert richness(_spoken([str(number) for number in range(120)])) == 1.0


def test_one_word_said_over_and_over_is_as_poor_as_can_be() -> None:
    assert richness(_spoken(["the"] * 120)) == pytest.approx(1 / WINDOW)


@given(st.lists(st.sampled_from("abcdefghijklmnop"), min_size=WINDOW, max_size=3 * WINDOW))
def test_richness_is_the_mean_over_all_windows(letters: list[str]) -> None:
    windows = [letters[at : at + WINDOW] for at in range(len(letters) - WINDOW + 1)]
    ratios = [len(set(window)) / WINDOW for window in windows]
    assert richness(_spoken(letters)) == pytest.approx(sum(ratios) / len(ratios))


def test_a_short_answer_has_no_richness() -> None:
    with pytest.raises(Untellable, match="50 words"):
        richness(_spoken(["the"] * (WINDOW - 1)))
