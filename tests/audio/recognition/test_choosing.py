from collections.abc import Sequence

import numpy as np

from mock_interviewer.audio.recognition.choosing import Choice, Weight, chosen
from mock_interviewer.audio.recognition.messages import to_pcm
from mock_interviewer.audio.types import Samples

SOUND = np.full(8_000, 0.25, dtype=np.float32)


def test_what_was_heard_stays_where_another_text_is_far_less_likely() -> None:
    assert chosen(("Plus.", "Pause."), (Weight(-3.5, -12.0), Weight(-13.3, -20.0))) == "Plus."


def test_another_text_is_taken_that_is_nearly_as_likely() -> None:
    assert chosen(("Boss.", "Pause."), (Weight(-2.9, -16.0), Weight(-5.2, -15.0))) == "Pause."


def test_a_text_that_the_model_likes_in_silence_too_is_not_borne_out_by_a_sound() -> None:
    assert chosen(("Hmm.", "Yes."), (Weight(-6.0, -9.0), Weight(-6.3, -8.7))) == "Hmm."


def test_more_words_may_be_less_likely_since_they_are_more_evidence() -> None:
    heard, said = "Do you ask the question again.", "Could you ask the question again?"
    weights = Weight(-2.0, -40.0), Weight(-6.0, -30.0)
    assert chosen((heard, said), weights) == said
    assert chosen((heard, said), (weights[0], Weight(-6.0, -14.0))) == heard


def test_of_several_texts_the_one_is_taken_that_the_sound_speaks_for_most() -> None:
    texts = "Refraise.", "Repeat.", "Rephrase."
    weights = Weight(-4.0, -30.0), Weight(-4.7, -12.3), Weight(-6.0, -30.0)
    assert chosen(texts, weights) == "Rephrase."


def test_where_nothing_was_heard_a_clear_text_is_taken_and_no_other() -> None:
    nothing = Weight(0.0, 0.0)
    assert chosen(("", "Done."), (nothing, Weight(-1.4, -11.0))) == "Done."
    assert chosen(("", "Pause."), (nothing, Weight(-6.3, -14.0))) == ""


def test_a_text_of_which_half_is_known_is_not_taken() -> None:
    assert chosen(("Boss.", "Pause."), (Weight(-2.9, -16.0), Weight(-3.0, 0.0))) == "Boss."


class Scales:
    """Weighs nothing, and notes what it was given."""

    name = "scales"

    def __init__(self, *weights: Weight) -> None:
        self.weights = weights
        self.samples = np.empty(0, np.float32)

    def weigh(self, samples: Samples, texts: Sequence[str], most: int) -> tuple[Weight, ...]:
        del texts, most
        self.samples = samples
        return self.weights


def made(job: Choice) -> str:
    job.feed(to_pcm(SOUND[:3000]))
    job.feed(to_pcm(SOUND[3000:]))
    assert not job.has_work, "more sound may come"
    job.finish()
    assert job.has_work
    job.work()
    assert job.done
    assert not job.has_work
    return job.transcript().text


def test_the_text_that_was_chosen_is_the_transcript_of_all_sound() -> None:
    scales = Scales(Weight(-2.9, -16.0), Weight(-5.2, -15.0))
    job = Choice(scales, ("Boss.", "Pause."))
    assert made(job) == "Pause."
    assert np.allclose(scales.samples, SOUND, atol=1e-3)
    transcript = job.transcript()
    assert transcript.duration == 0.5
    assert transcript.model == "scales"
    assert transcript.speech_detected


def test_where_nothing_is_chosen_the_transcript_is_empty() -> None:
    job = Choice(Scales(Weight(0.0, 0.0), Weight(-9.0, -11.0)), ("", "Done."))
    assert made(job) == ""
    assert not job.transcript().speech_detected
