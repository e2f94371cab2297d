"""Whether two colors can be told apart, as WCAG 2 counts it."""

from collections.abc import Iterable

from PySide6.QtGui import QColor

TEXT = 4.5
"""Least ratio between text and what it stands on."""
GRAPHIC = 3.0
"""Least ratio between an icon, a ring or a chart and what it stands on."""

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


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two opaque colors, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(base: QColor, other: QColor, share: float) -> QColor:
    """Return ``base`` with ``share`` (0 to 1) of ``other`` in it."""
    keep = 1.0 - share
    return QColor.fromRgbF(
        base.redF() * keep + other.redF() * share,
        base.greenF() * keep + other.greenF() * share,
        base.blueF() * keep + other.blueF() * share,
    )


def readable(color: QColor, on: Iterable[QColor], least: float = TEXT) -> QColor:
    """Return ``color``, moved to black or white just as far as ``least`` on all of ``on`` asks.

    Where neither end reaches it, the end that comes nearer is returned.
    """
    grounds = tuple(on)

    def worst(candidate: QColor) -> float:
        return min(contrast(candidate, ground) for ground in grounds)

    end = max((QColor("black"), QColor("white")), key=worst)
    for step in range(_STEPS + 1):
        candidate = mix(color, end, step / _STEPS)
        if worst(candidate) >= least:
            return candidate
    return end
