from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.recognition.endpointing.utterance_ending import (
    ends_of_last_sentence,
    sentence_words,
    sentences_of,
)


def test_words_keep_apostrophes_and_hyphens_and_no_other_punctuation() -> None:
    text = "So, that\N{RIGHT SINGLE QUOTATION MARK}s (roughly) well-known!"
    assert sentence_words(text) == ["so", "that's", "roughly", "well-known"]


def test_a_sentence_ends_at_punctuation_followed_by_a_space() -> None:
    assert sentences_of("It took 2.5 s… Is it so? Yes.") == [
        ["it", "took", "2", "5", "s"],
        ["is", "it", "so"],
        ["yes"],
    ]


def test_sentences_without_words_are_left_out() -> None:
    assert sentences_of("... One. ?") == [["one"]]


def test_the_last_sentence_is_returned_from_each_comma_on() -> None:
    assert ends_of_last_sentence("One. Two, three, four. ...") == [
        ["two", "three", "four"],
        ["three", "four"],
        ["four"],
    ]


def test_a_text_without_words_has_no_ends() -> None:
    assert ends_of_last_sentence(" . ") == []


@given(st.text(alphabet="ab' .,?!-…\n"))
def test_no_word_is_lost(text: str) -> None:
    assert list(chain.from_iterable(sentences_of(text))) == sentence_words(text)


@given(st.text(alphabet="ab' .,?!-…\n"))
def test_the_longest_end_is_the_last_sentence(text: str) -> None:
    assert ends_of_last_sentence(text)[:1] == sentences_of(text)[-1:]
