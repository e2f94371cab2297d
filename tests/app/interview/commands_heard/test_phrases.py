from mock_interviewer.app.interview.commands_heard.phrases import (
    LONGEST_PHRASE,
    command_in,
    command_phrases,
    meaning_frames,
    polite_words,
    without_polite_words,
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


PHRASES = {
    ("skip", "it"): (SpokenCommand.SKIP,),
    ("go", "on"): (SpokenCommand.NEXT, SpokenCommand.RESUME),
    ("resume",): (SpokenCommand.RESUME,),
    ("now",): (SpokenCommand.YES,),
}


def _covers(said: str) -> SpokenCommand | None:
    return command_in(tuple(said.split()), PHRASES)


def test_polite_words_around_a_phrase_are_accepted() -> None:
    assert _covers("sorry could you please skip it for me thank you") is SpokenCommand.SKIP


def test_polite_words_alone_are_not_a_command() -> None:
    assert _covers("could you please") is None
    assert _covers("thank you") is None
    assert _covers("") is None


def test_a_request_after_a_phrase_is_incomplete() -> None:
    assert _covers("skip it could you") is SpokenCommand.SKIP
    assert _covers("skip it i want to") is None


def test_the_first_of_several_commands_is_chosen() -> None:
    assert _covers("go on") is SpokenCommand.NEXT


def test_several_phrases_mean_their_common_command() -> None:
    assert _covers("go on resume") is SpokenCommand.RESUME
    assert _covers("skip it resume") is None


def test_no_phrase_is_a_polite_word() -> None:
    assert _covers("skip it now") is None


def test_stripped_words_come_shortest_first() -> None:
    found = without_polite_words(("okay", "skip", "dis", "please"))
    assert found[0] == ("skip", "dis")
    assert found[-1] == ("okay", "skip", "dis", "please")
    assert () not in found


def test_asking_strips_only_requests_with_you() -> None:
    assert ("define", "it") in without_polite_words(("let", "me", "define", "it"))
    assert ("define", "it") not in without_polite_words(("let", "me", "define", "it"), asking=True)
    assert ("define", "it") in without_polite_words(("can", "you", "define", "it"), asking=True)
