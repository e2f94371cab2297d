import pytest

from mock_interviewer.app.interview.commands_heard.plain_words import expand_pattern


def test_one_of_several_words_is_said() -> None:
    assert expand_pattern("(go|move) on") == {("go", "on"), ("move", "on")}


def test_what_stands_in_square_brackets_may_be_left_out() -> None:
    assert expand_pattern("pause [it|this]") == {("pause",), ("pause", "it"), ("pause", "this")}


def test_brackets_may_be_nested() -> None:
    assert expand_pattern("on [to the next (one|question)]") == {
        ("on",),
        ("on", "to", "the", "next", "one"),
        ("on", "to", "the", "next", "question"),
    }


def test_a_pattern_of_nothing_is_one_phrase_of_no_words() -> None:
    assert expand_pattern("") == {()}


@pytest.mark.parametrize("pattern", ["(go", "go)", "[go)", "go]", "(go]"])
def test_a_bracket_that_is_not_closed_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"closed|unmatched"):
        expand_pattern(pattern)
