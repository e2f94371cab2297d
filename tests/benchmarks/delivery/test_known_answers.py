import numpy as np
import pytest
from benchmarks.delivery.known_answers import joined
from benchmarks.delivery.timing_errors import Errors
from rig.vowels import vowel

from mock_interviewer.app.feedback.delivery.delivery import Delivery, Pauses, SpeechMoment
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

CLAUSES = ("One two three,", "four five.", "Six seven eight nine")


def _say(text: str) -> Samples:
    """Say a text as a vowel whose length depends on the text, in silence."""
    silence = np.zeros(SPEECH_RATE // 20, dtype=np.float32)
    return np.concatenate([silence, vowel(0.2 * len(text.split()), 120.0), silence])


def test_clauses_have_the_times_of_their_sound() -> None:
    answer = joined("a", CLAUSES, _say, 1)
    lengths = [clause.end - clause.start for clause in answer.clauses]
    assert lengths == pytest.approx([0.6, 0.4, 0.8], abs=0.03)
    loud = np.abs(answer.samples) > 0.01
    for clause in answer.clauses:
        assert loud[round((clause.start + 0.02) * SPEECH_RATE) :][:1600].any()
    for start, end in answer.silences:
        assert end - start >= 0.1
        assert not loud[round(start * SPEECH_RATE) : round(end * SPEECH_RATE)].any()


def test_exact_words_fill_their_clauses() -> None:
    answer = joined("a", CLAUSES, _say, 1)
    words = answer.transcript(0, blur=0.0).words
    assert [word.text for word in words] == answer.text.split()
    assert words[0].start == pytest.approx(answer.clauses[0].start)
    assert words[-1].end == pytest.approx(answer.clauses[-1].end)


def test_a_correct_delivery_has_no_errors() -> None:
    answer = joined("a", CLAUSES, _say, 2)
    silences = [silence for silence in answer.silences if silence[1] - silence[0] > 0.25]
    moments = tuple(SpeechMoment(*silence) for silence in silences)
    true = Delivery(
        answer.duration,
        9,
        pace=answer.pace,
        first_word=answer.clauses[0].start,
        pauses=Pauses(moments, sum(moment.length for moment in moments)),
    )
    errors = Errors()
    errors.add(answer, true)
    assert errors.pace == errors.first == [pytest.approx(0.0)]
    assert errors.lengths == pytest.approx([0.0] * len(moments))
    assert (errors.known, errors.missed, errors.false) == (len(moments), 0, 0)


def test_false_and_missed_pauses_are_counted() -> None:
    answer = joined("a", CLAUSES, _say, 2)
    within = answer.clauses[2].start + 0.1
    errors = Errors()
    errors.add(answer, Delivery(9.0, 9, pauses=Pauses((SpeechMoment(within, within + 0.3),), 0.3)))
    assert errors.missed == errors.known > 0
    assert errors.false == 1


def test_unmeasured_pauses_are_counted_separately() -> None:
    errors = Errors()
    errors.add(joined("a", CLAUSES, _say, 2), Delivery(9.0, 9))
    assert (errors.answers, errors.untold, errors.known) == (1, 1, 0)
