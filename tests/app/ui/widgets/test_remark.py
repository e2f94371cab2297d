import pytest
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import ColorScheme, ReducedMotion, Theme
from mock_interviewer.app.ui.widgets.labels import StatusLabel


@pytest.mark.parametrize(
    ("kind", "role"),
    [("good", "good"), ("hint", "accent"), ("caution", "caution"), ("bad", "bad")],
)
def test_a_remark_has_its_color_and_a_shape(
    qtbot: QtBot, look: Theme, kind: str, role: str
) -> None:
    look.choose(ColorScheme.DARK, ReducedMotion.OFF)
    remark = StatusLabel()
    qtbot.addWidget(remark)
    remark.show()
    assert remark._icon.isHidden()
    remark.show_text("Something to know.", kind)
    assert (remark.plain, remark.kind) == ("Something to know.", kind)
    assert not remark._icon.isHidden()
    assert remark._text.palette().windowText().color() == getattr(roles(), role)


def test_the_shape_of_a_remark_follows_the_scheme(qtbot: QtBot, look: Theme) -> None:
    look.choose(ColorScheme.LIGHT, ReducedMotion.OFF)
    remark = StatusLabel("caution")
    qtbot.addWidget(remark)
    light = remark._icon.pixmap().toImage()
    look.choose(ColorScheme.DARK, ReducedMotion.OFF)
    qtbot.waitUntil(lambda: remark._icon.pixmap().toImage() != light)
