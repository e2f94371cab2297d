from mock_interviewer.app.interview.commands_heard.spoken_command import (
    CONFIRMING,
    NEEDS_CONFIRMATION,
    OUTSIDE_ANSWER,
    WITHIN_ANSWER,
)


def test_replies_to_a_confirmation_are_no_commands_at_any_other_time() -> None:
    assert CONFIRMING.isdisjoint(WITHIN_ANSWER | OUTSIDE_ANSWER)


def test_every_command_to_confirm_can_be_given() -> None:
    assert NEEDS_CONFIRMATION <= WITHIN_ANSWER | OUTSIDE_ANSWER
