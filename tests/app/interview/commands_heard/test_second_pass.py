import pytest

from mock_interviewer.app.interview.commands_heard.second_pass import (
    MAX_SECONDS,
    believed_reading,
    command_candidates,
    second_pass_choices,
    worth_second_pass,
)
from mock_interviewer.app.interview.commands_heard.spoken_command import SpokenCommand
from mock_interviewer.app.interview.commands_heard.understanding import understand


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


@pytest.mark.parametrize("heard", ["", "Boss.", "Where's him?", "Brazil."])
@pytest.mark.parametrize("command", ["Pause.", "Skip.", "Resume.", "Next.", "Repeat.", "Done."])
def test_a_short_sound_may_be_any_short_command(heard: str, command: str) -> None:
    assert command in command_candidates([heard], 0.5)


def test_a_longer_sound_is_not_a_short_command() -> None:
    assert not {"Pause.", "Skip.", "Resume."} & set(command_candidates(["Where is he now?"], 1.1))


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ("Strike mod.", "Strike that."),
        ("We'll find...", "Move on."),
        ("Let's take a quick brick.", "Let's take a quick break."),
        ("Could we pause hair?", "Could we pause here?"),
        ("Can you ask Mattina the other way?", "Can you ask that another way?"),
        ("Don't skip hit.", "Don't skip it."),
    ],
)
def test_a_similar_command_is_a_candidate_with_its_polite_words(heard: str, said: str) -> None:
    assert said in command_candidates([heard], 0.8)


@pytest.mark.parametrize("command", ["Resume the interview.", "Hold the interview."])
def test_commands_about_the_interview_are_always_candidates(command: str) -> None:
    assert command in command_candidates(["Reem didn't amuse"], 1.2)


def test_alternative_transcripts_give_candidates_too() -> None:
    assert "Hang on." in command_candidates(["I know I'm on", "hang on"], 0.6)
    assert "That's enough for today." in command_candidates(
        ["I see it", "nice enough for tonight"], 1.3
    )


@pytest.mark.parametrize(
    ("heard", "seconds", "beginning"),
    [
        ("Sorry, what do you mean I am a fitting?", 2.3, "Sorry what do you mean by this."),
        ("What a black tree do you mean by embedding?", 2.2, "What exactly do you mean?"),
        ("Stop words.", 0.8, "Stop."),
    ],
)
def test_the_beginning_of_an_utterance_is_not_a_candidate(
    heard: str, seconds: float, beginning: str
) -> None:
    assert beginning not in command_candidates([heard], seconds)
    assert beginning in command_candidates([heard], 0.5)


@pytest.mark.parametrize(
    ("heard", "word"),
    [("Repeated.", "Repeat"), ("Pauses.", "Pause"), ("Skipped.", "Skip"), ("Resuming.", "Resume")],
)
def test_a_word_with_an_ending_is_not_its_stem(heard: str, word: str) -> None:
    found = command_candidates([heard], 0.5)
    assert not [text for text in found if text.removesuffix(".").split()[0] == word]
    assert "Next." in found


def test_a_long_unrecognized_sound_has_no_short_candidates() -> None:
    assert command_candidates([""], 2.4) == ()


@pytest.mark.parametrize("heard", ["Boss.", "Strike mod.", "Could we pause hair?", "Yes, I see."])
def test_nearly_all_candidates_are_understood_as_commands(heard: str) -> None:
    every = frozenset(SpokenCommand)
    found = command_candidates([heard], 0.8)
    understood = [text for text in found if understand(text, every) is not None]
    assert len(understood) > 0.8 * len(found)
