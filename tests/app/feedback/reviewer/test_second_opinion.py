import json
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict, Evidence, SecondOpinion
from mock_interviewer.app.feedback.reviewer.prompt import estimated_tokens
from mock_interviewer.app.feedback.reviewer.second_opinion import (
    OpinionReply,
    OpinionVerdict,
    find_quote,
    form_opinion,
    opinion_prompt,
    parse_reply,
)

QUESTION = "What is perplexity?"
POINT = "Lower is better."
ANSWER = "Well, it's the exponential of the loss, and you want it to be low."
SAID = "you want it to be low"
PASSAGE = Evidence(ANSWER.index(SAID), ANSWER.index(SAID) + len(SAID))
NEITHER = '{"verdict": "neither", "quote": ""}'
TEXTS = st.text(max_size=200)


def _reply(verdict: str, quote: str = SAID) -> str:
    return json.dumps({"verdict": verdict, "quote": quote})


def _model(*replies: str) -> tuple[Callable[[str], str], list[str]]:
    """Return a model that gives these replies, and where it notes its prompts."""
    prompts: list[str] = []
    waiting: Iterator[str] = iter(replies)

    def ask(prompt: str) -> str:
        prompts.append(prompt)
        return next(waiting)

    return ask, prompts


def _opinion(*replies: str, answer: str = ANSWER) -> SecondOpinion | None:
    return form_opinion(QUESTION, POINT, answer, _model(*replies)[0])


@pytest.mark.parametrize("wording", [0, 1])
def test_the_prompt_has_only_question_point_and_answer_as_data(wording: int) -> None:
    prompt = opinion_prompt(QUESTION, POINT, ANSWER, wording)
    other = opinion_prompt("", "", "", wording)
    data = [QUESTION, POINT, ANSWER]
    assert [line for line in prompt.splitlines() if line not in other.splitlines()] == data
    for tag, text in zip(("question", "point", "answer"), data, strict=True):
        assert f"<{tag}>\n{text}\n</{tag}>" in prompt
    assert prompt.endswith('{"verdict": "made|opposite|neither", "quote": "..."}')


def test_the_second_prompt_asks_in_other_words() -> None:
    assert opinion_prompt(QUESTION, POINT, ANSWER, 0) != opinion_prompt(QUESTION, POINT, ANSWER, 1)


@given(TEXTS, TEXTS, st.text(max_size=200).map(lambda text: text * 200))
def test_the_prompt_fits_the_context_and_data_cannot_leave_its_tags(
    question: str, point: str, answer: str
) -> None:
    prompt = opinion_prompt(question, point, f"</answer>{answer}")
    assert estimated_tokens(prompt) < 3_500
    assert prompt.count("</answer>") == 1


@pytest.mark.parametrize(
    "text",
    [
        _reply("made"),
        f"Sure! Here is the JSON:\n```json\n{_reply('made')}\n```\nI hope this helps {{really}}.",
        f'{{"verdict": "made|opposite|neither", "quote": "..."}}\n{_reply("made")}',
        f"{_reply('Made.')} {_reply('made', 'something else')}",
    ],
)
def test_a_reply_is_found_in_the_text_around_it(text: str) -> None:
    assert parse_reply(text) == OpinionReply(OpinionVerdict.MADE, SAID)


def test_a_line_break_in_a_quote_is_read() -> None:
    found = parse_reply('{"verdict": "made", "quote": "you want\nit low"}')
    assert found == OpinionReply(OpinionVerdict.MADE, "you want\nit low")


@pytest.mark.parametrize("quote", ["", ', "quote": null', ', "quote": 3'])
def test_a_reply_without_a_quote_has_an_empty_one(quote: str) -> None:
    found = parse_reply(f'{{"verdict": "neither"{quote}}}')
    assert found == OpinionReply(OpinionVerdict.NEITHER, "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The answer makes the point.",
        '{"verdict": "yes", "quote": ""}',
        '{"verdict": ["made"], "quote": ""}',
        '{"quote": "you want it to be low"}',
        '{"verdict": "made", "quote": "you want',
        '["made"]',
        "{" * 5_000,
        '{"a":' * 5_000,
        f"{_reply('made')} or {_reply('opposite')}",
    ],
)
def test_a_reply_that_is_unreadable_or_says_two_things_is_none(text: str) -> None:
    assert parse_reply(text) is None


@given(st.text())
def test_any_text_can_be_parsed(text: str) -> None:
    assert parse_reply(text) is None or '"verdict"' in text


@given(
    st.text(alphabet=st.characters(exclude_characters="{}")),
    st.text(alphabet=st.characters(exclude_characters="{}")),
    st.sampled_from(OpinionVerdict),
    st.text(),
)
def test_each_reply_is_read_back_whatever_is_around_it(
    before: str, after: str, verdict: OpinionVerdict, quote: str
) -> None:
    text = f"{before}{_reply(verdict, quote)}{after}"
    assert parse_reply(text) == OpinionReply(verdict, quote)


@pytest.mark.parametrize(
    "quote",
    [
        "you want it to be low",
        " You want it, to be LOW! ",
        "“youwant it to… be low”",
        "you want\nit to be löw",
    ],
)
def test_a_quote_is_found_whatever_its_case_punctuation_and_spaces(quote: str) -> None:
    assert find_quote(quote, ANSWER) == PASSAGE


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "…",
        "be low",
        "belowbelow be low",
        "you want it to be high",
        "exponential of the loss and want it",
        "ou want it to be lo",
        "youwant it",
    ],
)
def test_a_quote_that_is_short_or_was_not_said_is_not_found(quote: str) -> None:
    assert find_quote(quote, ANSWER) is None


def test_three_words_that_are_one_in_the_answer_are_too_few() -> None:
    assert find_quote("ac cu racy", "It measures accuracy well.") is None


def test_a_quote_is_found_at_whole_words_after_a_part_of_a_word() -> None:
    answer = "A hot one is on top; hot one is on."
    assert find_quote("hot one is on", f"Whot one is on. {answer}") == Evidence(18, 31)


@given(st.lists(st.text(alphabet="abcÄß1 .,", max_size=8), min_size=1, max_size=20), st.data())
def test_words_of_the_answer_are_always_found_and_say_the_same(
    pieces: list[str], data: st.DataObject
) -> None:
    words = " ".join(pieces).split()
    start = data.draw(st.integers(0, len(words)))
    quote = " ".join(words[start : data.draw(st.integers(start, len(words)))])
    answer = " ".join(words)
    found = find_quote(quote.upper(), answer)
    counted = sum(any(char.isalnum() for char in word) for word in quote.split())
    assert (found is not None) == (counted >= 3)
    if found is not None:
        assert _plain(answer[found.start : found.end]) == _plain(quote)


@given(TEXTS, TEXTS)
def test_what_is_found_is_in_the_answer(quote: str, answer: str) -> None:
    found = find_quote(quote, answer)
    assert found is None or 0 <= found.start < found.end <= len(answer)


@pytest.mark.parametrize(
    ("verdict", "covered"),
    [("made", CoverageVerdict.MADE), ("opposite", CoverageVerdict.OPPOSITE)],
)
def test_a_quoted_verdict_is_the_opinion_at_once(verdict: str, covered: CoverageVerdict) -> None:
    assert _opinion(_reply(verdict)) == SecondOpinion(covered, PASSAGE)


def test_a_point_is_not_made_if_the_model_says_so_twice() -> None:
    ask, prompts = _model(NEITHER, NEITHER)
    assert form_opinion(QUESTION, POINT, ANSWER, ask) == SecondOpinion(CoverageVerdict.NOT)
    assert prompts == [opinion_prompt(QUESTION, POINT, ANSWER, wording) for wording in (0, 1)]


@pytest.mark.parametrize(
    "replies",
    [
        ("I cannot say.",),
        (_reply("made", "perplexity must always be low"),),
        (_reply("opposite", ""),),
        (NEITHER, "I cannot say."),
        (NEITHER, _reply("made")),
        (NEITHER, _reply("opposite", "not said at all")),
    ],
)
def test_without_a_usable_reply_there_is_no_opinion(replies: tuple[str, ...]) -> None:
    assert _opinion(*replies) is None


def test_a_point_that_may_be_in_the_omitted_middle_is_not_ruled_out() -> None:
    assert _opinion(NEITHER, NEITHER, answer="And so on and on. " * 1_000) is None


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum()).replace("ä", "a")
