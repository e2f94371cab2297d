from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.audio.recognition.transcript import TranscriptWord, normalized_word
from mock_interviewer.audio.recognition.worker.hallucination_filter import (
    SegmentConfidence,
    is_afterthought,
    is_hallucinated,
    without_loops,
)

SURE = SegmentConfidence(average_log_probability=-0.2, no_speech=0.02, compression=1.3, speech=0.98)


def words(text: str) -> list[TranscriptWord]:
    return [TranscriptWord(word, index, index + 1, 0.9) for index, word in enumerate(text.split())]


def text(some: Sequence[TranscriptWord]) -> str:
    return " ".join(word.text for word in some)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("RAG, RAG, RAG, RAG, RAG, RAG, RAG, RAG.", "RAG,"),
        ("so I think I think I think I think I think yes", "so I think yes"),
        ("we go on and we go on and we go on and we go on and stop", "we go on and stop"),
        (f"an {'_' * 150} ablation", "an ablation"),
        (f"so {'a' * 40}, yes", "so yes"),
        (f"time t{'chon' * 20} contact", "time contact"),
        ("given MFU MFU MFU LLM LLM MFU LLM MFU activation", "given MFU activation"),
    ],
)
def test_a_loop_is_reduced_to_one_round(said: str, kept: str) -> None:
    found, looped = without_loops(words(said))
    assert text(found) == kept
    assert looped


@pytest.mark.parametrize(
    "said",
    [
        "",
        "It is very very very very good",
        "I don't know I don't know I don't know what to say",
        "no no no no no",
        "the loss goes down and the accuracy goes up",
        "yes no yes no yes no or 100000000",
    ],
)
def test_ordinary_repetitions_are_kept(said: str) -> None:
    found, looped = without_loops(words(said))
    assert text(found) == said
    assert not looped


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("so RNNs, RNNs, RNNs", "so RNNs,"),
        (
            "the vanishing gradients vanishing gradients vanishing gradients",
            "the vanishing gradients",
        ),
        ("It is very very good", "It is very very good"),
    ],
)
def test_three_rounds_are_a_loop_in_a_draft(said: str, kept: str) -> None:
    found, _ = without_loops(words(said), draft=True)
    assert text(found) == kept


def test_an_echo_faster_than_speech_is_removed() -> None:
    sentence = "Fine tuning changes the weights of a model."
    said = [
        TranscriptWord(word, at * 0.12, (at + 1) * 0.12, 0.9)
        for at, word in enumerate(f"So {sentence} {sentence} Yes".split())
    ]
    found, looped = without_loops(said)
    assert text(found) == f"So {sentence} Yes"
    assert looped


@pytest.mark.parametrize("rounds", [2, 3])
def test_an_echo_after_the_end_of_the_sound_is_removed(rounds: int) -> None:
    sentence = "Tell me about yourself"
    said = [
        TranscriptWord(word, at * 0.25, (at + 1) * 0.25, 0.9)
        for at, word in enumerate(sentence.split())
    ]
    again = [
        TranscriptWord("Tell", 1.0, 1.5, 0.02),
        *(TranscriptWord(word, 1.5, 1.5, 0.9) for word in sentence.split()[1:]),
    ]
    found, looped = without_loops(said + again * (rounds - 1))
    assert text(found) == sentence
    assert looped


def test_a_sentence_repeated_at_the_pace_of_speech_is_kept() -> None:
    sentence = "Fine tuning changes the weights of a model."
    said = [
        TranscriptWord(word, at * 0.2, (at + 1) * 0.2, 0.9)
        for at, word in enumerate(f"{sentence} {sentence}".split())
    ]
    assert without_loops(said) == (said, False)


@given(st.lists(st.sampled_from("abc")))
def test_words_are_left_out_only_where_there_is_a_loop(said: list[str]) -> None:
    before = words(" ".join(said))
    after, looped = without_loops(before)
    assert [word for word in before if word in after] == after
    assert (len(after) < len(before)) == looped


def test_sure_speech_is_kept_even_if_it_is_all_vocabulary() -> None:
    assert not is_hallucinated(words("RLHF, LoRA."), SURE, {"rlhf", "lora"})


@pytest.mark.parametrize(
    ("said", "confidence"),
    [
        # Seen with tiny.en and hotwords: white noise, hum, and the pause after a sentence.
        ("RAG, RAG, RAG", SegmentConfidence(-0.16, 0.85, 11.8, 0.5)),
        ("RAG, ROUGE", SegmentConfidence(-0.55, 0.74, 2.2, 0.5)),
        ("ROUGE.", SegmentConfidence(-1.21, 0.56, 0.4, 0.5)),
        ("I'll see you in the next video.", SegmentConfidence(-1.49, 0.42, 0.8, 0.5)),
        ("You", SegmentConfidence(-0.82, 0.94, 0.3, 0.5)),
    ],
)
def test_words_from_noise_are_hallucinated(said: str, confidence: SegmentConfidence) -> None:
    assert is_hallucinated(words(said), confidence, {"rag", "rouge"})


def test_mumbled_speech_is_kept() -> None:
    assert not is_hallucinated(
        words("well I would say"), SegmentConfidence(-1.1, 0.1, 1.0, 0.5), {"rag"}
    )


@pytest.mark.parametrize(
    ("written", "word"), [("Top-k,", "top-k"), ("“RAG”", "“rag”"), ("...", "")]
)
def test_a_normalized_word_is_lower_case_without_punctuation_around_it(
    written: str, word: str
) -> None:
    assert normalized_word(written) == word


def test_the_last_words_are_kept_if_there_was_clear_speech() -> None:
    unsure = SegmentConfidence(-1.09, 0.31, 0.6, speech=0.96)
    assert not is_hallucinated(words("to harm"), unsure, {"rag"})
    assert is_hallucinated(words("to harm"), replace(unsure, speech=0.5), {"rag"})


@pytest.mark.parametrize(
    ("chance", "left", "made_up"),
    [(0.35, 0.3, True), (0.35, 0.6, False), (0.9, 0.1, False)],
    ids=["unbelieved after the end", "unbelieved in speech", "believed at the end"],
)
def test_improbable_words_with_hardly_any_speech_left_are_an_afterthought(
    chance: float, left: float, made_up: bool
) -> None:
    assert is_afterthought([TranscriptWord("and", 1.5, 1.6, chance)], left) is made_up
