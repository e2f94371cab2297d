import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.feedback.reviewer.replies import VisibleReply
from mock_interviewer.app.feedback.reviewer.review import ReviewText

_BITS = st.sampled_from(
    [
        "<think>",
        "</think>",
        "<thinking>",
        "</THINKING>",
        "<",
        "</th",
        "<b>",
        "a",
        " ",
        "\n",
        "ü",
        "\r",
    ]
)
TEXTS = st.lists(_BITS, max_size=12).map("".join)


def _shown(*texts: str) -> str:
    words = VisibleReply()
    pieces = [piece for text in texts for piece in words.feed(text)]
    pieces += words.end()
    shown = ""
    for piece in pieces:
        shown = piece.text if piece.restarts else shown + piece.text
    return shown


@settings(deadline=None)
@given(TEXTS)
def test_shown_text_is_the_same_character_by_character(text: str) -> None:
    assert _shown(*text) == _shown(text)


@settings(deadline=None)
@given(TEXTS, st.integers(0, 60))
def test_shown_text_is_the_same_in_two_parts(text: str, cut: int) -> None:
    assert _shown(text[:cut], text[cut:]) == _shown(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<think>Hm.</think>\n\nGood.", "Good."),
        ("<THINKING>Hm.</THINKING>Good.", "Good."),
        ("Good.<think>Hm.</think> Better.", "Good. Better."),
        ("<think>Hm. <think>Hm.</think>Good.", "Good."),
        ("<think>Hm, never done", ""),
        ("Hm, let me see.</think>Good.", "Good."),
        ("Hm.</think>", ""),
        ("Is 1 < 2?", "Is 1 < 2?"),
        ("<thin", "<thin"),
        ("use <b> and <thinker>", "use <b> and <thinker>"),
        ("  \n Good.\r\nBetter.\n", "Good.\nBetter.\n"),
        ("a\x00b\x1b[31mc\u202ed\u2066\ufeffe\ud800f", "ab[31mcdef"),
        ("👩‍💻 ok", "👩‍💻 ok"),
    ],
)
def test_reasoning_and_control_tokens_are_left_out(text: str, shown: str) -> None:
    assert _shown(text) == shown


def test_text_is_shown_once_it_cannot_be_a_tag() -> None:
    words = VisibleReply()
    assert list(words.feed("Good <")) == [ReviewText("Good ")]
    assert list(words.feed("th")) == []
    assert list(words.feed("e 2>")) == [ReviewText("<the 2>")]


def test_reasoning_without_an_opening_tag_is_retracted_at_once() -> None:
    words = VisibleReply()
    assert list(words.feed("Hm.")) == [ReviewText("Hm.")]
    assert list(words.feed("</think>")) == [ReviewText("", restarts=True)]
    assert list(words.feed(" Good.")) == [ReviewText("Good.")]


def test_the_filter_knows_if_there_was_reasoning() -> None:
    words = VisibleReply()
    list(words.feed("Good."))
    assert not words.thought
    list(words.feed("<think>"))
    assert words.thought
