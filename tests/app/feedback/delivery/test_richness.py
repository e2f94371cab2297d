import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.feedback.delivery.delivery import NotMeasurable
from mock_interviewer.app.feedback.delivery.spoken_words import SpokenWord
from mock_interviewer.app.feedback.delivery.word_choice import RICHNESS_WINDOW, richness


def _spoken(letters: list[str]) -> list[SpokenWord]:
    return [SpokenWord(text, place, place + 0.5, text) for place, text in enumerate(letters)]


def test_all_different_words_have_the_highest_richness() -> None:
    assert richness(_spoken([str(number) for number in range(120)])) == 1.0


def test_one_repeated_word_has_the_lowest_richness() -> None:
    assert richness(_spoken(["the"] * 120)) == pytest.approx(1 / RICHNESS_WINDOW)


@given(
    st.lists(
        st.sampled_from("abcdefghijklmnop"), min_size=RICHNESS_WINDOW, max_size=3 * RICHNESS_WINDOW
    )
)
def test_richness_is_averaged_over_all_windows(letters: list[str]) -> None:
    windows = [
        letters[at : at + RICHNESS_WINDOW] for at in range(len(letters) - RICHNESS_WINDOW + 1)
    ]
    ratios = [len(set(window)) / RICHNESS_WINDOW for window in windows]
    assert richness(_spoken(letters)) == pytest.approx(sum(ratios) / len(ratios))


def test_a_short_answer_has_no_richness() -> None:
    with pytest.raises(NotMeasurable, match="50 words"):
        richness(_spoken(["the"] * (RICHNESS_WINDOW - 1)))
