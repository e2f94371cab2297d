"""The look of the window, decided once: spaces, type, colors and motion.

Widgets take all of these from here and set no color or size of their own. Colors travel in the
application's palette, so a widget that paints asks ``roles()`` in its paintEvent and hears of a
change through ``QEvent.PaletteChange`` like any other Qt widget.
"""

from dataclasses import dataclass, fields
from enum import Enum, IntEnum, StrEnum
from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from mock_interviewer.app.ui.contrast import GRAPHIC, luminance, mix, readable
from mock_interviewer.app.ui.stylesheet import stylesheet

TEXT_WIDTH = 760
"""Widest that a column of text may become."""
RADIUS = 8
READING_LINE = 1.4
"""Line height, in em, of anything that is read."""
TITLE_LINE = 1.25
MOTION = 150
"""Milliseconds that a change may take to be seen."""

_MOTION_PROPERTY = "motion"
_LEAST_BASE = 13
_MIDDLE = 0.5


class Space(IntEnum):
    """Distances in device-independent pixels; PAGE is the margin around a page."""

    XXS = 4
    XS = 8
    S = 12
    M = 16
    L = 24
    XL = 32
    XXL = 48
    PAGE = 32


class Type(Enum):
    """Sizes of type, as pixels where the system's own size is 13."""

    CAPTION = 11
    BASE = 13
    BODY = 15
    TITLE = 20
    QUESTION = 30


class Scheme(StrEnum):
    """What the person wants of light and dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Motion(StrEnum):
    """Whether motion is to be reduced."""

    SYSTEM = "system"
    ON = "on"
    OFF = "off"


@dataclass(frozen=True)
class Roles:
    """What colors mean. Text roles reach 4.5:1 on window, surface and raised, the others 3:1."""

    window: QColor
    surface: QColor
    raised: QColor
    line: QColor
    """Decoration between things; carries no meaning of its own."""
    edge: QColor
    """The outline of something that can be used; reaches 3:1."""
    text: QColor
    text_muted: QColor
    accent: QColor
    on_accent: QColor
    good: QColor
    caution: QColor
    bad: QColor
    recording: QColor

    @property
    def dark(self) -> bool:
        """Whether this is a dark scheme."""
        return luminance(self.window) < luminance(self.text)


_LIGHT = {
    "window": "#f6f6f3",
    "surface": "#ffffff",
    "text": "#1d1d1b",
    "accent": "#2b5bb5",
    "good": "#1c7a3e",
    "caution": "#8a5a00",
    "bad": "#b3261e",
    "recording": "#c62f28",
}
_DARK = {
    "window": "#17181a",
    "surface": "#1f2023",
    "text": "#ececea",
    "accent": "#8db0f5",
    "good": "#6fcf8e",
    "caution": "#e3b34f",
    "bad": "#ff8f85",
    "recording": "#ff6f66",
}


def derive_roles(*, dark: bool, system: QPalette | None = None) -> Roles:
    """Return the roles of a scheme, from the system's own colors where it has any.

    ``system`` is a palette of the same scheme, or None. A color of the system that would be hard
    to read is moved as far as it must be.
    """
    base = {name: QColor(value) for name, value in (_DARK if dark else _LIGHT).items()}
    if system is not None:
        base["window"] = system.color(QPalette.ColorRole.Window)
        base["surface"] = system.color(QPalette.ColorRole.Base)
        base["text"] = system.color(QPalette.ColorRole.WindowText)
        base["accent"] = system.color(QPalette.ColorRole.Accent)
    window, surface = base["window"], base["surface"]
    grounds = _grounds(window, surface, base["text"])
    text = readable(base["text"], grounds)
    accent = readable(base["accent"], grounds)
    return Roles(
        window=window,
        surface=surface,
        raised=grounds[-1],
        line=mix(window, text, 0.14),
        edge=readable(mix(window, text, 0.40), grounds, GRAPHIC),
        text=text,
        text_muted=readable(mix(window, text, 0.62), grounds),
        accent=accent,
        on_accent=readable(surface, (accent,)),
        **_status_colors(dark, grounds),
    )


def _grounds(window: QColor, surface: QColor, text: QColor) -> tuple[QColor, QColor, QColor]:
    return window, surface, mix(window, text, 0.07)


def _status_colors(dark: bool, grounds: tuple[QColor, ...]) -> dict[str, QColor]:
    chosen = _DARK if dark else _LIGHT
    names = ("good", "caution", "bad", "recording")
    return {name: readable(QColor(chosen[name]), grounds) for name in names}


_PALETTE_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "raised",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "edge",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.PlaceholderText: "text_muted",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
}
_MORE_PALETTE_ROLES = {
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "bad",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "raised",
    QPalette.ColorRole.Shadow: "line",
}


_TEXT_ROLES = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


def _palette(colors: Roles) -> QPalette:
    palette = QPalette()
    for role, name in (_PALETTE_ROLES | _MORE_PALETTE_ROLES).items():
        palette.setColor(role, getattr(colors, name))
    faint = mix(colors.window, colors.text, 0.45)
    for role in _TEXT_ROLES:
        palette.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return palette


class Theme(QObject):
    """Dresses the application, and dresses it again when the system or a setting asks.

    One per application, on the GUI thread. ``changed`` comes after the new look is in place; it is
    for what Qt's own PaletteChange does not reach.
    """

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        scheme: Scheme = Scheme.SYSTEM,
        motion: Motion = Motion.SYSTEM,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._scheme = scheme
        self._motion = motion
        app.setStyle("Fusion")
        app.setFont(font(Type.BASE))
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    def choose(self, scheme: Scheme, motion: Motion) -> None:
        """Take over what the settings say; nothing happens where they say the same as before."""
        if (scheme, motion) == (self._scheme, self._motion):
            return
        self._scheme, self._motion = scheme, motion
        self._apply()

    def _system_changed(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        # Without our own palette on top, the application's palette is the system's.
        self._app.setPalette(QPalette())
        system = self._app.palette()
        dark_system = self._system_is_dark(system)
        dark = dark_system if self._scheme is Scheme.SYSTEM else self._scheme is Scheme.DARK
        bare = self._app.style().standardPalette()
        has_colors = any(
            system.color(role) != bare.color(role)
            for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Accent)
        )
        usable = has_colors and dark == dark_system
        colors = derive_roles(dark=dark, system=system if usable else None)
        self._app.setProperty(_MOTION_PROPERTY, self._motion_time())
        self._app.setPalette(_palette(colors))
        names = {field.name: getattr(colors, field.name).name() for field in fields(Roles)}
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
        if self._motion is not Motion.SYSTEM:
            return 0 if self._motion is Motion.ON else MOTION
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        if self._app.style().styleHint(hint) == 0 or _system_reduces_motion(self._app):
            return 0
        return MOTION


def _system_reduces_motion(app: QApplication) -> bool:
    # Qt tells since 6.11; before that only the style's hint is there.
    accessibility = getattr(app.styleHints(), "accessibility", None)
    preference = getattr(accessibility() if accessibility else None, "motionPreference", None)
    return preference is not None and preference().name == "ReducedMotion"


def roles() -> Roles:
    """Return the colors in force; for widgets that paint, and for icons."""
    palette = QApplication.palette()
    return _roles_of(tuple(palette.color(role).rgb() for role in _PALETTE_ROLES))


@lru_cache(maxsize=2)
def _roles_of(values: tuple[int, ...]) -> Roles:
    named = dict(zip(_PALETTE_ROLES.values(), map(QColor, values), strict=True))
    dark = luminance(named["window"]) < luminance(named["text"])
    grounds = _grounds(named["window"], named["surface"], named["text"])
    return Roles(**named, **_status_colors(dark, grounds))


def motion() -> int:
    """Return how long a change may move, in milliseconds; 0 under reduced motion."""
    app = QApplication.instance()
    value = app.property(_MOTION_PROPERTY) if app is not None else None
    return int(value) if value is not None else 0


def base_size() -> int:
    """Return the size of ordinary type in pixels: the system's, but never too small to read."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    return max(_LEAST_BASE, QFontInfo(system).pixelSize())


def font(kind: Type = Type.BASE, *, strong: bool = False, tabular: bool = False) -> QFont:
    """Return the system's font in one of our sizes; ``tabular`` gives figures of one width."""
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    made.setPixelSize(round(kind.value * base_size() / Type.BASE.value))
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def line_percent(of: QFont, height: float) -> int:
    """Return the line spacing, in percent of the font's own, that makes lines ``height`` em high.

    Fonts differ: Qt's 100 % is 1.16 em in one and 1.36 em in another.
    """
    own = QFontMetricsF(of).lineSpacing()
    return max(100, round(100 * height * of.pixelSize() / own))


def set_kind(widget: QWidget, kind: str) -> None:
    """Say what a widget is, for the stylesheet.

    Buttons: primary, quiet, danger, segment, rail, link; none is the ordinary one. Labels: muted,
    good, caution, bad, key. Frames: surface, raised, line.
    """
    if widget.property("kind") == kind:
        return
    widget.setProperty("kind", kind)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
