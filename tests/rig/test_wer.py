"""The tests' own measure of lost words."""

import pytest
from rig.wer import heard_to_the_end


@pytest.mark.parametrize(
    "heard",
    [
        "Anything that could do harm.",
        "anything that could deharn",
        "anything that could do harms",
        "anything that could do, Harm!",
    ],
)
def test_a_misheard_word_is_not_lost(heard: str) -> None:
    assert heard_to_the_end("Anything that could do harm.", heard)


@pytest.mark.parametrize("heard", ["anything that could do", "anything that could do h", ""])
def test_a_cut_off_word_is_lost(heard: str) -> None:
    assert not heard_to_the_end("Anything that could do harm.", heard)
