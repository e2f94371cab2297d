import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.ui.style.theme import ColorScheme, FontSize, ReducedMotion, Theme
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.labels import TextLabel

LONG = "This computer can run a more accurate speech model than Base: Small (English only)."


@pytest.fixture
def banner(qtbot: QtBot, look: Theme) -> Banner:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say(NoticeKind.INFO, LONG, ("Download…", lambda: None), ("Not now", lambda: None))
    return banner


def _text(banner: Banner) -> TextLabel:
    return next(each for each in banner.findChildren(TextLabel) if each.plain == LONG)


def _place(banner: Banner, label: str) -> QPoint:
    button = next(each for each in banner.findChildren(QPushButton) if each.text() == label)
    return button.mapTo(banner, QPoint(0, 0))


def test_the_actions_of_a_wide_banner_are_beside_the_text(banner: Banner, qtbot: QtBot) -> None:
    banner.resize(760, banner.heightForWidth(760))
    qtbot.waitUntil(lambda: _place(banner, "Download…").x() > _text(banner).geometry().right())
    assert _place(banner, "Not now").y() == _place(banner, "Download…").y()


def test_the_actions_of_a_narrow_banner_are_below_the_text(banner: Banner, qtbot: QtBot) -> None:
    banner.resize(500, banner.heightForWidth(500))
    qtbot.waitUntil(lambda: _place(banner, "Download…").y() > _text(banner).geometry().bottom())
    assert _place(banner, "Download…").x() == _text(banner).x()
    assert _text(banner).width() > 350


def _low(text: TextLabel) -> int:
    """Return how much more air there is above the letters than beneath, in pixels."""
    text.resize(text.sizeHint())
    picture = text.grab().toImage()
    dark = [
        y
        for y in range(picture.height())
        if any(QColor(picture.pixel(x, y)).lightness() < 100 for x in range(picture.width()))
    ]
    return dark[0] - (picture.height() - 1 - dark[-1])


def test_wrapped_text_lines_up_with_the_label_of_a_button(qtbot: QtBot, look: Theme) -> None:
    look.choose(ColorScheme.LIGHT, ReducedMotion.ON)
    label, wrapped = TextLabel("xxxx", FontSize.BODY), TextLabel("xxxx", FontSize.BODY, wrap=True)
    for text in (label, wrapped):
        qtbot.addWidget(text)
    air = wrapped.sizeHint().height() - label.sizeHint().height()
    wrapped.center_vertically()
    assert abs(wrapped.contentsMargins().top() - air) <= 1
    assert abs(_low(wrapped) - _low(label)) <= 1
