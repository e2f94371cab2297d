"""The colors of the page, read from its style sheet."""

import re
from importlib import resources

import pytest

_TEXT = 4.5
_GRAPHIC = 3.0


def _schemes() -> dict[str, dict[str, str]]:
    folder = resources.files("mock_interviewer.app.report") / "templates"
    style = (folder / "report.css").read_text(encoding="utf-8")
    found = [
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", block))
        for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    ]
    light, dark, paper = found
    return {"light": light, "dark": light | dark, "paper": light | paper}


def _luminance(color: str) -> float:
    digits = color.removeprefix("#")
    pairs = [2 * digit for digit in digits] if len(digits) == 3 else re.findall("..", digits)
    parts = [int(pair, 16) / 255 for pair in pairs]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, two: str) -> float:
    """Return the contrast ratio of WCAG 2.1."""
    lighter, darker = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "paper"])
@pytest.mark.parametrize("role", ["text", "muted", "faint", "accent", "caution", "good"])
def test_text_has_enough_contrast(scheme: str, role: str) -> None:
    colors = _schemes()[scheme]
    assert _contrast(colors[role], colors["window"]) >= _TEXT


@pytest.mark.parametrize("scheme", ["light", "dark", "paper"])
@pytest.mark.parametrize(
    ("role", "ground"),
    [("edge", "window"), ("edge", "raised"), ("on-accent", "accent"), ("on-accent", "good")],
)
def test_lines_and_marks_contrast_with_their_background(
    scheme: str, role: str, ground: str
) -> None:
    colors = _schemes()[scheme]
    assert _contrast(colors[role], colors[ground]) >= _GRAPHIC
