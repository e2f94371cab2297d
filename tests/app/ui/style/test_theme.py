import re
from importlib import resources
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.shared.transcript_style import faint_color, word_grounds
from mock_interviewer.app.ui.style import colors as colors_module
from mock_interviewer.app.ui.style import theme
from mock_interviewer.app.ui.style.colors import contrast_ratio, derive_roles, readable
from mock_interviewer.app.ui.style.theme import ColorScheme, FontSize, ReducedMotion, Theme

TEXTS = ("text", "text_muted", "accent", "good", "caution", "bad", "recording")
GROUNDS = ("window", "surface", "raised", "focused")


def _system(window: str, base: str, text: str, accent: str) -> QPalette:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(window))
    palette.setColor(QPalette.ColorRole.Base, QColor(base))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(text))
    palette.setColor(QPalette.ColorRole.Accent, QColor(accent))
    return palette


SYSTEMS = {
    "ours-light": derive_roles(dark=False),
    "ours-dark": derive_roles(dark=True),
    "adwaita": derive_roles(dark=False, system=_system("#fafafa", "#ffffff", "#2e3436", "#3584e4")),
    "breeze-dark": derive_roles(
        dark=True, system=_system("#202326", "#141618", "#fcfcfc", "#3daee9")
    ),
    "windows-yellow-accent": derive_roles(
        dark=False, system=_system("#f3f3f3", "#ffffff", "#1a1a1a", "#fff100")
    ),
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_text_has_a_contrast_of_4_5_on_every_background(qapp: QApplication, system: str) -> None:
    colors = SYSTEMS[system]
    for name, ground in product(TEXTS, GROUNDS):
        assert contrast_ratio(getattr(colors, name), getattr(colors, ground)) >= 4.5, (name, ground)
    assert contrast_ratio(colors.on_accent, colors.accent) >= 4.5


@pytest.mark.parametrize("system", SYSTEMS)
def test_edges_of_controls_have_a_contrast_of_3_on_every_background(
    qapp: QApplication, system: str
) -> None:
    colors = SYSTEMS[system]
    for ground in GROUNDS:
        assert contrast_ratio(colors.edge, getattr(colors, ground)) >= 3.0, ground


@pytest.mark.parametrize("system", SYSTEMS)
def test_uncertain_words_have_a_contrast_of_4_5_on_every_background_of_words(
    qapp: QApplication, system: str
) -> None:
    colors = SYSTEMS[system]
    for ground in word_grounds(colors):
        assert contrast_ratio(faint_color(colors), ground) >= 4.5, ground.name()
        assert contrast_ratio(colors.text, ground) >= 4.5, ground.name()


@pytest.mark.parametrize("scheme", [ColorScheme.LIGHT, ColorScheme.DARK])
def test_placeholders_of_fields_have_a_contrast_of_4_5(
    qtbot: QtBot, look: Theme, scheme: ColorScheme
) -> None:
    look.choose(scheme, ReducedMotion.ON)
    fields = (QLineEdit(), QPlainTextEdit())
    for field in fields:
        qtbot.addWidget(field)
        field.ensurePolished()
        palette = field.palette()
        placeholder = palette.color(QPalette.ColorRole.PlaceholderText)
        assert placeholder.alpha() == 255
        assert contrast_ratio(placeholder, palette.color(QPalette.ColorRole.Base)) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_what_was_made_is_the_same_green_in_window_and_report(
    qapp: QApplication, *, dark: bool
) -> None:
    folder = resources.files("mock_interviewer.app.report") / "templates"
    style = (folder / "report.css").read_text(encoding="utf-8")
    light_green, dark_green, paper = re.findall(r"--good: (#[0-9a-f]+);", style)
    assert derive_roles(dark=dark).good.name() == (dark_green if dark else light_green)
    assert paper == light_green
    assert ".mark.is-made { color: var(--good); }" in style
    assert ".whole.is-made { fill: var(--good); }" in style


def test_arrows_of_drop_down_lists_have_a_contrast_of_3_in_both_schemes(qapp: QApplication) -> None:
    for dark in (False, True):
        assert contrast_ratio(QColor("#808080"), derive_roles(dark=dark).surface) >= 3.0


def test_contrast_is_computed_as_in_wcag() -> None:
    assert contrast_ratio(QColor("black"), QColor("white")) == pytest.approx(21.0)
    assert contrast_ratio(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


def test_a_readable_color_is_not_changed() -> None:
    assert readable(QColor("#102040"), (QColor("white"),)) == QColor("#102040")


def test_a_setting_overrides_the_system(qapp: QApplication, look: Theme) -> None:
    look.choose(ColorScheme.DARK, ReducedMotion.SYSTEM)
    assert colors_module.roles().dark
    look.choose(ColorScheme.LIGHT, ReducedMotion.SYSTEM)
    assert not colors_module.roles().dark


def test_a_change_of_the_system_scheme_is_followed(
    qapp: QApplication, look: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look, "_system_is_dark", lambda system: True)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert colors_module.roles().dark


def test_a_chosen_scheme_stays_when_the_system_changes(
    qapp: QApplication, look: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    look.choose(ColorScheme.LIGHT, ReducedMotion.SYSTEM)
    monkeypatch.setattr(look, "_system_is_dark", lambda system: True)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not colors_module.roles().dark


def test_the_roles_read_from_the_palette_are_those_that_were_set(look: Theme) -> None:
    look.choose(ColorScheme.DARK, ReducedMotion.SYSTEM)
    wanted = derive_roles(dark=True)
    assert colors_module.roles().accent.name() == wanted.accent.name()
    assert colors_module.roles().recording.name() == wanted.recording.name()


def test_the_colors_of_the_system_are_used_if_it_has_any(
    qapp: QApplication, look: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    adwaita = _system("#fafafa", "#ffffff", "#2e3436", "#1a5fb4")
    assert derive_roles(dark=False, system=adwaita).window == QColor("#fafafa")


def test_with_reduced_motion_animations_take_no_time(look: Theme) -> None:
    look.choose(ColorScheme.SYSTEM, ReducedMotion.ON)
    assert theme.motion() == 0
    look.choose(ColorScheme.SYSTEM, ReducedMotion.OFF)
    assert theme.motion() == theme.MOTION_MS


def test_font_sizes_keep_their_proportions(qapp: QApplication) -> None:
    base = theme.font(FontSize.BASE).pixelSize()
    assert base >= 13
    assert theme.font(FontSize.QUESTION).pixelSize() == round(base * 30 / 13)


def test_a_kind_that_is_set_later_takes_effect(qtbot: QtBot, look: Theme) -> None:
    button = QPushButton("Start")
    qtbot.addWidget(button)
    button.show()
    before = button.sizeHint().height()
    theme.set_kind(button, "primary")
    assert button.sizeHint().height() > before


@pytest.mark.parametrize("scheme", [ColorScheme.LIGHT, ColorScheme.DARK])
@pytest.mark.parametrize("kind", ["", "quiet"])
def test_disabled_buttons_are_fainter_and_still_readable(
    qtbot: QtBot, look: Theme, scheme: ColorScheme, kind: str
) -> None:
    look.choose(scheme, ReducedMotion.ON)
    button = QPushButton("Previous")
    theme.set_kind(button, kind)
    qtbot.addWidget(button)
    button.setEnabled(False)
    color = button.palette().buttonText().color()
    assert contrast_ratio(color, colors_module.roles().window) >= 3.0
    assert contrast_ratio(color, colors_module.roles().window) < 4.5


@pytest.mark.parametrize("scheme", [ColorScheme.LIGHT, ColorScheme.DARK])
def test_a_placeholder_is_readable(qtbot: QtBot, look: Theme, scheme: ColorScheme) -> None:
    look.choose(scheme, ReducedMotion.ON)
    field = QPlainTextEdit()
    qtbot.addWidget(field)
    field.show()
    assert field.palette().placeholderText().color() == colors_module.roles().text_muted


@pytest.mark.parametrize("scheme", [ColorScheme.LIGHT, ColorScheme.DARK])
def test_a_segment_that_is_not_chosen_has_an_edge(
    qtbot: QtBot, look: Theme, scheme: ColorScheme
) -> None:
    look.choose(scheme, ReducedMotion.ON)
    ground = QWidget()
    qtbot.addWidget(ground)
    segment = QRadioButton("All sessions", ground)
    theme.set_kind(segment, "segment")
    segment.resize(120, 36)
    ground.resize(140, 60)
    ground.show()
    edge = segment.grab().toImage().pixelColor(60, 0)
    assert contrast_ratio(edge, colors_module.roles().window) >= 3.0


@pytest.mark.parametrize("kind", ["", "primary", "quiet", "rail", "tool", "icon", "segment"])
def test_the_focus_changes_only_the_edge_of_a_button(qtbot: QtBot, look: Theme, kind: str) -> None:
    page = QWidget()
    before = QPushButton("Before", page)
    button = QRadioButton(page) if kind == "segment" else QPushButton(page)
    theme.set_kind(button, kind)
    button.setGeometry(0, 60, 160, 44)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    before.setFocus()
    # Fusion marks the inside only where the keyboard came by a key.
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert button.hasFocus()
    picture = button.grab().toImage()
    inside = {picture.pixelColor(x, y).name() for x in range(6, 154) for y in range(6, 38)}
    assert len(inside) == 1
