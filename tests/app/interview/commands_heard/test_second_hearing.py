import pytest

from mock_interviewer.app.interview.commands_heard.second_pass import (
    MAX_SECONDS,
    believed_reading,
    second_pass_choices,
    worth_second_pass,
)


def test_a_short_utterance_that_is_not_a_command_gets_a_second_pass() -> None:
    assert worth_second_pass("Camilon", 0.5)
    assert worth_second_pass("Please stop hidden to know how.", MAX_SECONDS)


def test_a_long_utterance_gets_no_second_pass() -> None:
    assert not worth_second_pass("Come on, please.", MAX_SECONDS + 0.1)


@pytest.mark.parametrize("heard", ["Pause.", "Skip it.", "Yes.", "Resume."])
def test_a_command_gets_no_second_pass(heard: str) -> None:
    assert not worth_second_pass(heard, 0.5)


@pytest.mark.parametrize("heard", ["Plus.", "Ours.", "Because,", "So..."])
def test_a_single_english_word_gets_no_second_pass(heard: str) -> None:
    assert not worth_second_pass(heard, 0.5)


def test_an_utterance_without_words_gets_no_second_pass() -> None:
    assert not worth_second_pass("", 0.5)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Please stop hidden to know how.", "please stop the interview now"),
        ("Come on, please.", "carry on, please"),
        ("Do you ask the question again?", "could you ask the question again?"),
        ("Camilon", "carry on"),
    ],
)
def test_a_command_similar_to_the_first_transcript_is_used(first: str, second: str) -> None:
    assert believed_reading(first, second) == second


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Gradient descent.", "pause the interview"),
        ("Keys and values.", "hold on"),
        ("The answer.", "hold on, sir"),
        ("All the weights.", "hold on, wait"),
        ("Passage.", "pause the interview"),
        ("...", "move on"),
    ],
)
def test_a_command_unlike_the_first_transcript_is_not_used(first: str, second: str) -> None:
    assert believed_reading(first, second) == first


@pytest.mark.parametrize("second", ["", "Come along, peas.", "could you please"])
def test_the_first_transcript_is_used_if_the_second_is_not_a_command(second: str) -> None:
    assert believed_reading("Come on, please.", second) == "Come on, please."


def test_the_first_choice_is_the_transcript_as_a_sentence() -> None:
    assert second_pass_choices("where's him?", 0.5)[0] == "Where's him."
    assert second_pass_choices("Where's him...", 0.5)[0] == "Where's him."


def test_the_first_choice_is_empty_if_nothing_was_recognized() -> None:
    assert second_pass_choices(" ...", 0.5)[:2] == ("", "Repeat.")


def test_a_recognized_command_leaves_no_choices() -> None:
    assert second_pass_choices("Pause.", 0.5) == ()


def test_a_long_utterance_has_no_choices() -> None:
    assert second_pass_choices("Where's him?", MAX_SECONDS + 0.1) == ()
