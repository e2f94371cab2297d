"""The time at which each word of a transcript was first shown."""

import pytest

from mock_interviewer.app.commands.shared.file_recognition import caption_lags
from mock_interviewer.audio.recognition.transcript import TranscriptWord

WORDS = [
    TranscriptWord("The", 0.0, 0.5, 0.9),
    TranscriptWord("cat", 0.5, 1.0, 0.9),
    TranscriptWord("sat.", 1.0, 1.5, 0.9),
]


def test_a_word_counts_from_its_end_to_the_first_caption_with_it() -> None:
    captions = [(1.2, "the cat"), (2.0, "the cat sat"), (3.0, "The cat sat.")]
    assert caption_lags(WORDS, captions, 4.0) == pytest.approx([0.7, 0.2, 0.5])


def test_a_word_guessed_wrong_counts_from_its_correction() -> None:
    captions = [(1.2, "the bat"), (2.0, "the cat sat")]
    assert caption_lags(WORDS, captions, 4.0) == pytest.approx([0.7, 1.0, 0.5])


def test_a_word_missing_from_captions_counts_from_the_transcript() -> None:
    assert caption_lags(WORDS, [(1.2, "the cat")], 4.0) == pytest.approx([0.7, 0.2, 2.5])
    assert caption_lags(WORDS, [], 4.0) == pytest.approx([3.5, 3.0, 2.5])


def test_words_shown_before_their_end_have_no_lag() -> None:
    assert caption_lags(WORDS, [(0.3, "the cat")], 4.0)[:2] == [0.0, 0.0]


def test_a_respelled_word_counts_from_when_it_was_heard() -> None:
    lora = TranscriptWord("LoRA", 2.0, 3.0, 0.9, heard="low r a")
    assert caption_lags([lora], [(3.5, "low r a")], 9.0) == pytest.approx([0.5, 0.5, 0.5])


def test_words_at_the_end_of_a_long_answer_are_found_in_a_long_caption() -> None:
    said = [f"word{at}" for at in range(500)]
    words = [TranscriptWord(text, at * 0.4, at * 0.4 + 0.4, 0.9) for at, text in enumerate(said)]
    captions = [(at * 0.4 + 0.6, " ".join(said[: at + 1])) for at in range(500)]
    assert caption_lags(words, captions, 999.0) == pytest.approx([0.2] * 500)
