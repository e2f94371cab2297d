from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.feedback.story.actors import Actor, action_clauses, first_past_clause


def told(text: str, *, planned: bool = False) -> list[str]:
    return [text[deed.start : deed.end] for deed in action_clauses(text, planned=planned)]


@pytest.mark.parametrize(
    "text",
    [
        "I built",
        "i built",
        "I've written",
        "I\u2019ve written",
        "I'd already warned",
        "I had just rebuilt",
        "We finally shipped",
        "I, um, called",
        "I, you know, called",
        "we all agreed",
        "I re-recorded",
        "I did",
        "I looked into",
        "I came up with",
        "I made sure",
        "I was tired but called",
        "I thought about it and wrote",
    ],
)
def test_completed_actions_are_found(text: str) -> None:
    (found,) = action_clauses(f"So {text} something.")
    assert text.startswith(f"So {text} something."[found.start : found.end][:2].rstrip())


@pytest.mark.parametrize(
    "text",
    [
        "I think it works.",
        "I mean, it works.",
        "I guess we are fine.",
        "I thought it worked.",
        "I was nervous.",
        "I noticed a smell.",
        "I didn't call.",
        "I never called.",
        "I would call.",
        "I'd call them every morning.",
        "I could call.",
        "I should have called.",
        "I wish I had called.",
        "If we had called, it would be fine.",
        "I was asked to call.",
        "I was hired and trained.",
        "We were told to wait.",
        "I had to call.",
        "I used to work there.",
        "I worked at a bank.",
        "I joined a bank.",
        "I got nervous.",
        "I found that it leaked.",
        "What did we cut?",
        "As I said, it leaked.",
        "I have an idea.",
        "I need a laptop and limited time.",
        "We have a hundred.",
        "He called. They wrote.",
        "",
    ],
)
def test_thoughts_feelings_denials_wishes_and_passives_are_not_actions(text: str) -> None:
    assert told(text) == []


def test_actions_are_ordered_and_name_their_actor() -> None:
    found = action_clauses("I asked around, and then we built it. I tested it.")
    assert [deed.who for deed in found] == [Actor.ME, Actor.US, Actor.ME]


@pytest.mark.parametrize("text", ["My manager and I decided it.", "A colleague and I wrote it."])
def test_i_with_a_companion_counts_as_we(text: str) -> None:
    assert [deed.who for deed in action_clauses(text)] == [Actor.US]


def test_two_clauses_joined_by_and_are_not_a_companion() -> None:
    assert [deed.who for deed in action_clauses("The server crashed and I fixed it.")] == [Actor.ME]


@pytest.mark.parametrize("text", ["I'd call", "I would first call", "I'll call", "We would ask"])
def test_hypothetical_actions_count_in_hypothetical_questions(text: str) -> None:
    assert told(f"{text} them.", planned=True) == [text]
    assert told(f"{text} them.") == []


def test_negated_hypothetical_actions_never_count() -> None:
    assert told("I would never call. I'd rather wait. I would be glad.", planned=True) == []


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("I we'dve andbuilt,.\n\u2019"), max_size=200))
def test_spans_of_any_text_are_ordered_and_within_it(text: str) -> None:
    found = action_clauses(text)
    assert all(text[deed.start].lower() in "iw" for deed in found)
    assert all(one.end <= other.end <= len(text) for one, other in pairwise(found))


@pytest.mark.parametrize(
    "text",
    [
        "the data was a mess",
        "customers told us",
        "nobody finally believed it",
        "in my thesis the data broke",
        "my old manager left",
    ],
)
def test_past_clauses_are_found(text: str) -> None:
    assert first_past_clause(text, 0, len(text), to_others=True) is not None


@pytest.mark.parametrize(
    "text", ["the data is a mess", "my colleague has left", "people need it", ""]
)
def test_present_clauses_are_not_past(text: str) -> None:
    assert first_past_clause(text, 0, len(text)) is None


def test_clauses_only_about_oneself_can_be_left_out() -> None:
    text = "we lost six games"
    assert first_past_clause(text, 0, len(text)) == 0
    assert first_past_clause(text, 0, len(text), to_others=True) is None


def test_only_the_given_span_is_read() -> None:
    text = "he left. she stays."
    assert first_past_clause(text, text.index("she"), len(text)) is None
