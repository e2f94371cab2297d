import pytest

from mock_interviewer.app.interview.commands_heard.second_pass import (
    MAX_SECONDS,
    believed_reading,
    second_pass_choices,
    worth_second_pass,
)


def test_a_short_utterance_that_is_no_command_is_heard_again() -> None:
    assert worth_second_pass("Camilon", 0.5)
    assert worth_second_pass("Please stop hidden to know how.", MAX_SECONDS)


def test_what_takes_longer_than_a_command_is_not_heard_again() -> None:
    assert not worth_second_pass("Come on, please.", MAX_SECONDS + 0.1)


@pytest.mark.parametrize("heard", ["Pause.", "Skip it.", "Yes.", "Resume."])
def test_a_command_is_not_heard_again_whatever_is_listened_for(heard: str) -> None:
    assert not worth_second_pass(heard, 0.5)


@pytest.mark.parametrize("heard", ["Plus.", "Ours.", "Because,", "So..."])
def test_a_single_word_of_english_is_not_heard_again(heard: str) -> None:
    assert not worth_second_pass(heard, 0.5)


def test_where_no_word_was_heard_none_is_looked_for_again() -> None:
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
def test_a_command_that_is_like_what_was_heard_first_is_believed(first: str, second: str) -> None:
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
def test_a_command_that_is_like_something_else_is_not(first: str, second: str) -> None:
    assert believed_reading(first, second) == first


@pytest.mark.parametrize("second", ["", "Come along, peas.", "could you please"])
def test_the_first_reading_stays_where_the_second_is_no_command(second: str) -> None:
    assert believed_reading("Come on, please.", second) == "Come on, please."


def test_the_first_choice_is_what_was_heard_ended_as_the_others_are() -> None:
    assert second_pass_choices("where's him?", 0.5)[0] == "Where's him."
    assert second_pass_choices("Where's him...", 0.5)[0] == "Where's him."


def test_the_first_choice_is_empty_where_nothing_was_heard() -> None:
    assert second_pass_choices(" ...", 0.5)[:2] == ("", "Repeat.")


def test_there_is_no_choice_where_a_command_was_heard() -> None:
    assert second_pass_choices("Pause.", 0.5) == ()


def test_there_is_no_choice_where_somebody_spoke_longer_than_a_command_takes() -> None:
    assert second_pass_choices("Where's him?", MAX_SECONDS + 0.1) == ()
