"""Text as any voice can take it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.voices.sayable import pieces, sayable


@pytest.mark.parametrize("text", ["", "  \n\t", "\0", "😀🎉", "...?!", "\u202e\u200f", "\ud800"])
def test_a_text_without_a_letter_or_digit_is_nothing_to_say(text: str) -> None:
    assert sayable(text) == ""


@pytest.mark.parametrize("text", ["a", "7", "א", "日本", "é"])
def test_letters_and_digits_of_any_script_can_be_said(text: str) -> None:
    assert sayable(text) == text


def test_control_characters_become_spaces_and_marks_of_direction_go() -> None:
    assert sayable("one\0two\r\n\tthree\u200f\x07") == "one two three"


@given(st.text())
def test_what_is_sayable_can_be_sent_to_a_child(text: str) -> None:
    said = sayable(text)
    said.encode("utf-8")
    assert sayable(said) == said
    assert "\0" not in said


def test_a_text_is_cut_into_its_sentences() -> None:
    text = 'What is it? "It is this." Version 3.5 works, e.g. here'
    assert pieces(text) == ["What is it?", '"It is this."', "Version 3.5 works, e.g.", "here"]


def test_a_long_sentence_is_cut_after_a_clause() -> None:
    assert pieces("one two, three four five", longest=18) == ["one two,", "three four five"]


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_nothing_is_lost_in_the_cutting_and_no_piece_is_long(text: str, longest: int) -> None:
    cut = pieces(text, longest)
    assert "".join("".join(cut).split()) == "".join(text.split())
    assert all(0 < len(piece) <= longest + 1 for piece in cut)
