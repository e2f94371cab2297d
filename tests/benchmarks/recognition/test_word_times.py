import numpy as np
import pytest
from benchmarks.recognition.timed_speech import TimedWord, ends_of
from benchmarks.recognition.word_times import matched
from rig.sounds import tone

from mock_interviewer.audio.recognition.transcript import TranscriptWord
from mock_interviewer.audio.samples import SPEECH_RATE


def _said(*texts: str) -> list[TimedWord]:
    return [TimedWord(text, float(place), place + 0.5) for place, text in enumerate(texts)]


def _heard(*texts: str) -> list[TranscriptWord]:
    return [TranscriptWord(text, place + 0.1, place + 0.4, 1.0) for place, text in enumerate(texts)]


def test_a_word_is_matched_with_the_one_heard_in_its_place() -> None:
    found = matched(_said("the", "slow", "train"), _heard("The", "slow", "rain."))
    assert [(match.said.text, match.heard.text) for match in found] == [
        ("the", "The"),
        ("slow", "slow"),
        ("train", "rain."),
    ]
    assert found[0].apart == pytest.approx((0.1, -0.1))


def test_lost_and_inserted_words_shift_nothing() -> None:
    said = _said("one", "very", "slow", "train", "to", "town")
    found = matched(said, _heard("very", "slow", "uh", "train", "to", "town"))
    right = ["very", "slow", "train", "to", "town"]
    assert [match.heard.text for match in found] == [match.said.text for match in found] == right


def test_a_misheard_word_next_to_an_insertion_is_not_matched() -> None:
    found = matched(_said("the", "slow", "train"), _heard("the", "uh", "low", "train"))
    assert [match.said.text for match in found] == ["the", "train"]


def test_two_consecutive_misheard_words_are_not_matched() -> None:
    found = matched(_said("the", "slow", "train", "left"), _heard("the", "low", "rain", "left"))
    assert [match.said.text for match in found] == ["the", "left"]


def test_a_heard_word_that_stands_for_several_is_left_out() -> None:
    said = _said("twenty", "five", "eggs")
    assert [match.said.text for match in matched(said, _heard("twenty-five", "eggs"))] == ["eggs"]


def test_a_word_with_an_unknown_time_is_left_out() -> None:
    said = [TimedWord("of", None, None), TimedWord("bread", None, 1.0)]
    (found,) = matched(said, _heard("of", "bread"))
    assert found.said.text == "bread"
    assert len(found.apart) == 1


def test_a_word_ends_with_its_last_sound_before_the_next_one() -> None:
    pause = np.zeros(SPEECH_RATE // 2, dtype=np.float32)
    said = tone(1.0, SPEECH_RATE).samples
    ends = ends_of(np.concatenate([said, said, pause, said, pause]), [0.0, 1.0, 2.5])
    assert ends == pytest.approx([1.0, 2.0, 3.5], abs=0.02)
