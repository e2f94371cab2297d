"""The look of the window: spacing, fonts, colors, motion, and the style sheet.

Widgets use these and define no color or size of their own. The application's palette holds the
colors. A widget that paints itself calls ``roles()`` in its paintEvent, and gets
``QEvent.PaletteChange`` when they change.
"""

from collections.abc import Mapping
from dataclasses import fields
from enum import Enum, IntEnum, StrEnum
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from mock_interviewer.app.ui.style.colors import (
    ColorRoles,
    derive_roles,
    luminance,
    mix,
    palette_of,
)

_ASSETS = Path(__file__).with_name("assets")


_SHEET = Template((_ASSETS / "window.qss").read_text(encoding="utf-8"))


def stylesheet(colors: Mapping[str, str]) -> str:
    """Return the style sheet for ``colors``, which maps roles to names such as #aabbcc."""
    return _SHEET.substitute(colors, assets=_ASSETS.as_posix())


TEXT_WIDTH = 760
"""Greatest width of a column of text."""


RADIUS = 8


READING_LINE = 1.4
"""Line height of running text, in em."""


TITLE_LINE = 1.25


MOTION_MS = 150
"""Duration of an animation, in milliseconds."""


_MOTION_PROPERTY = "motion"


_LEAST_BASE = 13


_MIDDLE = 0.5


class Spacing(IntEnum):
    """Distances in device-independent pixels; PAGE is the margin around a page."""

    XXS = 4
    XS = 8
    S = 12
    M = 16
    L = 24
    XL = 32
    XXL = 48
    PAGE = 32


class FontSize(Enum):
    """Font sizes, in pixels for a system font of 13."""

    CAPTION = 11
    BASE = 13
    BODY = 15
    TITLE = 20
    QUESTION = 30


class ColorScheme(StrEnum):
    """The setting for light and dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ReducedMotion(StrEnum):
    """The setting for reduced motion."""

    SYSTEM = "system"
    ON = "on"
    OFF = "off"


class Theme(QObject):
    """Applies colors and the style sheet, again whenever the system or a setting changes.

    Create one per application, on the GUI thread.
    """

    changed = Signal()
    """The new look is in place; for what Qt's PaletteChange doesn't reach."""

    def __init__(
        self,
        app: QApplication,
        scheme: ColorScheme = ColorScheme.SYSTEM,
        motion: ReducedMotion = ReducedMotion.SYSTEM,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._scheme = scheme
        self._motion = motion
        app.setStyle("Fusion")
        app.setFont(font(FontSize.BASE))
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    def choose(self, scheme: ColorScheme, motion: ReducedMotion) -> None:
        """Apply the settings, if they changed."""
        if (scheme, motion) == (self._scheme, self._motion):
            return
        self._scheme, self._motion = scheme, motion
        self._apply()

    def _system_changed(self) -> None:
        if self._scheme is ColorScheme.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        # Reset our palette to read the system's.
        self._app.setPalette(QPalette())
        system = self._app.palette()
        dark_system = self._system_is_dark(system)
        dark = (
            dark_system if self._scheme is ColorScheme.SYSTEM else self._scheme is ColorScheme.DARK
        )
        bare = self._app.style().standardPalette()
        has_colors = any(
            system.color(role) != bare.color(role)
            for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Accent)
        )
        usable = has_colors and dark == dark_system
        colors = derive_roles(dark=dark, system=system if usable else None)
        self._app.setProperty(_MOTION_PROPERTY, self._motion_time())
        self._app.setPalette(palette_of(colors))
        names = {field.name: getattr(colors, field.name).name() for field in fields(ColorRoles)}
        names["accent_soft"] = mix(colors.surface, colors.accent, 0.14).name()
        names["check"] = "check-dark" if luminance(colors.on_accent) < _MIDDLE else "check-light"
        self._app.setStyleSheet(stylesheet(names))
        self.changed.emit()

    def _system_is_dark(self, system: QPalette) -> bool:
        scheme = self._app.styleHints().colorScheme()
        if scheme is not Qt.ColorScheme.Unknown:
            return scheme is Qt.ColorScheme.Dark
        window = system.color(QPalette.ColorRole.Window)
        return luminance(window) < luminance(system.color(QPalette.ColorRole.WindowText))

    def _motion_time(self) -> int:
        if self._motion is not ReducedMotion.SYSTEM:
            return 0 if self._motion is ReducedMotion.ON else MOTION_MS
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        if self._app.style().styleHint(hint) == 0 or _system_reduces_motion(self._app):
            return 0
        return MOTION_MS


def _system_reduces_motion(app: QApplication) -> bool:
    # Qt 6.11 and later; earlier, there is only the style hint.
    accessibility = getattr(app.styleHints(), "accessibility", None)
    preference = getattr(accessibility() if accessibility else None, "motionPreference", None)
    return preference is not None and preference().name == "ReducedMotion"


def motion() -> int:
    """Return the duration of animations, in milliseconds; 0 with reduced motion."""
    app = QApplication.instance()
    value = app.property(_MOTION_PROPERTY) if app is not None else None
    return int(value) if value is not None else 0


def base_size() -> int:
    """Return the base font size in pixels: the system's, but never too small to read."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    return max(_LEAST_BASE, QFontInfo(system).pixelSize())


def font(kind: FontSize = FontSize.BASE, *, strong: bool = False, tabular: bool = False) -> QFont:
    """Return the system font in one of our sizes; ``tabular`` gives all digits the same width."""
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    made.setPixelSize(round(kind.value * base_size() / FontSize.BASE.value))
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def line_percent(of: QFont, height: float) -> int:
    """Return the line spacing, in percent of the font's own, for a line height of ``height`` em.

    Fonts differ: 100% is 1.16 em in one and 1.36 em in another.
    """
    own = QFontMetricsF(of).lineSpacing()
    return max(100, round(100 * height * of.pixelSize() / own))


def set_kind(widget: QWidget, kind: str) -> None:
    """Set the kind of a widget, which the style sheet selects by.

    Buttons: primary, quiet, danger, segment, rail, link, moment, fold, icon, or none.
    Labels: muted, hint, good, caution, bad, key. Frames: surface, raised, line.
    """
    if widget.property("kind") == kind:
        return
    widget.setProperty("kind", kind)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
