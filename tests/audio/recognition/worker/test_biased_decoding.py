"""Which terms an answer may be believed to hold."""

import pytest

from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import TranscriptSegment, TranscriptWord
from mock_interviewer.audio.recognition.worker.biased_decoding import (
    DOUBTFUL_TERM,
    SURE_TERM,
    TRIAL,
    VocabularyGate,
)
from mock_interviewer.audio.recognition.worker.decoding import DecodedPiece

EXPECTED = (
    ExpectedTerm("LoRA", ("low r a",)),
    ExpectedTerm("KV cache"),
    ExpectedTerm("in-context learning"),
    ExpectedTerm("temperature"),
    ExpectedTerm("BLEU", hotword=False),
)
SHORT, LONG = 15.0, 90.0


def found(text: str, probability: float, start: float = 0.0) -> DecodedPiece:
    words = tuple(
        TranscriptWord(part, start + at / 2, start + at / 2 + 0.4, probability)
        for at, part in enumerate(text.split())
    )
    return DecodedPiece((TranscriptSegment(text, start, words[-1].end, words),))


def spoken(seconds: float) -> DecodedPiece:
    """Return speech of so many seconds in which there is no term."""
    return DecodedPiece(
        (
            TranscriptSegment(
                "so", 9.0, 9.0 + seconds, (TranscriptWord("so", 9.0, 9.0 + seconds, 1.0),)
            ),
        )
    )


def trust() -> VocabularyGate:
    return VocabularyGate(EXPECTED, spell=True)


def after(*texts: str, probability: float = SURE_TERM, seconds: float = SHORT) -> VocabularyGate:
    """Return what is thought of an answer of so many seconds that holds these texts."""
    one = trust()
    for text in texts:
        one.observe(found(text, probability))
    one.observe(spoken(seconds))
    return one


@pytest.mark.parametrize(
    "text",
    ["I use LoRA.", "the KV-cache grows", "with in context learning", "with low r a adapters"],
)
def test_a_term_beyond_doubt_confirms_a_short_answer(text: str) -> None:
    assert not after().confirmed
    assert after(text).confirmed


def test_a_long_answer_needs_several_terms() -> None:
    assert not after("LoRA and the KV cache", seconds=LONG).confirmed
    assert after("LoRA and the KV cache", "and in-context learning", seconds=LONG).confirmed


def test_after_enough_terms_the_vocabulary_is_settled_for_any_length() -> None:
    assert not after("LoRA and the KV cache").settled
    assert after("LoRA and the KV cache", "and in-context learning").settled


def test_a_repeated_term_counts_once() -> None:
    assert not after("LoRA", "LoRA and low r a", "LoRA", seconds=LONG).confirmed


def test_speech_that_is_decoded_again_counts_once() -> None:
    one = trust()
    for _ in range(3):
        one.observe(spoken(TRIAL - 1))
    assert one.on_trial


def test_a_doubtful_term_confirms_nothing() -> None:
    assert not after("I use LoRA", probability=SURE_TERM - 0.01).confirmed


@pytest.mark.parametrize("text", ["the temperature rises", "measured by BLEU"])
def test_an_ordinary_word_or_a_term_that_is_no_hotword_confirms_nothing(text: str) -> None:
    assert not after(text).confirmed


def test_terms_are_given_up_after_a_while_if_none_is_said() -> None:
    early, late = after(seconds=TRIAL - 1), after(seconds=TRIAL)
    assert (early.on_trial, early.given_up) == (True, False)
    assert (late.on_trial, late.given_up) == (False, True)


def test_confirmed_terms_are_neither_on_trial_nor_given_up() -> None:
    for seconds in (TRIAL - 1, TRIAL + 1):
        one = after("I use LoRA", seconds=seconds)
        assert (one.on_trial, one.given_up) == (False, False)


def test_without_terms_there_is_no_trial() -> None:
    assert not VocabularyGate((), spell=True).on_trial


@pytest.mark.parametrize("text", ["so LoRA, then", "low r a it is", "some Lora-based context"])
def test_a_term_with_a_low_probability_is_doubtful(text: str) -> None:
    assert trust().is_doubtful(found(text, DOUBTFUL_TERM - 0.01))
    assert not trust().is_doubtful(found(text, DOUBTFUL_TERM))


@pytest.mark.parametrize("text", ["the temperature in there", "measured by BLEU", "a lorry"])
def test_other_words_are_not_doubtful(text: str) -> None:
    assert not trust().is_doubtful(found(text, 0.1))


def test_without_spelling_only_the_exact_term_counts() -> None:
    plain = VocabularyGate(EXPECTED, spell=False)
    plain.observe(found("with low r a adapters", SURE_TERM))
    assert not plain.confirmed
