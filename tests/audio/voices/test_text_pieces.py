"""Text as any voice can take it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.voices.text_pieces import pause_after, printable_line, split_text


@pytest.mark.parametrize("text", ["", "  \n\t", "\0", "😀🎉", "...?!", "\u202e\u200f", "\ud800"])
def test_a_text_without_letters_and_digits_is_silent(text: str) -> None:
    assert printable_line(text) == ""


@pytest.mark.parametrize("text", ["a", "7", "א", "日本", "é"])
def test_letters_and_digits_of_any_script_can_be_spoken(text: str) -> None:
    assert printable_line(text) == text


def test_control_characters_become_spaces_and_direction_marks_are_removed() -> None:
    assert printable_line("one\0two\r\n\tthree\u200f\x07") == "one two three"


@given(st.text())
def test_speakable_text_can_be_sent_to_a_child(text: str) -> None:
    said = printable_line(text)
    said.encode("utf-8")
    assert printable_line(said) == said
    assert "\0" not in said


def test_a_text_is_split_into_sentences() -> None:
    text = 'What is it? "It is this." Version 3.5 works, e.g. here. So… yes! And "more'
    assert split_text(text) == [
        "What is it?",
        '"It is this."',
        "Version 3.5 works, e.g. here.",
        "So… yes!",
        'And "more',
    ]


def test_an_abbreviation_before_a_name_does_not_end_a_sentence() -> None:
    assert split_text("See Dr. Smith, e.g. BERT. Then go.") == [
        "See Dr. Smith, e.g. BERT.",
        "Then go.",
    ]


LONG = (
    "If you had to choose between improving the accuracy of a model and, say, reducing what it "
    "costs to run, how would you balance the two against each other, and why?"
)


def test_a_long_sentence_is_split_at_a_clause_without_short_parts() -> None:
    first, rest = split_text(LONG)
    assert first == "If you had to choose between improving the accuracy of a model and,"
    assert f"{first} {rest}" == LONG


def test_a_sentence_of_usual_length_is_not_split() -> None:
    assert split_text(LONG[:130].strip(", ")) == [LONG[:130].strip(", ")]


def test_parts_that_are_still_too_long_are_split_after_a_clause() -> None:
    assert split_text("one two, three four five", longest=18) == ["one two,", "three four five"]


def test_a_very_long_text_is_split_quickly() -> None:
    begun = time.process_time()
    assert len(split_text("word " * 50_000)) > 500
    assert time.process_time() - begun < 5 * 0.5


@pytest.mark.parametrize(
    ("shorter", "longer"), [("One,", "One."), ("One", 'Is it?"'), ("and this;", "Well…")]
)
def test_the_pause_after_a_sentence_is_longer_than_after_a_clause(
    shorter: str, longer: str
) -> None:
    assert 0 < pause_after(shorter) < pause_after(longer) < 0.5


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_splitting_loses_nothing_and_leaves_no_long_chunk(text: str, longest: int) -> None:
    cut = split_text(text, longest)
    assert "".join("".join(cut).split()) == "".join(text.split())
    assert all(0 < len(piece) <= longest for piece in cut)


@given(st.lists(st.text("ab,.? ", min_size=30, max_size=80)).map(" ".join))
def test_splitting_many_clauses_loses_nothing(text: str) -> None:
    assert " ".join(split_text(text)) == " ".join(text.split())
