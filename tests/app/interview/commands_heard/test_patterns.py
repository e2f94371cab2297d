import pytest

from mock_interviewer.app.interview.commands_heard.plain_words import expand_pattern


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
