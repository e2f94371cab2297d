"""Color roles in light and dark, their contrast by WCAG 2, and the palette made of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

TEXT_CONTRAST = 4.5
"""Minimum contrast between text and its background."""


GRAPHIC_CONTRAST = 3.0
"""Minimum contrast between an icon, a ring, or a chart and its background."""


FOCUS_TINT = 0.12
"""Share of the accent in the background of the row that has the keyboard."""


_STEPS = 40


_LINEAR_BELOW = 0.04045


def luminance(color: QColor) -> float:
    """Return the relative luminance of ``color``, from 0 (black) to 1 (white)."""

    def linear(channel: float) -> float:
        return (
            channel / 12.92
            if channel <= _LINEAR_BELOW
            else float(((channel + 0.055) / 1.055) ** 2.4)
        )

    red, green, blue = (linear(part) for part in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two opaque colors, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(base: QColor, other: QColor, share: float) -> QColor:
    """Return ``base`` mixed with ``share`` (0 to 1) of ``other``."""
    keep = 1.0 - share
    return QColor.fromRgbF(
        base.redF() * keep + other.redF() * share,
        base.greenF() * keep + other.greenF() * share,
        base.blueF() * keep + other.blueF() * share,
    )


def readable(color: QColor, on: Iterable[QColor], least: float = TEXT_CONTRAST) -> QColor:
    """Return ``color``, moved toward black or white until its contrast on all of ``on`` is enough.

    ``least`` is the minimum contrast. If neither black nor white reaches it, return the better
    of the two.
    """
    grounds = tuple(on)

    def worst(candidate: QColor) -> float:
        return min(contrast_ratio(candidate, ground) for ground in grounds)

    end = max((QColor("black"), QColor("white")), key=worst)
    for step in range(_STEPS + 1):
        candidate = mix(color, end, step / _STEPS)
        if worst(candidate) >= least:
            return candidate
    return end


@dataclass(frozen=True)
class ColorRoles:
    """Colors by meaning.

    Text has a contrast of 4.5:1 on window, surface, raised, and focused; everything else has 3:1.
    """

    window: QColor
    surface: QColor
    raised: QColor
    line: QColor
    """Decoration without a meaning of its own."""
    edge: QColor
    """The outline of a control; its contrast is 3:1."""
    text: QColor
    text_muted: QColor
    accent: QColor
    on_accent: QColor
    good: QColor
    caution: QColor
    bad: QColor
    recording: QColor

    @property
    def focused(self) -> QColor:
        """The background of the row that has the keyboard."""
        return mix(self.window, self.accent, FOCUS_TINT)

    @property
    def dark(self) -> bool:
        """Whether this is a dark scheme."""
        return luminance(self.window) < luminance(self.text)


_LIGHT = {
    "window": "#f6f6f3",
    "surface": "#ffffff",
    "text": "#1d1d1b",
    "accent": "#2b5bb5",
    "good": "#1a7239",
    "caution": "#8a5a00",
    "bad": "#b3261e",
    "recording": "#ba2c25",
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


def derive_roles(*, dark: bool, system: QPalette | None = None) -> ColorRoles:
    """Return the roles of a color scheme, using the system's colors if it has any.

    ``system`` is a palette of the same scheme, or None. System colors that would be hard to read
    are adjusted.
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
    accent = _accent(base["accent"], grounds)
    tinted = (*grounds, mix(window, accent, FOCUS_TINT))
    return ColorRoles(
        window=window,
        surface=surface,
        raised=grounds[2],
        line=mix(window, text, 0.14),
        edge=readable(mix(window, text, 0.40), tinted, GRAPHIC_CONTRAST),
        text=text,
        text_muted=readable(mix(window, text, 0.62), tinted),
        accent=accent,
        on_accent=readable(surface, (accent,)),
        **_status_colors(dark, tinted),
    )


def _accent(wanted: QColor, grounds: tuple[QColor, ...]) -> QColor:
    """Return the accent, readable on ``grounds`` and on the window that is tinted with it."""
    accent = readable(wanted, grounds)
    tinted = mix(grounds[0], accent, FOCUS_TINT)
    return readable(accent, (*grounds, tinted))


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


def palette_of(colors: ColorRoles) -> QPalette:
    """Return a palette of ``colors``, which reaches every widget."""
    palette = QPalette()
    for role, name in (_PALETTE_ROLES | _MORE_PALETTE_ROLES).items():
        palette.setColor(role, getattr(colors, name))
    faint = mix(colors.window, colors.text, 0.45)
    for role in _TEXT_ROLES:
        palette.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return palette


def roles() -> ColorRoles:
    """Return the current colors, for icons and for widgets that paint themselves."""
    palette = QApplication.palette()
    return _roles_of(tuple(palette.color(role).rgb() for role in _PALETTE_ROLES))


@lru_cache(maxsize=2)
def _roles_of(values: tuple[int, ...]) -> ColorRoles:
    named = dict(zip(_PALETTE_ROLES.values(), map(QColor, values), strict=True))
    dark = luminance(named["window"]) < luminance(named["text"])
    focused = mix(named["window"], named["accent"], FOCUS_TINT)
    grounds = (*_grounds(named["window"], named["surface"], named["text"]), focused)
    return ColorRoles(**named, **_status_colors(dark, grounds))
