from dataclasses import replace

from rig.stored_library import transcript_of

from mock_interviewer.app.feedback.delivery import Delivery, Moment, Pauses
from mock_interviewer.app.ui.silences import silences_of
from mock_interviewer.audio.recognition.transcript import Filler

SAID = replace(transcript_of("One two three."), duration=5.0)


def test_between_words_and_around_them_it_is_silent() -> None:
    assert silences_of(SAID, None) == ((0.8, 1.0), (1.8, 2.0), (2.8, 5.0))


def test_a_filler_is_no_silence() -> None:
    found = replace(SAID, fillers=(Filler("um", 0.7, 1.0), Filler("uh", 3.0, 3.5)))
    assert silences_of(found, None) == ((1.8, 2.0), (2.8, 3.0), (3.5, 5.0))


def test_pauses_that_feedback_tells_count_before_gaps_between_words() -> None:
    delivery = Delivery(5.0, 3, pauses=Pauses((Moment(1.7, 2.1),), 0.4))
    assert silences_of(SAID, delivery) == ((1.7, 2.1), (2.8, 5.0))


def test_without_words_no_silence_is_known() -> None:
    assert silences_of(None, None) == ()
    assert silences_of(transcript_of(""), None) == ()
