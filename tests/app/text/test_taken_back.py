"""What a speaker takes back, and the text that is left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.text.taken_back import kept_text, taken_back, without_phrases


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The cost is linear. Scratch that. It is quadratic.", "It is quadratic."),
        (
            "BERT masks words. It predicts the next word. No, scratch that. It predicts the gaps.",
            "BERT masks words. It predicts the gaps.",
        ),
        ("The cost is linear, scratch that, it's quadratic.", "it's quadratic."),
        ("The cost is linear no scratch that It is quadratic.", "It is quadratic."),
        ("So that is it. The cost is linear oh wait no scratch that", "So that is it."),
        ("It is linear. Scratch that it's quadratic.", "it's quadratic."),
        ("It is linear. Scratch that, I mean it's quadratic.", "I mean it's quadratic."),
        ("One. Two. Scratch that. Scratch that. Three.", "Three."),
        ("One. Two. Strike that last part. Three.", "One. Three."),
        ("It grows. Um, actually, scratch that, please. It shrinks.", "It shrinks."),
        ("It is a loss. Sorry, forget that. It is a score.", "It is a score."),
        ("It is a loss. I take that back. It is a score.", "It is a score."),
        ("Scratch that. It is a score.", "It is a score."),
    ],
)
def test_the_sentence_before_the_phrase_is_taken_back(text: str, kept: str) -> None:
    assert " ".join(kept_text(text).split()) == kept


@pytest.mark.parametrize(
    "text",
    [
        "We built it from scratch. That was fun.",
        "I would scratch that plan and start over. Then I would ask why.",
        "It works. Forget that we had no data. It still works.",
        "Scratch that itch. Then train.",
        "A scratch pad helps. That is known.",
        "There is no scratch that polish hides.",
        "Models delete that token and go on. It is fine.",
    ],
)
def test_ordinary_sentences_take_nothing_back(text: str) -> None:
    assert taken_back(text) == ()


def test_a_long_sentence_is_taken_back_whole() -> None:
    long = "The cost is linear because " + "each token looks at one other token, and " * 12
    text = f"It has layers. {long}that is all. Scratch that. It is quadratic."
    assert " ".join(kept_text(text).split()) == "It has layers. It is quadratic."


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("It is linear. Scratch that. It is quadratic.", "It is linear. It is quadratic."),
        ("It is linear, scratch that, it's quadratic.", "It is linear, it's quadratic."),
        ("It is linear, scratch that.", "It is linear."),
        ("One. Two. Scratch that. Scratch that. Three.", "One. Two. Three."),
        ("One.\n\nTwo. Scratch that.\n\nThree.", "One.\n\nTwo.\n\nThree."),
    ],
)
def test_without_the_phrases_nothing_is_taken_back(text: str, whole: str) -> None:
    assert without_phrases(text) == whole
    assert taken_back(whole) == ()


PIECES = st.sampled_from(
    ["One. ", "scratch that", "Scratch that. ", ", ", "no, ", "two three ", "\n\n", "…", "i take "]
)


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=200))
def test_kept_text_keeps_the_place_of_every_character(text: str) -> None:
    kept, parts = kept_text(text), taken_back(text)
    assert len(kept) == len(text)
    inside = {at for part in parts for at in range(part.start, part.end)}
    for at, (before, after) in enumerate(zip(text, kept, strict=True)):
        assert after == (" " if at in inside else before)
    for part in parts:
        assert 0 <= part.start <= part.said < part.end <= len(text)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_the_phrases_can_be_removed_until_none_is_left(text: str) -> None:
    for _ in range(30):
        text = without_phrases(text)
    assert taken_back(text) == ()
