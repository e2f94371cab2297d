"""Forms of English verbs, and whether they describe an action."""

import pytest

from mock_interviewer.app.feedback.story.english_verbs import VerbForm, can_be_form, is_action


@pytest.mark.parametrize(
    "word", ["built", "wrote", "called", "agreed", "re-recorded", "was", "knew"]
)
def test_regular_and_irregular_past_forms_are_known(word: str) -> None:
    assert can_be_form(word, "past")


@pytest.mark.parametrize(
    "word", ["need", "feed", "hundred", "indeed", "write", "written", "laptop"]
)
def test_words_that_only_look_like_past_forms_are_not(word: str) -> None:
    assert not can_be_form(word, "past")


def test_participles_are_distinguished_from_past_forms() -> None:
    assert can_be_form("written", "participle")
    assert not can_be_form("wrote", "participle")


@pytest.mark.parametrize("word", ["a", "not", "rather", "we", "12", ","])
def test_words_other_than_verbs_have_no_base_form(word: str) -> None:
    assert not can_be_form(word, "base")


@pytest.mark.parametrize(
    ("word", "form", "deed"),
    [
        ("built", "past", True),
        ("tested", "past", True),
        ("knew", "past", False),
        ("wanted", "past", False),
        ("seen", "participle", False),
        ("written", "participle", True),
        ("know", "base", False),
        ("call", "base", True),
        ("called", "participle", True),
        ("write", "past", False),
    ],
)
def test_mental_verbs_are_not_actions(word: str, form: VerbForm, deed: bool) -> None:
    assert is_action(word, form, "it") is deed


@pytest.mark.parametrize(
    ("word", "deed_before", "none_before"),
    [
        ("looked", "into it", "like it"),
        ("came", "up with it", "home"),
        ("worked", "on it", "at a bank"),
        ("used", "a file", "to sing"),
        ("started", "testing", "at a bank"),
        ("did", "the books", "well"),
    ],
)
def test_some_verbs_are_actions_depending_on_the_object(
    word: str, deed_before: str, none_before: str
) -> None:
    assert is_action(word, "past", deed_before)
    assert not is_action(word, "past", none_before)
