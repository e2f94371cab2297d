from dataclasses import replace

import numpy as np
import pytest
from benchmarks.patience.answers import Pause, PausedAnswer
from benchmarks.patience.hearing import RECOGNISED_AFTER, Told, as_written
from benchmarks.patience.judging import LONGEST, STEP, judged

from mock_interviewer.audio.recognition.endpointing.endpointer import Patience, wait_after

SAID = "We moved it to four small machines."
ALL = f"{SAID} It took us eight months. So that's it."
PAUSE = Pause("sentence", 8.0, 18.0, SAID)
ANSWER = PausedAnswer("answer", np.zeros(1, np.float32), (PAUSE,), "closing", 28.0, ALL)


def about(seconds: float) -> object:
    return pytest.approx(seconds, abs=2 * STEP)


def test_a_pause_longer_than_the_wait_is_interrupted_once() -> None:
    found = judged(ANSWER, as_written(ANSWER), Patience.NORMAL)
    wait = wait_after(SAID, 8.0, Patience.NORMAL)
    assert wait is not None
    (cut_in,) = found.cut_ins
    assert (cut_in.pause, cut_in.at) == (PAUSE, about(8.0 + wait))
    assert found.wait == about(wait_after(ALL, 18.0, Patience.NORMAL) or 0.0)


def test_an_interviewer_waiting_for_a_key_never_interrupts() -> None:
    found = judged(ANSWER, as_written(ANSWER), Patience.KEY_ONLY)
    assert (found.cut_ins, found.wait) == ((), LONGEST)


def test_undetected_speech_is_interrupted() -> None:
    told = [Told(1.0, speaking=True, at=0.5), Told(2.0, speaking=False, at=1.5)]
    found = judged(ANSWER, told, Patience.NORMAL)
    assert found.cut_ins[0].pause is None


def test_late_reports_count_from_their_arrival() -> None:
    in_time = as_written(ANSWER)
    late = [replace(each, arrived=each.arrived + 3.0 * bool(each.text)) for each in in_time]
    found = judged(ANSWER, late, Patience.NORMAL)
    assert found.wait == about(RECOGNISED_AFTER + 3.0)


def test_known_words_are_formatted_like_recognition() -> None:
    pause = Pause("filler", 8.0, 9.0, "We moved it to, um,")
    answer = PausedAnswer("answer", np.zeros(1, np.float32), (pause,), "closing", 28.0, ALL)
    texts = [each.text for each in as_written(answer) if each.text]
    assert texts == ["We moved it to.", ALL]
