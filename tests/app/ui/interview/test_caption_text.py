from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.ui.interview.caption import (
    CaptionPassage,
    break_paragraphs,
    final_passage,
    live_passage,
    remark_passage,
)

SENTENCE = "This sentence has just under sixty characters, as one sees. "
SENTENCES = (SENTENCE * 40).strip()
UNPUNCTUATED = ("and then " * 400).strip()

texts = st.lists(st.sampled_from(["so", "a", "model", "learns.", "Why?", '"No."', "x" * 30])).map(
    " ".join
)


def test_a_draft_ends_with_a_sign_that_it_goes_on() -> None:
    assert live_passage("It is known.", "maybe this") == CaptionPassage(
        "It is known. maybe this …", 12
    )
    assert live_passage("It is known.", "") == CaptionPassage("It is known.", 12)
    assert live_passage("", "maybe") == CaptionPassage("maybe …", 0)
    assert live_passage("", "") == CaptionPassage("", 0)


def test_a_remark_beneath_an_answer_is_a_paragraph_of_its_own_and_never_settled() -> None:
    assert live_passage("It is", "so", "Wait.") == CaptionPassage("It is so …\nWait.", 5)
    assert live_passage("", "", "Wait.") == CaptionPassage("Wait.", 0)


def test_a_transcript_is_settled_and_a_remark_is_not() -> None:
    assert final_passage("All of it.") == CaptionPassage("All of it.", 10)
    assert remark_passage("No speech was heard.") == CaptionPassage("No speech was heard.", 0)


def test_long_speech_gets_paragraphs_at_the_ends_of_sentences() -> None:
    shown = break_paragraphs(SENTENCES)
    assert shown.replace("\n", " ") == SENTENCES
    paragraphs = shown.split("\n")
    assert len(paragraphs) > 3
    assert all(paragraph.endswith(".") for paragraph in paragraphs)
    assert all(500 <= len(paragraph) <= 600 for paragraph in paragraphs[:-1])


def test_speech_without_full_stops_gets_paragraphs_too() -> None:
    paragraphs = break_paragraphs(UNPUNCTUATED).split("\n")
    assert len(paragraphs) > 3
    assert max(map(len, paragraphs)) < 1000


@given(texts, st.integers(0, 300))
def test_no_paragraph_moves_while_the_text_grows(text: str, more: int) -> None:
    grown = " ".join([text, *(["more"] * more)]) if text else text
    before = break_paragraphs(text)
    assert break_paragraphs(grown)[: len(before)].rstrip() == before.rstrip()


@given(texts, texts)
def test_two_passages_are_the_same_as_far_as_their_texts_and_what_is_settled_agree(
    one: str, other: str
) -> None:
    before, after = live_passage(one, other), live_passage(f"{one} {other}", "")
    same = before.same_until(after)
    assert before.text[:same] == after.text[:same]
    assert same <= before.settled or before.settled == after.settled
    if same < min(len(before.text), len(after.text)) and same < before.settled:
        assert before.text[same] != after.text[same]


def test_signs_that_qt_counts_twice_take_one_place() -> None:
    assert final_passage("so 😀 there").text == "so \ufffd there"
