"""The one stylesheet of the window; its colors are the roles of the theme."""

from collections.abc import Mapping
from pathlib import Path
from string import Template

_ASSETS = Path(__file__).with_name("assets")

_SHEET = Template((_ASSETS / "window.qss").read_text(encoding="utf-8"))


def stylesheet(colors: Mapping[str, str]) -> str:
    """Return the stylesheet for ``colors``, names such as #aabbcc by role."""
    return _SHEET.substitute(colors, assets=_ASSETS.as_posix())
