import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot
from rig.feedback import MIXED

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict, PointCoverage
from mock_interviewer.app.feedback.coverage.points_bar import PlacedBarPart
from mock_interviewer.app.ui.feedback.key_points_summary import KeyPointsBar
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import Theme


@pytest.fixture
def bar(qtbot: QtBot, look: Theme) -> KeyPointsBar:
    bar = KeyPointsBar()
    qtbot.addWidget(bar)
    bar.resize(606, bar.height())
    bar.show_coverage(MIXED)
    return bar


def test_the_bar_is_described_for_screen_readers(bar: KeyPointsBar) -> None:
    assert bar.accessibleName() == "1 to 2 of 3 key points, 1 to check, 0 of 1 essential"


def test_segments_are_full_hatched_crossed_out_or_hollow(bar: KeyPointsBar) -> None:
    points = (PointCoverage(covered, "", covered, 0.5) for covered in CoverageVerdict)
    bar.show_coverage(Coverage(tuple(points)))
    picture = bar.grab().toImage()
    made, unsure, opposite, missed = (_colors_inside(picture, part) for part in bar.segments())
    ground = picture.pixel(0, 0)
    assert made == {roles().good.rgb()}
    assert missed == {ground}
    assert ground in unsure
    assert ground in opposite
    assert _hues(unsure) == {"green"}
    assert _hues(opposite) == {"red"}


def test_only_essential_segments_are_as_high_as_the_bar(bar: KeyPointsBar) -> None:
    picture = bar.grab().toImage()
    ground = picture.pixel(0, 0)
    tops = [picture.pixel(round(piece.x + piece.width / 2), 0) for piece in bar.segments()]
    assert [top != ground for top in tops] == [False, False, True]


def test_the_tooltip_of_a_segment_is_its_key_point(bar: KeyPointsBar) -> None:
    _, unsure, missed = bar.segments()
    assert bar.tooltip_at(unsure.x + 1) == "Lower is better. (to check)"
    assert bar.tooltip_at(missed.x + 1) == "Tokenizers must match. (essential, not made)"
    assert bar.tooltip_at(missed.x - 1) == ""


def test_without_key_points_nothing_is_drawn(bar: KeyPointsBar) -> None:
    bar.show_coverage(Coverage(()))
    picture = bar.grab().toImage()
    assert {picture.pixel(x, picture.height() // 2) for x in range(picture.width())} == {
        picture.pixel(0, 0)
    }


def _colors_inside(picture: QImage, part: PlacedBarPart) -> set[int]:
    """Return the colors along the middle of a segment, without its rounded ends."""
    edge = 4
    xs = range(round(part.x) + edge, round(part.x + part.width) - edge)
    return {picture.pixel(x, picture.height() // 2) for x in xs}


def _hues(colors: set[int]) -> set[str]:
    """Return which of red and green clearly occur among colors."""
    more_red = [QColor(color).red() - QColor(color).green() for color in colors]
    clearly = 40
    found = {"red": max(more_red) > clearly, "green": min(more_red) < -clearly}
    return {name for name, there in found.items() if there}
