"""The time at which a caption first reached each word of a transcript."""

import pytest
from benchmarks.recognition.caption_reach import caption_reach

from mock_interviewer.audio.recognition.transcript import TranscriptWord

WORDS = [
    TranscriptWord(text, at / 2, at / 2 + 0.5, 0.9)
    for at, text in enumerate(["The", "cat", "sat", "down"])
]


def test_a_word_counts_from_its_end_to_the_first_caption_that_reaches_it() -> None:
    captions = [(1.2, "the cat"), (2.5, "the cat sat down")]
    assert caption_reach(WORDS, captions, 4.0) == pytest.approx([0.7, 0.2, 1.0, 0.5])


def test_a_word_guessed_wrong_counts_as_reached() -> None:
    assert caption_reach(WORDS, [(1.2, "the bat")], 4.0) == pytest.approx([0.7, 0.2, 2.5, 2.0])


def test_a_caption_never_reaches_unspoken_words() -> None:
    captions = [(0.2, "the cat sat up and ran")]
    assert caption_reach(WORDS, captions, 4.0) == pytest.approx([0.0, 0.0, 2.5, 2.0])


def test_unreached_words_count_from_the_transcript() -> None:
    assert caption_reach(WORDS, [], 4.0) == pytest.approx([3.5, 3.0, 2.5, 2.0])
    assert caption_reach(WORDS, [(1.2, "a dog")], 4.0) == pytest.approx([3.5, 3.0, 2.5, 2.0])
