from collections.abc import Sequence

import numpy as np

from mock_interviewer.audio.recognition.worker.rescoring import (
    RescoringJob,
    TextLikelihood,
    best_text,
)
from mock_interviewer.audio.samples import Samples, to_pcm

SOUND = np.full(8_000, 0.25, dtype=np.float32)


def test_the_recognized_text_stays_if_another_is_far_less_likely() -> None:
    assert (
        best_text(("Plus.", "Pause."), (TextLikelihood(-3.5, -12.0), TextLikelihood(-13.3, -20.0)))
        == "Plus."
    )


def test_another_text_is_chosen_that_is_nearly_as_likely() -> None:
    assert (
        best_text(("Boss.", "Pause."), (TextLikelihood(-2.9, -16.0), TextLikelihood(-5.2, -15.0)))
        == "Pause."
    )


def test_a_text_that_is_likely_in_silence_is_not_chosen() -> None:
    assert (
        best_text(("Hmm.", "Yes."), (TextLikelihood(-6.0, -9.0), TextLikelihood(-6.3, -8.7)))
        == "Hmm."
    )


def test_more_words_may_be_less_likely_since_they_are_more_evidence() -> None:
    heard, said = "Do you ask the question again.", "Could you ask the question again?"
    weights = TextLikelihood(-2.0, -40.0), TextLikelihood(-6.0, -30.0)
    assert best_text((heard, said), weights) == said
    assert best_text((heard, said), (weights[0], TextLikelihood(-6.0, -14.0))) == heard


def test_the_text_is_chosen_that_the_sound_makes_most_likely() -> None:
    texts = "Refraise.", "Repeat.", "Rephrase."
    weights = TextLikelihood(-4.0, -30.0), TextLikelihood(-4.7, -12.3), TextLikelihood(-6.0, -30.0)
    assert best_text(texts, weights) == "Rephrase."


def test_without_recognized_words_only_a_clear_text_is_chosen() -> None:
    nothing = TextLikelihood(0.0, 0.0)
    assert best_text(("", "Done."), (nothing, TextLikelihood(-1.4, -11.0))) == "Done."
    assert best_text(("", "Pause."), (nothing, TextLikelihood(-6.3, -14.0))) == ""


def test_a_text_with_one_likelihood_only_is_not_chosen() -> None:
    assert (
        best_text(("Boss.", "Pause."), (TextLikelihood(-2.9, -16.0), TextLikelihood(-3.0, 0.0)))
        == "Boss."
    )


class Scales:
    """Weighs nothing, and notes what it was given."""

    name = "scales"

    def __init__(self, *weights: TextLikelihood) -> None:
        self.weights = weights
        self.samples = np.empty(0, np.float32)

    def score(
        self, samples: Samples, texts: Sequence[str], most: int
    ) -> tuple[TextLikelihood, ...]:
        del texts, most
        self.samples = samples
        return self.weights


def made(job: RescoringJob) -> str:
    job.feed(to_pcm(SOUND[:3000]))
    job.feed(to_pcm(SOUND[3000:]))
    assert not job.has_work, "more sound may come"
    job.finish()
    assert job.has_work
    job.work()
    assert job.done
    assert not job.has_work
    return job.transcript().text


def test_the_chosen_text_is_the_transcript_of_all_sound() -> None:
    scales = Scales(TextLikelihood(-2.9, -16.0), TextLikelihood(-5.2, -15.0))
    job = RescoringJob(scales, ("Boss.", "Pause."))
    assert made(job) == "Pause."
    assert np.allclose(scales.samples, SOUND, atol=1e-3)
    transcript = job.transcript()
    assert transcript.duration == 0.5
    assert transcript.model == "scales"
    assert transcript.speech_detected


def test_without_a_chosen_text_the_transcript_is_empty() -> None:
    job = RescoringJob(Scales(TextLikelihood(0.0, 0.0), TextLikelihood(-9.0, -11.0)), ("", "Done."))
    assert made(job) == ""
    assert not job.transcript().speech_detected
