from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot
from rig.feedback import DELIVERY, MEASURES

from mock_interviewer.app.feedback.delivery.delivery import (
    Delivery,
    SpeechMoment,
    UnavailableMeasure,
)
from mock_interviewer.app.ui.feedback.delivery import DeliveryView, FigureRow
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


def test_few_figures_are_shown_until_one_asks_for_more(view: DeliveryView) -> None:
    shown = {row.explained.figure.key for row in view.rows if not row.isHidden()}
    assert shown == {"length", "pace", "first_word", "pauses", "fillers", "pitch"}
    view.more.click()
    assert not any(row.isHidden() for row in view.rows)
    assert view.more.text() == "Fewer figures"
    view.more.click()
    assert _row(view, "hedges").isHidden()


def test_a_figure_comes_with_its_published_range_and_unfolds_its_definition(
    view: DeliveryView,
) -> None:
    pace = _row(view, "pace")
    assert pace.explained.figure.value == "125 words a minute"
    assert pace.explained.published == "Published range: 120 to 160 words a minute"
    assert not pace.unfolded
    pace.fold.click()
    assert pace.unfolded
    assert pace.explained.explained[0] == "Words by minutes."


def test_a_figure_that_nobody_has_defined_has_nothing_to_unfold(view: DeliveryView) -> None:
    assert _row(view, "first_word").fold.isHidden()


def test_the_places_of_a_figure_can_be_heard(qtbot: QtBot, view: DeliveryView) -> None:
    _um, uh = _row(view, "fillers").moments
    assert uh.accessibleName() == "Hear it at 0:40: uh"
    with qtbot.waitSignal(view.play_asked) as asked:
        uh.click()
    assert asked.args == [40.0]


def test_the_longest_pauses_are_offered_in_their_order(qtbot: QtBot, look: Theme) -> None:
    assert DELIVERY.pauses is not None
    many = tuple(SpeechMoment(10.0 * at, 10.0 * at + at / 10) for at in range(3, 12))
    view = DeliveryView(MEASURES)
    qtbot.addWidget(view)
    view.show_delivery(
        replace(DELIVERY, pauses=replace(DELIVERY.pauses, moments=many)), playable=True
    )
    times = [button.text() for button in _row(view, "pauses").moments]
    assert times == ["1:10", "1:20", "1:30", "1:40", "1:50"]


def test_without_a_recording_nothing_can_be_heard(view: DeliveryView) -> None:
    view.show_delivery(DELIVERY, playable=False)
    assert [button for row in view.rows for button in row.moments] == []


def test_what_cannot_be_told_is_said_once_for_each_reason(view: DeliveryView) -> None:
    untold = (
        UnavailableMeasure("pace", NOBODY),
        UnavailableMeasure("articulation", NOBODY),
        UnavailableMeasure("pitch", "The recording is gone."),
    )
    view.show_delivery(
        replace(DELIVERY, pace=None, articulation=None, pitch=None, untold=untold), playable=True
    )
    assert f"{NOBODY} Not told: pace, pace without pauses." in view.unavailable
    assert "The recording is gone. Not told: pitch variation." in view.unavailable
    assert "pace" not in {row.explained.figure.key for row in view.rows}


def test_of_a_delivery_without_anything_only_what_is_known_is_told(view: DeliveryView) -> None:
    view.show_delivery(Delivery(12.0, 0), playable=True)
    assert [(row.explained.figure.key, row.explained.figure.value) for row in view.rows] == [
        ("length", "12 s"),
        ("words", "0"),
    ]
    assert view.curves.isHidden()


def test_the_same_delivery_again_leaves_its_rows_unfolded(view: DeliveryView) -> None:
    _row(view, "pace").fold.click()
    view.show_delivery(DELIVERY, playable=True)
    assert _row(view, "pace").unfolded
