import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from rig.feedback import MIXED

from mock_interviewer.app.feedback.coverage.coverage import Coverage
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
    assert bar.accessibleName() == "1 of 3 key points, 1 partly made, 0 of 1 essential"


def test_a_segment_is_filled_as_far_as_its_point_was_made(bar: KeyPointsBar) -> None:
    picture = bar.grab().toImage()
    made, partly, missed = bar.segments()
    middle = picture.height() // 2
    assert _filled(picture, made.x + 0.9 * made.width, middle)
    assert _filled(picture, partly.x + 0.4 * partly.width, middle)
    assert not _filled(picture, partly.x + 0.6 * partly.width, middle)
    assert not _filled(picture, missed.x + 0.4 * missed.width, middle)


def test_only_essential_segments_are_as_high_as_the_bar(bar: KeyPointsBar) -> None:
    picture = bar.grab().toImage()
    ground = picture.pixel(0, 0)
    tops = [picture.pixel(round(piece.x + piece.width / 2), 0) for piece in bar.segments()]
    assert [top != ground for top in tops] == [False, False, True]


def test_the_tooltip_of_a_segment_is_its_key_point(bar: KeyPointsBar) -> None:
    _, partly, missed = bar.segments()
    assert bar.tooltip_at(partly.x + 1) == "Lower is better. (partly made)"
    assert bar.tooltip_at(missed.x + 1) == "Tokenizers must match. (essential, not made)"
    assert bar.tooltip_at(missed.x - 1) == ""


def test_without_key_points_nothing_is_drawn(bar: KeyPointsBar) -> None:
    bar.show_coverage(Coverage(()))
    picture = bar.grab().toImage()
    assert {picture.pixel(x, picture.height() // 2) for x in range(picture.width())} == {
        picture.pixel(0, 0)
    }


def _filled(picture: QImage, x: float, y: int) -> bool:
    return picture.pixelColor(round(x), y).rgb() == roles().good.rgb()
