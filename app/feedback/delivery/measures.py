"""The measures of delivery: the definition, source, and usual range of each.

A range is given only if one is published, with its source. Ranges are not grades: within one, no
value is better than another. Where a value lies in its range is in ``ranges``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias


@dataclass(frozen=True)
class RangeWords:
    """Plain words for a value in a range, a little outside it, and far outside it.

    ``zero`` is for a value of 0, if it has words of its own.
    """

    within: str = "in the range"
    little_below: str = "a little below the range"
    below: str = "below the range"
    little_above: str = "a little above the range"
    above: str = "above the range"
    zero: str = ""


@dataclass(frozen=True)
class MeasureBand:
    """A range that its source calls usual or harmless, in the measure's unit.

    None is an open end; ``sentence`` states the range in words. From ``worse_from`` on, the source
    found values worse than those in the range; None if it doesn't say which direction is better.
    """

    low: float | None
    high: float | None
    sentence: str
    source: str
    words: RangeWords = RangeWords()
    worse_from: float | None = None


@dataclass(frozen=True)
class DeliveryMeasure:
    """One measure; ``unit`` is "" for a plain number, ``source`` "" for our own definition."""

    name: str
    unit: str
    definition: str
    source: str = ""
    band: MeasureBand | None = None


Measures: TypeAlias = Mapping[str, DeliveryMeasure]
"""Measures by their key."""

_A_MINUTE = "words a minute"
_HINCKS_2004 = (
    "R. Hincks (2004), Processing the prosody of oral presentations, Proc. InSTIL/ICALL, paper 016"
)
_HINCKS_2005 = (
    "R. Hincks (2005), Measuring liveliness in presentation speech, Proc. Interspeech, 765-768, "
    "doi:10.21437/Interspeech.2005-353"
)
_SILENT_PAUSES = (
    "N. H. de Jong and H. R. Bosker (2013), Choosing a threshold for silent pauses to measure "
    "second language fluency, Proc. DiSS, 17-20"
)
_DE_JONG_AND_WEMPE = (
    "N. H. de Jong and T. Wempe (2009), Praat script to detect syllable nuclei and measure speech "
    "rate automatically, Behavior Research Methods 41, 385-390, doi:10.3758/BRM.41.2.385"
)
_FILLERS = (
    "M. M. Laske and F. D. DiGennaro Reed (2024), Um, so, like, do speech disfluencies matter? "
    "Journal of Applied Behavior Analysis, doi:10.1002/jaba.1093"
)
_DISFLUENCIES = "E. Shriberg (1996), Disfluencies in Switchboard, Proc. ICSLP, addendum, 11-14"
_HEDGES = (
    "G. Lakoff (1973), Hedges: a study in meaning criteria and the logic of fuzzy concepts, "
    "Journal of Philosophical Logic 2, doi:10.1007/978-94-010-1756-5_9"
)
_MATTR = (
    "M. A. Covington and J. D. McFall (2010), Cutting the Gordian knot: the moving-average "
    "type-token ratio, Journal of Quantitative Linguistics 17, 94-100, "
    "doi:10.1080/09296171003643098"
)
_PRAAT = (
    "the pitch itself by Praat: P. Boersma (1993), Proc. Institute of Phonetic Sciences Amsterdam "
    "17, 97-110"
)

_COMMON_PACE = MeasureBand(
    120.0,
    160.0,
    "Guides to public speaking often recommend 120 to 160 words a minute. Other ranges exist, and "
    "many good speakers are slower.",
    "Common advice, not a measurement",
    RangeWords("comfortable", "a little slow", "slow", "a little fast", "fast"),
)
_COMMON_LENGTH = MeasureBand(
    60.0,
    120.0,
    "Career advisers often recommend one to two minutes for an answer.",
    "Common advice, not a measurement",
    RangeWords("comfortable", "a little short", "short", "a little long", "long"),
)
_HARMLESS_FILLERS = MeasureBand(
    None,
    5.0,
    "Listeners didn't rate speeches with up to 5 fillers a minute worse, but those with 12. "
    "Nothing in between was tested.",
    _FILLERS,
    RangeWords("few", little_above="some", above="many", zero="none found"),
    worse_from=12.0,
)

MEASURES: Final[Measures] = {
    "length": DeliveryMeasure(
        "Length",
        "seconds",
        "The length of the recording, from its start to its end. The recommended range and advice "
        "count from your first word to your last.",
        band=_COMMON_LENGTH,
    ),
    "words": DeliveryMeasure(
        "Words",
        "words",
        "The words of the transcript. A contraction counts as one word, a number as it is written, "
        "and fillers don't count.",
    ),
    "pace": DeliveryMeasure(
        "Pace",
        _A_MINUTE,
        "Words divided by the time from the start of the first word to the end of the last, "
        "including pauses. Requires at least 5 words and 3 seconds.",
        band=_COMMON_PACE,
    ),
    "articulation": DeliveryMeasure(
        "Pace without pauses",
        _A_MINUTE,
        "Words divided by the time spent speaking, without fillers and pauses longer than 250 ms.",
        _DE_JONG_AND_WEMPE,
    ),
    "pace_curve": DeliveryMeasure(
        "Pace over time",
        _A_MINUTE,
        "Words within 10 seconds, every 2 seconds. A word that is only partly within those 10 "
        "seconds counts partly.",
    ),
    "first_word": DeliveryMeasure(
        "Time to first word",
        "seconds",
        "From the start of the recording to the first word. Clicks, breaths, and fillers before it "
        "don't count.",
    ),
    "pauses": DeliveryMeasure(
        "Pauses",
        "pauses",
        "Silences longer than 250 ms between the first and last word, found in the sound: moments "
        "well below the level of your voice. Breaths, clicks, and keystrokes don't end a silence. "
        "Too much noise prevents this measurement.",
        f"{_HINCKS_2005}; {_SILENT_PAUSES}",
    ),
    "fillers": DeliveryMeasure(
        "Fillers",
        "a minute",
        "“Um”, “uh”, and the like found in the sound, divided by the time from the first word or "
        "filler to the last. There may be more: of 144 fillers in test recordings, 69 % were "
        "found, and 98 % of those found were fillers.",
        band=_HARMLESS_FILLERS,
    ),
    "repetitions": DeliveryMeasure(
        "Repetitions",
        "times",
        "One to four words said twice in a row (“we can we can”), and false starts (“I wan- I "
        "wanted”). Words doubled on purpose, such as “very very”, don't count. There may be more: "
        "speech recognition leaves some out.",
        _DISFLUENCIES,
    ),
    "hedges": DeliveryMeasure(
        "Hedges",
        "times",
        "Phrases that soften what you say: “kind of”, “sort of”, “I guess”, “I suppose”, “or "
        "something”, and softeners in a row such as “I think maybe”. A single “I think” or "
        "“probably” doesn't count.",
        _HEDGES,
    ),
    "pitch": DeliveryMeasure(
        "Pitch variation",
        "",
        "The standard deviation of the pitch of your voice divided by its mean, over 10 seconds at "
        "a time, then averaged. In a study, speakers giving talks averaged 0.11 to 0.24; no value "
        "is known to be best.",
        f"{_HINCKS_2004}; {_PRAAT}",
    ),
    "loudness": DeliveryMeasure(
        "Loudness variation",
        "decibels",
        "The standard deviation of the level of your voice while you speak, over 50 ms at a time. "
        "It also depends on the microphone, so compare it only with your own answers.",
    ),
    "richness": DeliveryMeasure(
        "Variety of words",
        "",
        "Different words divided by all words, within 50 words at a time, averaged over the whole "
        "answer so that long answers aren't at a disadvantage. Requires at least 50 words.",
        _MATTR,
    ),
}
"""Measures by the key used in UnavailableMeasure, DeliveryHabit, and FeedbackAdvice."""
