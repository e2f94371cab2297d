from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.feedback import DELIVERY, MEASURES, published_range

from mock_interviewer.app.feedback.delivery.delivery import (
    Delivery,
    SpeechMoment,
    UnavailableMeasure,
)
from mock_interviewer.app.feedback.delivery.measures import DeliveryMeasure
from mock_interviewer.app.ui.feedback.delivery import DeliveryView
from mock_interviewer.app.ui.feedback.figure_row import FigureRow, measure_explanations
from mock_interviewer.app.ui.style.colors import GRAPHIC_CONTRAST, contrast_ratio, roles
from mock_interviewer.app.ui.style.theme import ColorScheme, ReducedMotion, Theme

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
    assert shown == {"length", "pace", "pauses", "fillers"}
    view.more.click()
    assert not any(row.isHidden() for row in view.rows)
    assert view.more.label == "Fewer figures"
    view.more.click()
    assert _row(view, "hedges").isHidden()


def test_a_figure_is_said_in_words_before_its_number(view: DeliveryView) -> None:
    pace = _row(view, "pace")
    assert pace.accessibleName() == "Pace: in the range"
    assert pace.explained.quiet == "125 words a minute · recommended: 120 to 160"
    pauses = _row(view, "pauses")
    assert pauses.accessibleName() == "Pauses: 3"
    assert pauses.bar is None
    assert pauses.explained.quiet == "4.9 s together, the longest 3.0 s at 0:30"


def test_a_figure_unfolds_its_definition(view: DeliveryView) -> None:
    pace = _row(view, "pace")
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


def test_a_definition_and_a_range_come_with_their_sources() -> None:
    assert measure_explanations(MEASURES["fillers"]) == (
        "Found by ear.",
        "Source: An essay.",
        "Advice puts it there.",
        "Source: A handbook.",
    )


def test_a_source_shared_by_both_is_named_once() -> None:
    both = DeliveryMeasure(
        "Pauses", "", "Counted.", source="A handbook.", band=published_range(1, 2)
    )
    assert measure_explanations(both) == (
        "Counted.",
        "Source: A handbook.",
        "Advice puts it there.",
    )


def test_a_scale_says_the_words_and_the_figure(view: DeliveryView) -> None:
    bar = _row(view, "pace").bar
    assert bar is not None
    assert bar.accessibleName() == "Pace: in the range"
    assert bar.accessibleDescription() == (
        "125 words a minute, recommended: 120 to 160 words a minute"
    )
    assert nameless(view) == []


def test_the_dot_is_where_the_value_lies(view: DeliveryView, qtbot: QtBot) -> None:
    view.show_delivery(replace(DELIVERY, pace=240.0), playable=True)
    bar = _row(view, "pace").bar
    assert bar is not None
    bar.resize(200, 16)
    picture = bar.grab().toImage()
    dot, band, beyond = (bar.place(share) for share in (0.8, 140 / 300, 0.7))
    middle, above = picture.height() // 2, picture.height() // 2 - 3
    assert picture.pixelColor(int(dot), middle) == roles().text
    assert picture.pixelColor(int(beyond), middle) != roles().text
    ground = picture.pixelColor(int(beyond), above)
    assert picture.pixelColor(int(band), above) != ground


def test_the_ends_of_the_range_are_visible_without_color(view: DeliveryView, look: Theme) -> None:
    bar = _row(view, "pace").bar
    assert bar is not None
    for scheme in (ColorScheme.LIGHT, ColorScheme.DARK):
        look.choose(scheme, ReducedMotion.OFF)
        bar.resize(200, 16)
        picture = bar.grab().toImage()
        end, above = int(bar.place(bar.scale.low)), picture.height() // 2 - 3
        drawn = [picture.pixelColor(end + beside, above) for beside in (-1, 0, 1)]
        ground = roles().window
        assert max(contrast_ratio(color, ground) for color in drawn) >= GRAPHIC_CONTRAST
