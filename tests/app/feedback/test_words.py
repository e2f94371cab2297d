from dataclasses import replace

import pytest

from mock_interviewer.app.feedback import words
from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageVerdict,
    PointCoverage,
    SecondOpinion,
)
from mock_interviewer.app.feedback.delivery.delivery import (
    Delivery,
    Loudness,
    Pauses,
    Pitch,
    SpeechMoment,
    UnavailableMeasure,
)
from mock_interviewer.app.feedback.story.story import Story, StoryPart

UM = tuple(SpeechMoment(10.0 * at, 10.0 * at + 0.3, "um") for at in range(1, 9))
TOLD = Delivery(
    duration=84.0,
    words=199,
    pace=142.4,
    articulation=171.5,
    first_word=1.24,
    pauses=Pauses((SpeechMoment(3.0, 3.5), SpeechMoment(40.0, 42.1)), 2.6),
    fillers=UM[:2],
    filler_rate=1.43,
    repetitions=UM[:1],
    hedges=(),
    pitch=Pitch(118.7, 0.153),
    loudness=Loudness(6.24),
    richness=0.717,
)
NOTHING = Delivery(duration=3.0, words=0)


MADE, UNSURE = CoverageVerdict.MADE, CoverageVerdict.UNSURE
OPPOSITE, NOT = CoverageVerdict.OPPOSITE, CoverageVerdict.NOT
_BOTH = "1 to check, 1 to 2 of 2 essential"


def _coverage(*points: tuple[CoverageVerdict, bool]) -> Coverage:
    """Return coverage of points, each with whether it is essential."""
    return Coverage(
        tuple(
            PointCoverage(str(at), "", covered, 0.5, essential=essential)
            for at, (covered, essential) in enumerate(points)
        )
    )


def _figure(delivery: Delivery, key: str) -> words.DeliveryFigure:
    (figure,) = (each for each in words.figures(delivery) if each.key == key)
    return figure


def test_the_headline_counts_only_made_points() -> None:
    some = _coverage(*((covered, False) for covered in (MADE, OPPOSITE, NOT)))
    assert words.headline(some) == "1 of 3 key points"
    assert words.headline(_coverage((NOT, False))) == "0 of 1 key point"


def test_the_headline_is_a_range_while_points_are_to_be_checked() -> None:
    some = _coverage(*((covered, False) for covered in (MADE, UNSURE, UNSURE, NOT)))
    assert words.headline(some) == "1 to 3 of 4 key points"


@pytest.mark.parametrize(
    ("points", "beside"),
    [
        (
            [
                (CoverageVerdict.MADE, True),
                (CoverageVerdict.UNSURE, True),
                (CoverageVerdict.NOT, False),
            ],
            _BOTH,
        ),
        ([(CoverageVerdict.MADE, True), (CoverageVerdict.NOT, False)], "1 of 1 essential"),
        ([(CoverageVerdict.MADE, True), (CoverageVerdict.NOT, True)], ""),
        ([(CoverageVerdict.UNSURE, False), (CoverageVerdict.UNSURE, False)], "2 to check"),
        ([(OPPOSITE, False), (UNSURE, False)], "1 contradicted, 1 to check"),
        ([(CoverageVerdict.MADE, False)], ""),
    ],
)
def test_a_note_says_what_the_headline_leaves_out(
    points: list[tuple[CoverageVerdict, bool]], beside: str
) -> None:
    coverage = _coverage(*points)
    assert words.beside_headline(coverage) == beside
    line = words.headline(coverage)
    assert words.coverage_line(coverage) == (f"{line}, {beside}" if beside else line)


def test_every_verdict_has_its_own_symbol_and_word() -> None:
    assert len({words.mark(covered) for covered in CoverageVerdict}) == len(CoverageVerdict)
    assert [words.verdict(covered) for covered in CoverageVerdict] == [
        "made",
        "to check",
        "contradicted",
        "not made",
    ]


def test_a_verdict_that_the_person_gave_is_called_theirs() -> None:
    (point,) = _coverage((NOT, False)).points
    assert words.point_verdict(point) == "not made"
    assert words.point_verdict(point.with_verdict(MADE)) == "made, your verdict"


def test_a_second_opinion_is_called_one_unless_the_person_gave_a_verdict() -> None:
    (point,) = _coverage((UNSURE, False)).points
    asked = point.with_opinion(SecondOpinion(MADE))
    assert words.point_verdict(asked) == "made, second opinion"
    assert words.point_verdict(asked.with_verdict(NOT)) == "not made, your verdict"


@pytest.mark.parametrize(
    ("key", "value", "note"),
    [
        ("length", "1 min 24 s", ""),
        ("words", "199", ""),
        ("pace", "142 words a minute", ""),
        ("articulation", "172 words a minute", ""),
        ("first_word", "1.2 s", ""),
        ("pauses", "2", "2.6 s together, the longest 2.1 s at 0:40"),
        ("fillers", "at least 2", "about 1.4 a minute, at 0:10, 0:20"),
        ("repetitions", "at least 1", "at 0:10"),
        ("hedges", "none found", ""),
        ("pitch", "0.15", "around 119 Hz"),
        ("loudness", "6.2 dB", ""),
        ("richness", "0.72", ""),
    ],
)
def test_a_measure_is_rounded_and_names_its_places(key: str, value: str, note: str) -> None:
    figure = _figure(TOLD, key)
    assert (figure.value, figure.note) == (value, note)
    assert figure.label


def test_only_some_of_many_places_are_named() -> None:
    note = _figure(Delivery(duration=90.0, words=9, hedges=UM), "hedges").note
    assert note == "at 0:10, 0:20, 0:30, 0:40, 0:50, 1:00 and 2 more"


def test_a_figure_with_a_published_range_is_said_in_words_first() -> None:
    pace, fillers = _figure(TOLD, "pace"), _figure(TOLD, "fillers")
    assert (pace.said, pace.detail) == ("comfortable", "142 words a minute")
    assert (fillers.said, fillers.detail) == (
        "few",
        "at least 2, about 1.4 a minute, at 0:10, 0:20",
    )


def test_a_figure_without_a_range_is_said_by_its_value() -> None:
    pauses = _figure(TOLD, "pauses")
    assert (pauses.said, pauses.detail) == ("2", "2.6 s together, the longest 2.1 s at 0:40")


def test_words_that_are_the_value_are_not_repeated() -> None:
    none = _figure(replace(TOLD, fillers=(), filler_rate=0.0), "fillers")
    assert (none.said, none.detail) == ("none found", "")


def test_the_length_of_the_speech_is_beside_that_of_the_recording() -> None:
    assert _figure(replace(TOLD, last_word=81.2), "length").note == "1 min 20 s of speech"
    assert _figure(TOLD, "length").note == ""


def test_a_missing_measure_has_no_value_and_a_reason() -> None:
    why = "Fewer than five words were said."
    delivery = Delivery(duration=3.0, words=2, untold=(UnavailableMeasure("pace", why),))
    figure = _figure(delivery, "pace")
    assert (figure.value, figure.note) == ("", why)


def test_uncounted_words_are_not_zero_words() -> None:
    why = "This language is written without spaces."
    figure = _figure(
        Delivery(duration=3.0, words=0, untold=(UnavailableMeasure("words", why),)), "words"
    )
    assert (figure.value, figure.note) == ("", why)
    assert _figure(NOTHING, "words").value == "0"


def test_every_measure_without_a_value_has_a_reason() -> None:
    empty = [figure for figure in words.figures(NOTHING) if not figure.value]
    assert len(empty) == len(words.figures(NOTHING)) - 2  # all but length and words
    assert all(figure.note.endswith(".") for figure in empty)


def test_the_limitation_of_a_measure_is_shown_beside_it() -> None:
    why = "Without the recording they are rough."
    delivery = Delivery(
        duration=9.0,
        words=9,
        pauses=Pauses((SpeechMoment(1.0, 2.0),), 1.0),
        untold=(UnavailableMeasure("pauses", why),),
    )
    figure = _figure(delivery, "pauses")
    assert (figure.value, figure.note) == ("1", f"1.0 s together, the longest 1.0 s at 0:01. {why}")


def test_the_summary_line_has_the_available_measures() -> None:
    assert words.delivery_line(TOLD) == (
        "1 min 24 s · 142 words a minute · 2 pauses, the longest 2.1 s · at least 2 fillers"
    )
    assert words.delivery_line(NOTHING) == "3 s"


def test_the_summary_line_has_a_text_for_no_measures() -> None:
    none = Delivery(duration=9.0, words=20, pauses=Pauses((), 0.0), fillers=())
    assert words.delivery_line(none) == "9 s · 0 pauses · no filler found"


def test_a_story_is_described_by_its_parts_and_actors() -> None:
    story = Story(
        (
            StoryPart("situation", CoverageVerdict.MADE),
            StoryPart("task", CoverageVerdict.UNSURE),
            StoryPart("result", CoverageVerdict.NOT),
        ),
        i_acted=5,
        we_acted=1,
    )
    assert words.story_line(story) == "situation covered, task unclear, result missing"
    assert words.acted_line(story) == "“I” is the actor in 5 clauses, “we” in 1."
