"""When the answer to a take is over, heard event by event."""

import pytest
from rig.told_time import ToldTime

from mock_interviewer.app.interview.answer_end import AnswerEndDetector
from mock_interviewer.audio.recognition.client.events import LiveCaption, SpeechActivity
from mock_interviewer.audio.recognition.endpointing.endpointer import Patience, longest_wait

LONGEST = longest_wait(Patience.NORMAL) or 0.0


class Answer:
    """A take that is recorded without a break from second 0 on."""

    def __init__(self, patience: Patience = Patience.NORMAL) -> None:
        self.time = ToldTime()
        self.over: list[float] = []
        self.nothing: list[float] = []
        self.end = AnswerEndDetector(
            patience,
            language=None,
            recorded=lambda: self.time.now,
            later=self.time.later,
            on_over=lambda: self.over.append(self.time.now),
            on_nothing_said=lambda: self.nothing.append(self.time.now),
        )
        self.end.open()

    def speaks(self, seconds: float, text: str = "It is the loss, and that is all.") -> "Answer":
        """Speak for so long, fall silent and be understood."""
        self.end.activity(SpeechActivity("t", speaking=True, at=self.time.now, heard=self.time.now))
        self.time.pass_(seconds)
        self.silent()
        self.end.caption(LiveCaption("t", text, ""))
        return self

    def silent(self) -> None:
        self.end.activity(
            SpeechActivity("t", speaking=False, at=self.time.now, heard=self.time.now + 60)
        )


def test_an_answer_is_over_after_silence_and_not_before_it_began() -> None:
    answer = Answer()
    answer.time.pass_(60.0)
    assert not answer.over
    answer.speaks(8.0)
    answer.time.pass_(LONGEST + 0.2)
    assert answer.over
    assert answer.over[0] > 68.0


def test_the_last_seconds_of_the_wait_are_counted_down() -> None:
    answer = Answer().speaks(8.0)
    left: list[float | None] = []
    while not answer.over:
        left.append(answer.end.left())
        answer.time.pass_(0.1)
    counted = [seconds for seconds in left if seconds is not None]
    assert left[0] is None
    assert counted == sorted(counted, reverse=True)
    assert counted[-1] < 0.2


def test_sounds_without_a_word_are_no_answer_and_told_once_for_each_silence() -> None:
    answer = Answer().speaks(1.0, "")
    answer.time.pass_(60.0)
    assert not answer.over
    assert len(answer.nothing) == 1
    answer.speaks(1.0, "")
    answer.time.pass_(60.0)
    assert len(answer.nothing) == 2


def test_who_asked_for_a_moment_has_it() -> None:
    answer = Answer().speaks(8.0)
    answer.end.wait_longer(30.0)
    answer.time.pass_(27.0)
    assert answer.end.left() is None
    answer.time.pass_(2.0)
    assert not answer.over
    answer.time.pass_(2.0)
    assert answer.over


def test_the_end_of_a_moment_is_counted_down_too() -> None:
    answer = Answer().speaks(8.0)
    answer.end.wait_longer(30.0)
    answer.time.pass_(28.5)
    left = answer.end.left()
    assert left is not None
    assert 1.0 < left < 2.0


def test_speaking_again_ends_the_moment() -> None:
    answer = Answer().speaks(8.0)
    answer.end.wait_longer(30.0)
    answer.time.pass_(1.0)
    answer.speaks(8.0)
    answer.time.pass_(LONGEST + 0.2)
    assert answer.over


def test_a_sentence_that_was_to_be_finished_is_over_as_soon_as_it_is() -> None:
    answer = Answer(Patience.KEY_ONLY).speaks(8.0, "It is, and")
    answer.end.finish_sentence()
    answer.time.pass_(0.7)
    assert not answer.over
    answer.time.pass_(0.3)
    assert answer.over


def test_by_key_only_no_silence_is_long_enough() -> None:
    answer = Answer(Patience.KEY_ONLY).speaks(8.0)
    answer.time.pass_(600.0)
    assert not answer.over


@pytest.mark.parametrize("opened", [True, False])
def test_nothing_is_told_after_it_was_closed(opened: bool) -> None:
    answer = Answer().speaks(8.0)
    if not opened:
        answer.end.close()
    answer.end.close()
    answer.time.pass_(60.0)
    assert not answer.over
