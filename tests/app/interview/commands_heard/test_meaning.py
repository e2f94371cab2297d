import pytest

from mock_interviewer.app.interview.commands_heard.plain_words import plain_words
from mock_interviewer.app.interview.commands_heard.spoken_command import SpokenCommand
from mock_interviewer.app.interview.commands_heard.understanding import asked_for_meaning


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
