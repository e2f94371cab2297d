"""Sample feedback for screenshots: a good, a partial, and an empty answer, and a story."""

from dataclasses import replace
from itertools import pairwise
from math import sin

from screenshot_speech import ANSWERS

from mock_interviewer.app.feedback.advice import advise
from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    Evidence,
    ExpectedPoint,
    PointCoverage,
    SecondOpinion,
)
from mock_interviewer.app.feedback.delivery.delivery import (
    CurveReading,
    Delivery,
    Loudness,
    Pauses,
    Pitch,
    SpeechMoment,
    UnavailableMeasure,
)
from mock_interviewer.app.feedback.delivery.habits import furthest_habit
from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION, Feedback
from mock_interviewer.app.feedback.story.story import Story, StoryPart
from mock_interviewer.app.ui.feedback.model_answer import ModelAnswerText
from mock_interviewer.audio.recognition.transcript import Transcript

POINTS = (
    ExpectedPoint(
        "general-first",
        "Pre-training learns general representations of language from raw text, without labels.",
        essential=True,
        weight=3,
        said=("You first learn general representations from raw text, so nobody has to label it.",),
    ),
    ExpectedPoint(
        "fewer-labels",
        "Fine-tuning adapts those weights to a task with far fewer labeled examples.",
        essential=True,
        weight=3,
        said=("Then you adapt the weights, and a few thousand labeled examples are enough.",),
    ),
    ExpectedPoint(
        "one-base",
        "One expensive base model is shared by many tasks.",
        weight=2,
        said=("You pay for pre-training once and reuse that base for every task.",),
    ),
    ExpectedPoint(
        "forgetting",
        "Fine-tuning can overwrite what was learned before, which is called catastrophic "
        "forgetting.",
        weight=2,
        said=("If you tune too hard, the model forgets what it knew before.",),
    ),
    ExpectedPoint(
        "adapters",
        "Adapters such as LoRA train a small part of the weights and leave the rest alone.",
        weight=1,
        said=("With LoRA you only train small low-rank matrices beside the frozen weights.",),
    ),
    ExpectedPoint(
        "held-out",
        "Success is measured on held-out data of the task, against the base model without tuning.",
        essential=True,
        weight=2,
        said=("I would keep a held-out set and compare with the base model before tuning.",),
    ),
)
ASKED = CoverageQuestion(ANSWERS[0].question, POINTS, "technical")
MODEL_ANSWER = ModelAnswerText(
    "It splits a hard problem in two. In pre-training the model reads enormous amounts of raw text "
    "and learns to predict the next token. Nobody has to label anything, and what comes out is a "
    "general picture of language and of a good deal of the world. In fine-tuning you take those "
    "weights and adapt them to one task, and because so much is known already, a few thousand "
    "labeled examples do what used to take millions. You pay for the expensive part once and share "
    "it between many tasks. The risk is that tuning overwrites what was learned before, so I use a "
    "small learning rate or adapters, and I compare with the untuned model on held-out data."
)
MIXED_ANSWER = (
    "Pre-training is where the model learns to predict the next token, which needs no labels at "
    "all. Then you adapt it to your own data, and that is usually less work than training from "
    "scratch. At my last company one model was used for several products. And fine-tuning only "
    "adds to what is there, so the model never loses what it knew before."
)
"""Another answer to the same question, with points of every verdict."""
EMPTY_ANSWER = (
    "I'm not sure about that one. I think it has to do with training a model twice, but I would "
    "have to look it up."
)
"""An answer to it that makes no point."""
_SPOKEN = {
    "general-first": ("learns to predict the next token, which needs no labels at all",),
    "fewer-labels": (
        "adapt them with a much smaller labeled set, so you need far fewer examples",
        "adapt it to your own data, and that is usually less work than training from scratch",
    ),
    "one-base": (
        "one expensive base model can serve many tasks",
        "one model was used for several products",
    ),
    "forgetting": (
        "The risk is catastrophic forgetting, where the model loses what it knew",
        "fine-tuning only adds to what is there, so the model never loses what it knew before",
    ),
    "adapters": ("train only adapters like LoRA",),
}
"""What makes each point, or contradicts it, in one of the answers."""
_STORY = {
    "situation": "learning the language from learning the task",
    "action": "you take those weights and adapt them",
    "result": "far fewer examples and far less compute",
}


def delivery_of(transcript: Transcript) -> Delivery:
    """Return a delivery that fits the words of ``transcript``."""
    words = transcript.words
    gaps = [
        SpeechMoment(before.end, after.start)
        for before, after in pairwise(words)
        if after.start - before.end > 0.25  # noqa: PLR2004 (what a pause is)
    ]
    total = sum(gap.length for gap in gaps)
    told = words[-1].end - words[0].start
    pace_curve = tuple(
        CurveReading(at, 6.0 * sum(at - 5 <= word.start < at + 5 for word in words))
        for at in range(5, int(transcript.duration) - 4, 2)
    )
    pitch_curve = tuple(
        CurveReading(word.start, 121 + 16 * sin(word.start) + 7 * sin(3.1 * word.start + 1))
        for word in words
    )
    fillers = tuple(SpeechMoment(gap.start + 0.05, gap.start + 0.3, "um") for gap in gaps[1::2])
    return Delivery(
        duration=transcript.duration,
        words=len(words),
        pace=60 * len(words) / told,
        articulation=60 * len(words) / (told - total),
        pace_curve=pace_curve,
        first_word=words[0].start,
        pauses=Pauses(tuple(gaps), total),
        fillers=fillers,
        filler_rate=60 * len(fillers) / told,
        repetitions=(),
        hedges=(SpeechMoment(words[3].start, words[4].end, "kind of"),),
        pitch=Pitch(121.0, 0.14, pitch_curve),
        loudness=Loudness(5.2),
        richness=0.71,
    )


def coverage_of(transcript: Transcript, verdicts: str) -> Coverage:
    """Return coverage by a letter for each point: m(ade), u(nsure), o(pposite), n(ot)."""
    kinds = {verdict.value[0]: verdict for verdict in CoverageVerdict}
    return Coverage(
        tuple(
            _point(transcript, point, kinds[letter])
            for point, letter in zip(POINTS, verdicts, strict=True)
        )
    )


def full(transcript: Transcript) -> Feedback:
    """Return the feedback on an answer that made nearly every point."""
    return _advised(
        Feedback(FEEDBACK_VERSION, delivery_of(transcript), coverage_of(transcript, "mmmmun"))
    )


def mixed(transcript: Transcript) -> Feedback:
    """Return the feedback on MIXED_ANSWER: points of every verdict, one of them the person's."""
    judged = coverage_of(transcript, "muuonn")
    coverage = judged.with_verdicts({POINTS[2].id: CoverageVerdict.MADE})
    return _advised(replace(full(transcript), coverage=coverage))


def opinions(transcript: Transcript) -> Feedback:
    """Return the feedback on MIXED_ANSWER after second opinions on two of its points."""
    judged = coverage_of(transcript, "muuonn")
    made = SecondOpinion(CoverageVerdict.MADE, judged.points[1].evidence)
    coverage = judged.with_opinion(POINTS[1].id, made)
    coverage = coverage.with_opinion(POINTS[2].id, SecondOpinion(CoverageVerdict.NOT))
    return _advised(replace(full(transcript), coverage=coverage))


def nothing(transcript: Transcript) -> Feedback:
    """Return the feedback on EMPTY_ANSWER, which made no key point."""
    return _advised(replace(full(transcript), coverage=coverage_of(transcript, "nnnnnn")))


def untold(transcript: Transcript) -> Feedback:
    """Return the feedback on a recording without speech."""
    why = "No speech was detected in this recording."
    keys = ("pace", "articulation", "first_word", "pauses", "fillers", "repetitions", "hedges")
    rest = ("pitch", "loudness", "richness")
    return Feedback(
        FEEDBACK_VERSION,
        Delivery(
            transcript.duration,
            0,
            untold=tuple(UnavailableMeasure(key, why) for key in (*keys, *rest)),
        ),
        coverage_untold="No words were found in this recording.",
    )


def story(transcript: Transcript) -> Feedback:
    """Return the feedback on a story."""
    parts = (
        StoryPart("situation", CoverageVerdict.MADE, _evidence(transcript, _STORY["situation"])),
        StoryPart("task", CoverageVerdict.NOT),
        StoryPart("action", CoverageVerdict.MADE, _evidence(transcript, _STORY["action"])),
        StoryPart("result", CoverageVerdict.UNSURE, _evidence(transcript, _STORY["result"])),
    )
    return _advised(replace(full(transcript), story=Story(parts, i_acted=2, we_acted=7)))


def _advised(feedback: Feedback) -> Feedback:
    """Return the feedback with the program's advice."""
    habit = furthest_habit(feedback.delivery)
    advice = advise(
        ASKED, feedback.coverage, feedback.coverage_untold, feedback.story, feedback.delivery, habit
    )
    return replace(feedback, advice=advice)


def _point(transcript: Transcript, point: ExpectedPoint, covered: CoverageVerdict) -> PointCoverage:
    said = next((said for said in _SPOKEN.get(point.id, ()) if said in transcript.text), "")
    evidence = _evidence(transcript, said) if said and covered is not CoverageVerdict.NOT else None
    score = 0.1 + 0.8 * covered.counts
    kept = covered if evidence is not None else CoverageVerdict.NOT
    return PointCoverage(
        point.id, point.point, kept, score, evidence, point.essential, point.weight
    )


def _evidence(transcript: Transcript, said: str) -> Evidence:
    start = transcript.text.index(said)
    before = len(transcript.text[:start].split())
    words = transcript.words[before : before + len(said.split())]
    return Evidence(start, start + len(said), words[0].start, words[-1].end)
