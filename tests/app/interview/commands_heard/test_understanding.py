import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.interview.commands_heard.plain_words import plain_words
from mock_interviewer.app.interview.commands_heard.spoken_command import (
    CONFIRMING,
    OUTSIDE_ANSWER,
    WHILE_PAUSED,
    WITHIN_ANSWER,
    RecognizedCommand,
    SpokenCommand,
)
from mock_interviewer.app.interview.commands_heard.understanding import (
    MAX_CHARACTERS,
    MIN_CERTAINTY,
    asked_for_meaning,
    prepare,
    understand,
)
from mock_interviewer.questions.bank_loader import load_bank

EVERY = frozenset(SpokenCommand)


def _rows(name: str) -> list[list[str]]:
    lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines]


SPOKEN = [(SpokenCommand(command), said) for command, said in _rows("spoken.tsv")]
NEGATIVES = [sentence for (sentence,) in _rows("negatives.tsv")]
CLAUSES = (
    "because the gradient vanishes",
    "and the loss goes down",
    "when the batch is small",
    "which we then average over all heads",
    "so the model sees both",
)
REMAINS = ("connections in residual networks", "of the decoder", "tokens", "the attention layer")
"""What may also be part of what a meaning is asked of."""


def _listening_for(command: SpokenCommand) -> frozenset[SpokenCommand]:
    if command in CONFIRMING:
        return CONFIRMING
    return WHILE_PAUSED if command is SpokenCommand.RESUME else OUTSIDE_ANSWER


def _command(found: RecognizedCommand | None) -> SpokenCommand | None:
    return None if found is None else found.command


@pytest.mark.parametrize(("command", "said"), SPOKEN)
def test_commands_are_understood_in_many_wordings(command: SpokenCommand, said: str) -> None:
    found = understand(said, _listening_for(command))
    assert _command(found) is command
    assert found is not None
    assert MIN_CERTAINTY <= found.certainty <= 1.0


def test_the_samples_cover_every_command() -> None:
    assert {command for command, _ in SPOKEN} == EVERY
    assert len({said for _, said in SPOKEN}) >= 100
    assert len(set(NEGATIVES)) >= 300


@pytest.mark.parametrize("sentence", NEGATIVES)
def test_a_sentence_containing_command_words_is_not_a_command(sentence: str) -> None:
    assert understand(sentence, OUTSIDE_ANSWER) is None
    assert understand(sentence, EVERY, within_answer=True) is None


@pytest.mark.parametrize(
    "sentence",
    ["Yes, because the gradient vanishes.", "No free lunch.", "Yes and no.", "Sure, there is one."],
)
def test_a_sentence_starting_with_yes_or_no_is_not_a_reply(sentence: str) -> None:
    assert understand(sentence, CONFIRMING) is None


def test_no_sentence_of_a_model_answer_is_a_command() -> None:
    answers = [question.model_answer or "" for question in load_bank("llm").questions]
    sentences = [part for answer in answers for part in re.split(r"(?<=[.?!])\s+", answer)]
    assert len(sentences) > 1000
    obeyed = [one for one in sentences if understand(one, WITHIN_ANSWER, within_answer=True)]
    assert obeyed == []


@settings(deadline=None)
@given(st.sampled_from(SPOKEN), st.sampled_from(CLAUSES))
def test_a_command_followed_by_a_clause_is_not_understood(
    spoken: tuple[SpokenCommand, str], clause: str
) -> None:
    assert understand(f"{spoken[1].rstrip('.?')} {clause}", EVERY - CONFIRMING) is None


@settings(deadline=None)
@given(
    st.sampled_from([said for command, said in SPOKEN if command is not SpokenCommand.MEANING]),
    st.sampled_from(REMAINS),
)
def test_a_command_with_an_object_is_not_understood(said: str, remains: str) -> None:
    assert understand(f"{said.rstrip('.?')} {remains}", EVERY - CONFIRMING) is None


@settings(deadline=None)
@given(st.sampled_from(SPOKEN), st.sampled_from((*CLAUSES, *REMAINS)))
def test_a_command_after_a_clause_is_not_understood(
    spoken: tuple[SpokenCommand, str], clause: str
) -> None:
    assert understand(f"{clause} {spoken[1]}", EVERY - CONFIRMING) is None


@settings(deadline=None)
@given(
    st.text(max_size=2 * MAX_CHARACTERS),
    st.frozensets(st.sampled_from(SpokenCommand)),
    st.booleans(),
)
def test_any_text_is_an_accepted_command_or_none(
    text: str, listening_for: frozenset[SpokenCommand], within: bool
) -> None:
    found = understand(text, listening_for, within_answer=within)
    assert found is None or found.command in listening_for


_WORDS = sorted({word for _, said in SPOKEN for word in said.split()})


@settings(deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join))
def test_any_mix_of_command_words_is_one_command_or_none(text: str) -> None:
    found = understand(text, EVERY)
    assert found is None or MIN_CERTAINTY <= found.certainty <= 1.0


def test_only_accepted_commands_are_understood() -> None:
    assert understand("Skip this question.", EVERY - {SpokenCommand.SKIP}) is None
    assert understand("Skip this question.", frozenset()) is None


def test_next_question_means_skip_before_an_answer() -> None:
    assert _command(understand("Next question.", EVERY)) is SpokenCommand.NEXT
    only_skip = EVERY - {SpokenCommand.NEXT}
    assert _command(understand("Next question.", only_skip)) is SpokenCommand.SKIP


@pytest.mark.parametrize(
    "said",
    [
        "Skip this question.",
        "Next question.",
        "Repeat.",
        "Stop.",
        "And the interview.",
        "What do you mean by attention?",
    ],
)
def test_within_an_answer_ordinary_words_are_not_commands(said: str) -> None:
    assert understand(said, EVERY) is not None
    assert understand(said, EVERY, within_answer=True) is None


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("Scratch that.", SpokenCommand.SCRATCH),
        ("That's my answer.", SpokenCommand.DONE),
        ("Could you repeat the question, please?", SpokenCommand.REPEAT),
        ("Give me a moment.", SpokenCommand.MOMENT),
        ("Pause, please.", SpokenCommand.PAUSE),
        ("Stop the interview.", SpokenCommand.STOP),
    ],
)
def test_within_an_answer_words_to_the_interviewer_are_understood(
    said: str, command: SpokenCommand
) -> None:
    assert _command(understand(said, EVERY, within_answer=True)) is command


def test_a_long_utterance_is_not_a_command() -> None:
    assert understand("Skip it. " * 8, EVERY) is not None
    assert understand("Skip it. " * 13, EVERY) is None
    assert understand("Skip it" + "." * MAX_CHARACTERS, EVERY) is None
    assert understand("Skip it. " * 10_000, EVERY) is None


def test_two_different_commands_together_are_not_understood() -> None:
    assert understand("Skip it. Stop the interview.", EVERY) is None


def test_a_repeated_command_is_understood() -> None:
    assert _command(understand("next question next question", EVERY)) is SpokenCommand.NEXT


def test_a_misheard_command_is_less_certain() -> None:
    clear, misheard = understand("Pause.", EVERY), understand("Paws.", EVERY)
    assert clear is not None
    assert misheard is not None
    assert clear.certainty == 1.0
    assert misheard.certainty < 1.0


def test_the_tables_can_be_loaded_in_advance() -> None:
    prepare()
    assert _command(understand("Pause.", WITHIN_ANSWER, within_answer=True)) is SpokenCommand.PAUSE


def test_polite_words_that_promise_more_are_not_a_command() -> None:
    assert understand("Stop the interview and", EVERY) is None
    assert understand("Could you please", EVERY) is None


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        ("What do you mean by perplexity?", "perplexity"),
        ("Sorry, what does top-k sampling mean?", "top k sampling"),
        ("Could you define the term self-attention, please?", "self attention"),
        ("Can you explain what a transformer is?", "transformer"),
        ("What is meant by grounding here?", "grounding"),
        ("What do you mean by precision and recall?", "precision and recall"),
    ],
)
def test_the_subject_of_a_question_about_meaning_is_found(said: str, subject: str) -> None:
    found = asked_for_meaning(plain_words(said))
    assert found is not None
    assert found.command is SpokenCommand.MEANING
    assert found.subject == subject


@pytest.mark.parametrize(
    "said",
    [
        "What do you mean by",
        "What does it mean?",
        "What do you mean by attention when the model is small?",
        "What do you mean by a very long list of many words?",
        "Let me define perplexity.",
        "I'd like to explain what perplexity is.",
    ],
)
def test_a_clause_or_an_announcement_is_not_a_question_about_meaning(said: str) -> None:
    assert asked_for_meaning(plain_words(said)) is None
