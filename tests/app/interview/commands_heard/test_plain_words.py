import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.interview.commands_heard.plain_words import expand_pattern, plain_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("That's it!", "that is it"),
        ("I\N{RIGHT SINGLE QUOTATION MARK}m done", "i am done"),
        ("I don't, I won't, I can't", "i do not i will not i can not"),
        ("Um, let's, uh, skip", "let us skip"),
        ("1 moment", "one moment"),
        ("re-peat", "re peat"),
        ("Résumé", "resume"),
        ("gimme a sec", "give me a second"),
        ("…?!", ""),
    ],
)
def test_words_that_sound_alike_are_spelled_alike(text: str, words: str) -> None:
    assert " ".join(plain_words(text)) == words


@settings(deadline=None)
@given(st.text())
def test_plain_words_are_not_empty_and_have_no_spaces(text: str) -> None:
    for word in plain_words(text):
        assert word
        assert word.split() == [word]


def test_bars_separate_alternatives() -> None:
    assert expand_pattern("(go|move) on") == {("go", "on"), ("move", "on")}


def test_square_brackets_are_optional() -> None:
    assert expand_pattern("pause [it|this]") == {("pause",), ("pause", "it"), ("pause", "this")}


def test_brackets_may_be_nested() -> None:
    assert expand_pattern("on [to the next (one|question)]") == {
        ("on",),
        ("on", "to", "the", "next", "one"),
        ("on", "to", "the", "next", "question"),
    }


def test_an_empty_pattern_is_one_empty_phrase() -> None:
    assert expand_pattern("") == {()}


@pytest.mark.parametrize("pattern", ["(go", "go)", "[go)", "go]", "(go]"])
def test_unmatched_brackets_are_rejected(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"closed|unmatched"):
        expand_pattern(pattern)
