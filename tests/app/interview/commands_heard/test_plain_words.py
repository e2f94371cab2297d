import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.interview.commands_heard.plain_words import plain_words


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
