"""Feedback on one small answer, of which each test changes what it is about."""

from dataclasses import replace
from types import MappingProxyType

from mock_interviewer.app.feedback.coverage import (
    Asked,
    Coverage,
    Covered,
    Evidence,
    PointCoverage,
    PointToMake,
)
from mock_interviewer.app.feedback.definitions import Band, Measure
from mock_interviewer.app.feedback.delivery import Delivery, Moment, Pauses, Pitch, Reading
from mock_interviewer.app.feedback.feedback import VERSION, About, Advice, Feedback
from mock_interviewer.app.feedback.story import PartTold, Story

SAID = "Perplexity is the exponentiated loss. Lower is better."
ASKED = Asked(
    "What is perplexity?",
    (
        PointToMake("loss", "It is the exponentiated loss.", weight=3, said=("exp of the loss",)),
        PointToMake("lower", "Lower is better.", weight=2, said=("you want it low",)),
        PointToMake(
            "tokenizer", "Tokenizers must match.", essential=True, said=("same tokenizer",)
        ),
    ),
)


def evidence(words: str, begins: float | None = 1.0, ends: float | None = 3.0) -> Evidence:
    """Return where ``words`` stand in what was said."""
    start = SAID.index(words)
    return Evidence(start, start + len(words), begins, ends)


def coverage(*verdicts: Covered, begins: float | None = 1.0, ends: float | None = 3.0) -> Coverage:
    """Return what became of the first points; all that were not missed rest on the same words."""
    found = evidence("exponentiated loss", begins, ends)
    return Coverage(
        tuple(
            PointCoverage(
                point.id,
                point.point,
                covered,
                0.5,
                None if covered is Covered.NOT else found,
                point.essential,
                point.weight,
            )
            for point, covered in zip(ASKED.points, verdicts, strict=False)
        )
    )


MIXED = coverage(Covered.MADE, Covered.PARTLY, Covered.NOT)
DELIVERY = Delivery(
    duration=60.0,
    words=120,
    pace=125.0,
    articulation=150.0,
    pace_curve=tuple(Reading(float(at), 100.0 + at) for at in range(5, 55, 2)),
    first_word=0.6,
    pauses=Pauses((Moment(10.0, 11.5), Moment(20.0, 20.4), Moment(30.0, 33.0)), 4.9),
    fillers=(Moment(11.0, 11.3, "um"), Moment(40.0, 40.2, "uh")),
    filler_rate=2.0,
    repetitions=(),
    hedges=(),
    pitch=Pitch(120.0, 0.2, tuple(Reading(at / 2, 110.0 + at % 7) for at in range(100))),
)
ADVICE = Advice(About.POINT, "tokenizer", "Say that tokenizers must match.", "same tokenizer")
FEEDBACK = Feedback(VERSION, DELIVERY, MIXED, advice=(ADVICE,))
EVERYTHING = Feedback(
    VERSION,
    replace(DELIVERY, first_word=None),
    Coverage(
        (
            MIXED.points[0],
            replace(MIXED.points[1], evidence=evidence("Lower is better", 52.0, None)),
            MIXED.points[2],
        )
    ),
    story=Story(
        (PartTold("situation", Covered.MADE), PartTold("result", Covered.NOT)),
        i_acted=2,
        we_acted=1,
    ),
    advice=(ADVICE, Advice(About.HABIT, "fillers", "Pause instead of “um”.", at=10.0)),
)
"""Each part that feedback may have, and in the delivery one figure that cannot be told."""
UNTOLD = Feedback(VERSION, Delivery(duration=2.0, words=0), coverage_untold="Nothing was said.")


def published_range(low: float | None, high: float | None) -> Band:
    """Return a range from ``low`` to ``high`` that a handbook gives."""
    return Band(low, high, "Advice puts it there.", "A handbook.")


MEASURES = MappingProxyType(
    {
        "pace": Measure(
            "Pace", "words a minute", "Words by minutes.", band=published_range(120, 160)
        ),
        "fillers": Measure(
            "Fillers", "a minute", "Found by ear.", "An essay.", published_range(None, 5)
        ),
        "pauses": Measure("Pauses", "", "Silences of over 250 ms."),
    }
)
