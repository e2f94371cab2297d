from dataclasses import replace

from rig.stored_library import transcript_of

from mock_interviewer.app.feedback.delivery.delivery import Delivery, Pauses, SpeechMoment
from mock_interviewer.app.ui.take.replay_options import find_silences
from mock_interviewer.audio.recognition.transcript import Filler

SAID = replace(transcript_of("One two three."), duration=5.0)


def test_between_words_and_around_them_it_is_silent() -> None:
    assert find_silences(SAID, None) == ((0.8, 1.0), (1.8, 2.0), (2.8, 5.0))


def test_a_filler_is_no_silence() -> None:
    found = replace(SAID, fillers=(Filler("um", 0.7, 1.0), Filler("uh", 3.0, 3.5)))
    assert find_silences(found, None) == ((1.8, 2.0), (2.8, 3.0), (3.5, 5.0))


def test_pauses_that_feedback_tells_count_before_gaps_between_words() -> None:
    delivery = Delivery(5.0, 3, pauses=Pauses((SpeechMoment(1.7, 2.1),), 0.4))
    assert find_silences(SAID, delivery) == ((1.7, 2.1), (2.8, 5.0))


def test_without_words_no_silence_is_known() -> None:
    assert find_silences(None, None) == ()
    assert find_silences(transcript_of(""), None) == ()
