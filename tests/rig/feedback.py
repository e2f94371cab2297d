"""Feedback on one small answer, which each test adapts."""

from dataclasses import replace
from types import MappingProxyType

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    Evidence,
    ExpectedPoint,
    PointCoverage,
)
from mock_interviewer.app.feedback.delivery.delivery import (
    CurveReading,
    Delivery,
    Pauses,
    Pitch,
    SpeechMoment,
)
from mock_interviewer.app.feedback.delivery.measures import DeliveryMeasure, MeasureBand
from mock_interviewer.app.feedback.feedback import (
    FEEDBACK_VERSION,
    AdviceBasis,
    Feedback,
    FeedbackAdvice,
)
from mock_interviewer.app.feedback.story.story import Story, StoryPart

SAID = "Perplexity is the exponentiated loss. Lower is better."
ASKED = CoverageQuestion(
    "What is perplexity?",
    (
        ExpectedPoint("loss", "It is the exponentiated loss.", weight=3, said=("exp of the loss",)),
        ExpectedPoint("lower", "Lower is better.", weight=2, said=("you want it low",)),
        ExpectedPoint(
            "tokenizer", "Tokenizers must match.", essential=True, said=("same tokenizer",)
        ),
    ),
)


def evidence(words: str, begins: float | None = 1.0, ends: float | None = 3.0) -> Evidence:
    """Return the place of ``words`` in the answer."""
    start = SAID.index(words)
    return Evidence(start, start + len(words), begins, ends)


def coverage(
    *verdicts: CoverageVerdict, begins: float | None = 1.0, ends: float | None = 3.0
) -> Coverage:
    """Return coverage of the first points; all that were not missed have the same evidence."""
    found = evidence("exponentiated loss", begins, ends)
    return Coverage(
        tuple(
            PointCoverage(
                point.id,
                point.point,
                covered,
                0.5,
                None if covered is CoverageVerdict.NOT else found,
                point.essential,
                point.weight,
            )
            for point, covered in zip(ASKED.points, verdicts, strict=False)
        )
    )


MIXED = coverage(CoverageVerdict.MADE, CoverageVerdict.UNSURE, CoverageVerdict.NOT)
DELIVERY = Delivery(
    duration=60.0,
    words=120,
    pace=125.0,
    articulation=150.0,
    pace_curve=tuple(CurveReading(float(at), 100.0 + at) for at in range(5, 55, 2)),
    first_word=0.6,
    pauses=Pauses(
        (SpeechMoment(10.0, 11.5), SpeechMoment(20.0, 20.4), SpeechMoment(30.0, 33.0)), 4.9
    ),
    fillers=(SpeechMoment(11.0, 11.3, "um"), SpeechMoment(40.0, 40.2, "uh")),
    filler_rate=2.0,
    repetitions=(),
    hedges=(),
    pitch=Pitch(120.0, 0.2, tuple(CurveReading(at / 2, 110.0 + at % 7) for at in range(100))),
)
ADVICE = FeedbackAdvice(
    AdviceBasis.POINT, "tokenizer", "Say that tokenizers must match.", "same tokenizer"
)
FEEDBACK = Feedback(FEEDBACK_VERSION, DELIVERY, MIXED, advice=(ADVICE,))
EVERYTHING = Feedback(
    FEEDBACK_VERSION,
    replace(DELIVERY, first_word=None),
    Coverage(
        (
            MIXED.points[0],
            replace(MIXED.points[1], evidence=evidence("Lower is better", 52.0, None)),
            MIXED.points[2],
        )
    ),
    story=Story(
        (StoryPart("situation", CoverageVerdict.MADE), StoryPart("result", CoverageVerdict.NOT)),
        i_acted=2,
        we_acted=1,
    ),
    advice=(
        ADVICE,
        FeedbackAdvice(AdviceBasis.HABIT, "fillers", "Pause instead of “um”.", at=10.0),
    ),
)
"""Each part that feedback may have, and in the delivery one figure that cannot be told."""
UNTOLD = Feedback(
    FEEDBACK_VERSION, Delivery(duration=2.0, words=0), coverage_untold="Nothing was said."
)


def published_range(low: float | None, high: float | None) -> MeasureBand:
    """Return a published range from ``low`` to ``high``."""
    return MeasureBand(low, high, "Advice puts it there.", "A handbook.")


MEASURES = MappingProxyType(
    {
        "pace": DeliveryMeasure(
            "Pace", "words a minute", "Words by minutes.", band=published_range(120, 160)
        ),
        "fillers": DeliveryMeasure(
            "Fillers", "a minute", "Found by ear.", "An essay.", published_range(None, 5)
        ),
        "pauses": DeliveryMeasure("Pauses", "", "Silences of over 250 ms."),
    }
)
