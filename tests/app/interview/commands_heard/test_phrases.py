from mock_interviewer.app.interview.commands_heard.phrases import (
    LONGEST_PHRASE,
    command_phrases,
    meaning_frames,
    polite_words,
)
from mock_interviewer.app.interview.commands_heard.spoken_command import (
    WITHIN_ANSWER,
    SpokenCommand,
)


def test_every_command_but_meaning_has_phrases() -> None:
    found = {command for each in command_phrases(within_answer=False).values() for command in each}
    assert found == set(SpokenCommand) - {SpokenCommand.MEANING}


def test_every_command_accepted_within_an_answer_has_phrases_there() -> None:
    found = {command for each in command_phrases(within_answer=True).values() for command in each}
    assert found >= WITHIN_ANSWER


def test_phrases_accepted_within_an_answer_are_accepted_outside() -> None:
    assert command_phrases(within_answer=True).keys() < command_phrases(within_answer=False).keys()


def test_no_phrase_is_empty() -> None:
    assert all(command_phrases(within_answer=False))
    assert all(frame.before for frame in meaning_frames())
    kinds = polite_words()
    assert all(kinds.around | kinds.before | kinds.after)


def test_the_number_of_phrases_is_bounded() -> None:
    assert len(command_phrases(within_answer=False)) < 15_000


def test_no_phrase_exceeds_the_maximum_length() -> None:
    assert max(map(len, command_phrases(within_answer=False))) <= LONGEST_PHRASE
