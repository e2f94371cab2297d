from mock_interviewer.app.interview.commands_heard.spoken_command import (
    CONFIRMING,
    OUTSIDE_ANSWER,
    WITHIN_ANSWER,
    SpokenCommand,
    confirmation_question,
    needs_confirmation,
)


def test_what_loses_time_or_place_is_confirmed() -> None:
    confirmed = {command for command in SpokenCommand if needs_confirmation(command)}
    assert confirmed == {SpokenCommand.SKIP, SpokenCommand.STOP, SpokenCommand.SCRATCH}


def test_exactly_what_is_confirmed_is_asked_back() -> None:
    for command in SpokenCommand:
        question = confirmation_question(command)
        assert (question is not None) is needs_confirmation(command)
    assert confirmation_question(SpokenCommand.SKIP) == "Skip this question?"


def test_nothing_is_confirmed_in_the_midst_of_an_answer_or_out_of_the_blue() -> None:
    assert CONFIRMING.isdisjoint(WITHIN_ANSWER | OUTSIDE_ANSWER)
