"""Which terms an answer may be believed to hold."""

import pytest

from mock_interviewer.audio.recognition.heard import Found
from mock_interviewer.audio.recognition.transcript import Segment, Word
from mock_interviewer.audio.recognition.trust import DOUBTFUL, SURE, Trust
from mock_interviewer.audio.recognition.vocabulary import Expected

EXPECTED = (
    Expected("LoRA", ("low r a",)),
    Expected("KV cache"),
    Expected("in-context learning"),
    Expected("temperature"),
    Expected("BLEU", hinted=False),
)
SHORT, LONG = 15.0, 90.0


def found(text: str, probability: float) -> Found:
    words = tuple(
        Word(part, at / 2, at / 2 + 0.4, probability) for at, part in enumerate(text.split())
    )
    return Found((Segment(text, 0.0, words[-1].end, words),))


def trust() -> Trust:
    return Trust(EXPECTED, spell=True)


def after(*texts: str, probability: float = SURE) -> Trust:
    one = trust()
    for text in texts:
        one.learn(found(text, probability))
    return one


@pytest.mark.parametrize(
    "text",
    ["I use LoRA.", "the KV-cache grows", "with in context learning", "with low r a adapters"],
)
def test_a_term_heard_beyond_doubt_bears_out_a_short_answer(text: str) -> None:
    assert not trust().borne_out(SHORT)
    assert after(text).borne_out(SHORT)


def test_a_long_answer_holds_several_terms() -> None:
    assert not after("LoRA and the KV cache").borne_out(LONG)
    assert after("LoRA and the KV cache", "and in-context learning").borne_out(LONG)


def test_a_term_said_often_is_one_term() -> None:
    assert not after("LoRA", "LoRA and low r a", "LoRA").borne_out(LONG)


def test_what_is_doubtful_bears_nothing_out() -> None:
    assert not after("I use LoRA", probability=SURE - 0.01).borne_out(SHORT)


@pytest.mark.parametrize("text", ["the temperature rises", "measured by BLEU"])
def test_what_is_said_about_anything_or_is_not_hinted_bears_nothing_out(text: str) -> None:
    assert not after(text).borne_out(SHORT)


@pytest.mark.parametrize("text", ["so LoRA, then", "low r a it is", "some Lora-based context"])
def test_a_term_of_little_probability_is_in_doubt(text: str) -> None:
    assert trust().doubts(found(text, DOUBTFUL - 0.01))
    assert not trust().doubts(found(text, DOUBTFUL))


@pytest.mark.parametrize("text", ["the temperature in there", "measured by BLEU", "a lorry"])
def test_other_words_are_in_no_doubt(text: str) -> None:
    assert not trust().doubts(found(text, 0.1))


def test_without_spelling_only_what_is_written_as_the_term_is_one() -> None:
    plain = Trust(EXPECTED, spell=False)
    plain.learn(found("with low r a adapters", SURE))
    assert not plain.borne_out(SHORT)
