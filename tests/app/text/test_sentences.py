"""Sentences of a transcript, and the windows over them."""
# ruff: noqa: RUF001 - signs of other scripts are what is tested

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.text.sentences import sentences, windows, word_count

SIGNS = st.sampled_from([*" \n.,;:?!…。！？، '\"()-–—1aIéß한字かก", " U.S. ", " e.g. ", "\n\n"])
TEXTS = st.one_of(st.text(), st.lists(SIGNS, max_size=80).map("".join))


def texts(answer: str) -> list[str]:
    return [sentence.text for sentence in sentences(answer)]


@pytest.mark.parametrize(
    "answer",
    [
        "We used caches, e.g. Redis, for that.|It helped.",
        "We moved to the U.S. market.|I led that.",
        "They were in the U.S.|We were not.",
        "It took 3.5 seconds.|Then 2.",
        "I asked Dr. Smith and Mrs. Li.|They agreed.",
        "We used GPT-4.|It was slow.",
        "It went from 90 to 40 ms.|Nobody noticed.",
        "Well... um, we had two servers.|Right?!|Yes!",
        "I thought…|So I called.",
        "We had servers, disks, etc. and they failed.",
        "See no. 5 on the list.|She said no.|Five people left.",
        '"Who owns it?"|I asked.|(Nobody did.)|So I took it.',
        "it worked.|then we shipped.|why?|because we could.",
        "क्या हुआ।|हमने देखा।",
    ],
)
def test_sentences_end_where_a_reader_would_end_them(answer: str) -> None:
    assert texts(answer.replace("|", " ")) == answer.split("|")


def test_periods_of_scripts_without_spaces_end_sentences() -> None:
    assert texts("我们做了测试，很好。然后发布了！为什么？") == [
        "我们做了测试，很好。",
        "然后发布了！",
        "为什么？",
    ]


def test_paragraphs_and_list_items_separate_sentences_but_wrapped_lines_do_not() -> None:
    answer = "Three things\n\nfirst the\ntests\n- then the docs\n2. then the rest"
    assert texts(answer) == [
        "Three things",
        "first the\ntests",
        "- then the docs",
        "2. then the rest",
    ]


def test_speech_without_periods_is_split_at_clauses() -> None:
    clause = "and we looked at every single one of the old requests "
    answer = ("we had a queue that nobody had read for a year " + clause * 9).strip()
    found = sentences(answer)
    assert all(25 <= word_count(sentence.text) <= 40 for sentence in found[:-1])
    assert [sentence.text.split()[0] for sentence in found[1:]] == ["and"] * (len(found) - 1)


def test_speech_without_periods_and_clauses_is_still_split() -> None:
    assert [word_count(text) for text in texts("blah " * 100)] == [40, 40, 20]


def test_a_script_without_spaces_is_split_too() -> None:
    assert max(map(len, texts("我们做了测试" * 500))) <= 130


def test_neighbors_share_a_window_unless_both_are_long() -> None:
    assert [window.text for window in windows("One is here. Two is there. Three.", 6)] == [
        "One is here.",
        "One is here. Two is there.",
        "Two is there.",
        "Two is there. Three.",
        "Three.",
    ]
    assert [window.text for window in windows("One is here. Two is there.", 5)] == [
        "One is here.",
        "Two is there.",
    ]


def test_clauses_of_a_long_sentence_have_windows_of_two() -> None:
    one, two = "We kept a copy of it all,", "because the old system lost files,"
    three = "so nobody had to type them in again."
    found = {window.text for window in windows(f"{one} {two} {three}")}
    assert found == {f"{one} {two} {three}", f"{one} {two}", f"{two} {three}"}


def test_a_long_sentence_of_two_clauses_has_a_window_for_each() -> None:
    one = "We kept a copy of it all on paper"
    two = "because the old system used to lose files."
    assert {window.text for window in windows(f"{one} {two}")} == {f"{one} {two}", one, two}


@settings(deadline=None)
@given(TEXTS)
def test_sentences_are_in_order_and_contain_every_word(text: str) -> None:
    found = sentences(text)
    edge = 0
    for sentence in found:
        assert edge <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        assert word_count(sentence.text) <= 40
        assert not re.search(r"[^\W_]", text[edge : sentence.start])
        edge = sentence.end
    assert not re.search(r"[^\W_]", text[edge:])


@settings(deadline=None)
@given(TEXTS)
def test_windows_are_unique_in_order_and_contain_every_sentence(text: str) -> None:
    found = windows(text)
    spans = [(window.start, window.end) for window in found]
    assert spans == sorted(set(spans))
    assert all(text[window.start : window.end] == window.text for window in found)
    assert set(sentences(text)) <= set(found)


@pytest.mark.parametrize(
    "unit",
    ["word ", "So we did it, and then it ran. ", "a", "..... ", "((", "字", "U.", "and so, ", "\n"],
)
def test_half_an_hour_of_any_text_is_split_quickly(unit: str) -> None:
    text = (unit * 30_000)[:30_000]
    fastest = min(_seconds(text) for _ in range(3))
    assert fastest < 0.25  # five times what it may take on a quiet laptop


def _seconds(text: str) -> float:
    begun = time.process_time()
    sentences(text)
    return time.process_time() - begun
