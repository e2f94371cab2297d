import pytest
from pytestqt.qtbot import QtBot
from rig.feedback import DELIVERY

from mock_interviewer.app.feedback.delivery import Delivery
from mock_interviewer.app.ui.theme import Theme, roles
from mock_interviewer.app.ui.widgets.waveform import Waveform
from mock_interviewer.app.ui.widgets.waveform_marks import Marks


@pytest.fixture
def waveform(qtbot: QtBot, look: Theme) -> Waveform:
    waveform = Waveform()
    qtbot.addWidget(waveform)
    waveform.resize(616, waveform.sizeHint().height())
    waveform.set_duration(60.0)
    return waveform


def _color(waveform: Waveform, seconds: float, y: int) -> int:
    picture = waveform.grab().toImage()
    return int(picture.pixelColor(round(waveform._x_at(seconds)), y).rgb())


def test_pauses_are_shaded_where_they_are(waveform: Waveform) -> None:
    plain = _color(waveform, 31.5, 5)
    waveform.show_marks(Marks.of(DELIVERY))
    assert _color(waveform, 31.5, 5) != plain
    assert _color(waveform, 28.0, 5) == plain


def test_fillers_have_a_triangle(waveform: Waveform) -> None:
    assert _color(waveform, 40.0, 1) != roles().caution.rgb()
    waveform.show_marks(Marks.of(DELIVERY))
    assert _color(waveform, 40.0, 1) == roles().caution.rgb()


def test_with_the_keyboard_it_has_a_ring_around_it_and_is_not_covered(
    qtbot: QtBot, waveform: Waveform
) -> None:
    waveform.show_marks(Marks.of(DELIVERY))
    inside, edge = _color(waveform, 28.0, 10), _color(waveform, 28.0, 1)
    with qtbot.waitActive(waveform):
        waveform.show()
        waveform.activateWindow()
    waveform.setFocus()
    qtbot.waitUntil(waveform.hasFocus)
    assert _color(waveform, 28.0, 10) == inside
    assert _color(waveform, 28.0, 1) != edge


def test_marks_are_described_in_words(waveform: Waveform) -> None:
    waveform.show_marks(Marks.of(DELIVERY))
    assert waveform.accessibleDescription() == "0:00 of 1:00; 3 pauses, 2 fillers"
    waveform.show_marks(Marks())
    assert waveform.accessibleDescription() == "0:00 of 1:00"


def test_what_cannot_be_told_is_not_marked() -> None:
    assert Marks.of(None) == Marks.of(Delivery(10.0, 0)) == Marks()
