import pytest
from pytestqt.qtbot import QtBot
from rig.feedback import MIXED

from mock_interviewer.app.feedback.coverage import Coverage, Covered
from mock_interviewer.app.ui.theme import Theme, roles
from mock_interviewer.app.ui.widgets.feedback.weight_bar import WeightBar


@pytest.fixture
def bar(qtbot: QtBot, look: Theme) -> WeightBar:
    bar = WeightBar()
    qtbot.addWidget(bar)
    bar.resize(606, bar.height())
    return bar


def test_each_point_has_a_piece_as_wide_as_its_weight(bar: WeightBar) -> None:
    bar.show_coverage(MIXED)
    pieces = bar.pieces()
    assert [round(place.width()) for place, _ in pieces] == [300, 200, 100]
    assert [covered for _, covered in pieces] == [Covered.MADE, Covered.PARTLY, Covered.NOT]
    assert round(pieces[-1][0].right()) == 606


def test_the_covered_weight_is_said_to_those_who_do_not_see_it(bar: WeightBar) -> None:
    bar.show_coverage(MIXED)
    assert bar.accessibleName() == "4 of 6 by weight"


def test_a_partly_made_piece_is_half_full(bar: WeightBar) -> None:
    bar.show_coverage(MIXED)
    picture = bar.grab().toImage()
    middle = picture.height() // 2
    good = roles().good.rgb()
    made, partly, missed = (place for place, _ in bar.pieces())

    def filled(x: float) -> bool:
        return picture.pixelColor(round(x), middle).rgb() == good

    assert filled(made.left() + 0.9 * made.width())
    assert filled(partly.left() + 0.4 * partly.width())
    assert not filled(partly.left() + 0.6 * partly.width())
    assert not filled(missed.left() + 0.4 * missed.width())


def test_without_points_nothing_is_drawn(bar: WeightBar) -> None:
    bar.show_coverage(Coverage(()))
    assert bar.pieces() == []
