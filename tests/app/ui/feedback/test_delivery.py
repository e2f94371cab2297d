from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot
from rig.feedback import DELIVERY, MEASURES, published_range

from mock_interviewer.app.feedback.delivery.delivery import (
    Delivery,
    SpeechMoment,
    UnavailableMeasure,
)
from mock_interviewer.app.feedback.delivery.measures import DeliveryMeasure, MeasureBand
from mock_interviewer.app.ui.feedback.delivery import (
    DeliveryView,
    FigureRow,
    measure_explanations,
    recommended_range_text,
)
from mock_interviewer.app.ui.style.theme import Theme

NOBODY = "No speech was detected."


@pytest.fixture
def view(qtbot: QtBot, look: Theme) -> DeliveryView:
    view = DeliveryView(MEASURES)
    qtbot.addWidget(view)
    view.show_delivery(DELIVERY, playable=True)
    return view


def _row(view: DeliveryView, key: str) -> FigureRow:
    return next(row for row in view.rows if row.explained.figure.key == key)


def test_a_few_figures_are_shown_and_the_others_on_request(view: DeliveryView) -> None:
    shown = {row.explained.figure.key for row in view.rows if not row.isHidden()}
    assert shown == {"length", "pace", "first_word", "pauses", "fillers", "pitch"}
    view.more.click()
    assert not any(row.isHidden() for row in view.rows)
    assert view.more.text() == "Fewer metrics"
    view.more.click()
    assert _row(view, "hedges").isHidden()


def test_a_figure_shows_its_recommended_range_and_unfolds_its_definition(
    view: DeliveryView,
) -> None:
    pace = _row(view, "pace")
    assert pace.explained.figure.value == "125 words a minute"
    assert pace.explained.recommended_range == "Recommended range: 120 to 160 words a minute"
    assert not pace.unfolded
    pace.fold.click()
    assert pace.unfolded
    assert pace.explained.explanations[0] == "Words by minutes."


def test_a_figure_without_a_definition_does_not_unfold(view: DeliveryView) -> None:
    assert _row(view, "first_word").fold.isHidden()


def test_the_moments_of_a_figure_can_be_played(qtbot: QtBot, view: DeliveryView) -> None:
    _um, uh = _row(view, "fillers").moments
    assert uh.accessibleName() == "Play from 0:40: uh"
    with qtbot.waitSignal(view.play_asked) as asked:
        uh.click()
    assert asked.args == [40.0]


def test_the_longest_pauses_are_offered_in_order(qtbot: QtBot, look: Theme) -> None:
    assert DELIVERY.pauses is not None
    many = tuple(SpeechMoment(10.0 * at, 10.0 * at + at / 10) for at in range(3, 12))
    view = DeliveryView(MEASURES)
    qtbot.addWidget(view)
    view.show_delivery(
        replace(DELIVERY, pauses=replace(DELIVERY.pauses, moments=many)), playable=True
    )
    times = [button.text() for button in _row(view, "pauses").moments]
    assert times == ["1:10", "1:20", "1:30", "1:40", "1:50"]


def test_without_a_recording_nothing_can_be_played(view: DeliveryView) -> None:
    view.show_delivery(DELIVERY, playable=False)
    assert [button for row in view.rows for button in row.moments] == []


def test_figures_that_could_not_be_measured_are_listed_by_reason(view: DeliveryView) -> None:
    untold = (
        UnavailableMeasure("pace", NOBODY),
        UnavailableMeasure("articulation", NOBODY),
        UnavailableMeasure("pitch", "The recording is gone."),
    )
    view.show_delivery(
        replace(DELIVERY, pace=None, articulation=None, pitch=None, untold=untold), playable=True
    )
    assert f"{NOBODY} Not measured: pace, pace without pauses." in view.unavailable
    assert "The recording is gone. Not measured: pitch variation." in view.unavailable
    assert "pace" not in {row.explained.figure.key for row in view.rows}


def test_an_empty_delivery_shows_only_length_and_words(view: DeliveryView) -> None:
    view.show_delivery(Delivery(12.0, 0), playable=True)
    assert [(row.explained.figure.key, row.explained.figure.value) for row in view.rows] == [
        ("length", "12 s"),
        ("words", "0"),
    ]
    assert view.curves.isHidden()


def test_showing_the_same_delivery_again_keeps_rows_unfolded(view: DeliveryView) -> None:
    _row(view, "pace").fold.click()
    view.show_delivery(DELIVERY, playable=True)
    assert _row(view, "pace").unfolded


def counted(unit: str, band: MeasureBand) -> DeliveryMeasure:
    return DeliveryMeasure("Pauses", unit, "Counted.", band=band)


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (MEASURES["pace"], "Recommended range: 120 to 160 words a minute"),
        (MEASURES["fillers"], "Recommended range: up to 5 a minute"),
        (counted("s", published_range(2.5, None)), "Recommended range: at least 2.5 s"),
        (counted("", published_range(0.11, 0.24)), "Recommended range: 0.11 to 0.24"),
        (counted("", published_range(None, None)), ""),
        (MEASURES["pauses"], ""),
    ],
)
def test_a_published_range_is_recommended(measure: DeliveryMeasure, said: str) -> None:
    assert recommended_range_text(measure) == said


def test_a_definition_and_a_range_come_with_their_sources() -> None:
    assert measure_explanations(MEASURES["fillers"]) == (
        "Found by ear.",
        "Source: An essay.",
        "Advice puts it there.",
        "Source: A handbook.",
    )


def test_a_source_shared_by_both_is_named_once() -> None:
    both = replace(counted("", published_range(1, 2)), source="A handbook.")
    assert measure_explanations(both) == (
        "Counted.",
        "Source: A handbook.",
        "Advice puts it there.",
    )
