import pytest

from mock_interviewer.app.feedback.delivery.not_knowing import says_not_to_know


@pytest.mark.parametrize(
    "answer",
    [
        "I don't know.",
        "Honestly, I don\N{RIGHT SINGLE QUOTATION MARK}t really know how that works.",
        "um i dont know",
        "No idea.",
        "Sorry, no idea.",
        "I have no clue, to be honest.",
        "Something with gradients. I'd have to look that up.",
        "More I would have to look up.",
        "I'm not sure, sorry.",
        "Sorry, I'm not sure.",
        "I couldn't tell you.",
        "I've never heard of it.",
    ],
)
def test_these_answers_say_that_the_person_does_not_know(answer: str) -> None:
    assert says_not_to_know(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "It is a matrix.",
        "I'm not sure, but I think it divides by the root.",
        "The user doesn't know which one is right.",
        "If I don't know the answer, I ask a colleague.",
        "You want it to say I don't know when it doesn't.",
        "I know that you know.",
        "No idea was too small for us.",
        "I looked that up before the meeting.",
        "We had to look it up in a table.",
    ],
)
def test_these_answers_do_not(answer: str) -> None:
    assert not says_not_to_know(answer)
