from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot
from rig.child import child

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import ColorScheme, FontSize, ReducedMotion, Theme
from mock_interviewer.app.ui.widgets.labels import ElidedLabel, StatusLabel, TextLabel

SPACE = "\N{NO-BREAK SPACE}"


def test_a_number_and_its_unit_stay_on_one_line(qtbot: QtBot, look: Theme) -> None:
    given = "It is 486 MB in 8 s, 3 seconds or 5 minutes."
    text = TextLabel(given, wrap=True)
    qtbot.addWidget(text)
    assert text.plain == text.accessibleName() == given
    assert f"It is 486{SPACE}MB in 8{SPACE}s, 3 seconds or 5 minutes." in text.text()


@pytest.mark.parametrize(
    ("size", "given", "end"),
    [
        (FontSize.QUESTION, "What is perplexity, and what is a lower value of it?", "value of it?"),
        (
            FontSize.BASE,
            "You get feedback after each answer and can try it again at once.",
            "at once.",
        ),
    ],
)
def test_the_last_line_of_long_text_is_never_a_single_short_word(
    qtbot: QtBot, look: Theme, size: FontSize, given: str, end: str
) -> None:
    text = TextLabel(given, size, wrap=True)
    qtbot.addWidget(text)
    assert text.plain == given
    assert f" {end.replace(' ', SPACE)}" in text.text()


@pytest.mark.parametrize("given", ["Why is that?", "", "  ", "Why\nis that?"])
def test_short_text_may_wrap_at_any_space(qtbot: QtBot, look: Theme, given: str) -> None:
    text = TextLabel(given, wrap=True)
    qtbot.addWidget(text)
    assert SPACE not in text.text()


def test_wrapped_text_that_looks_like_html_is_shown_literally(qtbot: QtBot, look: Theme) -> None:
    text = TextLabel("<b>1 < 2</b>", wrap=True)
    qtbot.addWidget(text)
    assert "&lt;b&gt;1 &lt; 2&lt;/b&gt;" in text.text()


LONG = "Follow-up · 3 of 8 · Real-World Deployment and Integration"


@pytest.fixture
def label(qtbot: QtBot, look: Theme) -> Iterator[ElidedLabel]:
    page = QWidget()
    qtbot.addWidget(page)
    made = ElidedLabel()
    row = QHBoxLayout(page)
    row.addWidget(made)
    made.show_text(LONG)
    page.show()
    yield made
    page.hide()


def test_text_that_fits_is_not_elided(label: ElidedLabel, qtbot: QtBot) -> None:
    label.window().resize(900, 60)
    qtbot.waitUntil(lambda: label.text() == LONG)


def test_text_is_elided_on_a_narrow_page_and_restored_on_a_wide_one(
    label: ElidedLabel, qtbot: QtBot
) -> None:
    label.window().resize(200, 60)
    qtbot.waitUntil(lambda: label.text().endswith("…") and label.text() != LONG)
    assert label.window().width() == 200
    label.window().resize(900, 60)
    qtbot.waitUntil(lambda: label.text() == LONG)


def test_the_accessible_name_of_an_elided_label_is_the_whole_text(
    label: ElidedLabel, qtbot: QtBot
) -> None:
    label.window().resize(200, 60)
    qtbot.waitUntil(lambda: label.text() != LONG)
    assert label.plain == LONG
    assert label.accessibleName() == LONG


def test_elided_text_that_looks_like_html_is_shown_literally(
    label: ElidedLabel, qtbot: QtBot
) -> None:
    label.window().resize(900, 60)
    label.show_text("1 of 2 · <b>Loss</b>")
    qtbot.waitUntil(lambda: label.text() == "1 of 2 · <b>Loss</b>")
    assert label.sizeHint().width() >= label.fontMetrics().horizontalAdvance("1 of 2 · <b>Loss</b>")


def _icon(status: StatusLabel) -> QLabel:
    [icon] = [each for each in status.findChildren(QLabel) if not isinstance(each, TextLabel)]
    return icon


@pytest.mark.parametrize(
    ("kind", "role"),
    [("good", "good"), ("hint", "accent"), ("caution", "caution"), ("bad", "bad")],
)
def test_each_kind_of_status_has_a_color_and_an_icon(
    qtbot: QtBot, look: Theme, kind: str, role: str
) -> None:
    look.choose(ColorScheme.DARK, ReducedMotion.OFF)
    status = StatusLabel()
    qtbot.addWidget(status)
    status.show()
    assert _icon(status).isHidden()
    status.show_text("Something to know.", kind)
    assert (status.plain, status.kind) == ("Something to know.", kind)
    assert not _icon(status).isHidden()
    assert child(status, TextLabel).palette().windowText().color() == getattr(roles(), role)


def test_the_icon_of_a_status_follows_the_color_scheme(qtbot: QtBot, look: Theme) -> None:
    look.choose(ColorScheme.LIGHT, ReducedMotion.OFF)
    status = StatusLabel("caution")
    qtbot.addWidget(status)
    light = _icon(status).pixmap().toImage()
    look.choose(ColorScheme.DARK, ReducedMotion.OFF)
    qtbot.waitUntil(lambda: _icon(status).pixmap().toImage() != light)
